package io.foretide.scaler.cli;

import io.foretide.models.Models;
import io.foretide.planner.decision.SizeAt;
import io.foretide.process.Installation;
import io.foretide.scaler.app.TrainingBar;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.app.demo.Calibration;
import io.foretide.text.Json;
import io.foretide.text.OutputFile;
import io.foretide.whatif.Comparison;
import io.foretide.whatif.DecisionDump;
import io.foretide.whatif.FrontierPng;
import io.foretide.whatif.FrontierResult;
import io.foretide.whatif.MatchResult;
import io.foretide.whatif.RecordedUse;
import io.foretide.whatif.SimulationFiles;
import io.foretide.whatif.SimulationResult;
import io.foretide.whatif.SimulationTable;
import io.foretide.whatif.Sweep;
import io.foretide.whatif.SweepResult;
import io.foretide.whatif.Tuning;
import io.foretide.whatif.WhatIf;
import io.foretide.whatif.WhatIf.Outcome;
import io.foretide.whatif.policy.ComparedPolicies;
import io.foretide.whatif.policy.ComparedPolicy;
import io.foretide.whatif.policy.Dials;
import io.foretide.whatif.policy.KnownJob;
import io.foretide.whatif.policy.Offer;
import io.foretide.whatif.setup.LoadEvent;
import io.foretide.whatif.setup.Setup;
import io.foretide.whatif.setup.SimulationOption;
import io.foretide.whatif.setup.SimulationOptions;
import io.foretide.whatif.tune.SearchLimits;
import io.foretide.whatif.tune.SearchPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code foretide simulate}. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Replays a recorded load through scaling policies and compares what they cost and what they let happen.",
        footer = {
            "",
            "The simulated job is a queue: it processes what its running slots can, the rest waits, and every change of the number"
                    + " of TaskManagers stops it for the restart time. Lag seconds are the waiting records / the present load.",
            "No policy but the clairvoyant sees a value later than its own minute. Steps that were not observed are not scored.",
            "The figures of --dump: a row is a tick of the simulation (the longest of at most 10 s that divides lead time, restart"
                    + " time and step), for each policy, of the scored part."
        })
final class SimulateCommand implements Callable<Integer> {
    @Mixin
    private TraceOptions trace = new TraceOptions();

    @Mixin
    private StoredJobOptions stored = new StoredJobOptions();

    @Mixin
    private FleetOptions fleet = new FleetOptions();

    @Mixin
    private SplitOptions split = new SplitOptions();

    @Option(
            names = "--policies",
            split = ",",
            description =
                    "Who is compared, comma-separated (all but ${bundle:policies.only-named}): ${bundle:policies.all}.")
    private List<String> policies = List.of();

    @Option(
            names = "--forecast-model",
            defaultValue = "ridge",
            description = "Whose forecasts ${bundle:policies.forecast-model} use (${DEFAULT-VALUE}).")
    private String forecastModel = "";

    @Option(
            names = "--threshold-model",
            description = "The same for ${bundle:policies.threshold-model} (as --forecast-model).")
    private @Nullable String thresholdModel;

    @Option(
            names = "--event",
            description =
                    "Multiply the load for a time, such as \"2001-05-28T12:00Z/3h x3\"; repeatable. Forecasters are not"
                            + " told of it.")
    private List<String> events = List.of();

    @Option(
            names = "--sweep",
            description =
                    "Compare several values of a number above or below, such as lead-time=60s,90s,5m; repeatable: all"
                            + " combinations are run, a row each and policy.")
    private List<String> sweeps = List.of();

    @Option(
            names = "--match",
            split = ",",
            paramLabel = "<policy>",
            description =
                    "Instead: Foretide against each of these at its own reliability and restarts. Settings are chosen on what"
                            + " lies before the evaluated part, and scored on that once.")
    private List<String> match = List.of();

    @Option(
            names = "--candidates",
            defaultValue = "300",
            description = "Settings that --match tries for each of them, at most (${DEFAULT-VALUE}).")
    private int candidates;

    @Option(
            names = "--frontier",
            description =
                    "Instead: turn every policy's dial from cheap to careful, and say which points are dominated: another one is no"
                            + " worse in slot-hours, violations and rescales, and better in one of them.")
    private boolean frontier;

    @Option(names = "--tick", description = "Step of the simulation, 1s to 1m (the longest of at most 10s that fits).")
    private @Nullable Duration tick;

    @Option(names = "--seed", defaultValue = "7", description = "Same seed and load, same figures (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--dump",
            description = "Write every tick of every policy to this CSV (or CSV.gz) file: " + DecisionDump.HEADER + ".")
    private @Nullable Path dump;

    @Option(names = "--csv", description = "Write the figures to this CSV file.")
    private @Nullable Path csv;

    @Option(names = "--png", description = "Draw load, slots and lag into this picture.")
    private @Nullable Path png;

    @Option(
            names = "--html",
            description =
                    "Write a page that needs no server to this file: load, slots, lag, cost against violations, figures.")
    private @Nullable Path html;

    @Option(
            names = "--at",
            paramLabel = "URL",
            description =
                    "Instead: ask the service at this address, such as http://127.0.0.1:8090, to replay its history.")
    private @Nullable String at;

    @Option(
            names = "--calibrate",
            description = "Instead: compare a run that foretide demo -o json recorded with its simulation.")
    private @Nullable Path calibrate;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "table",
            description = "table, json or csv (${DEFAULT-VALUE}).")
    private ReportFormat output = ReportFormat.table;

    private final ComparedPolicies known;

    private @Nullable CommandSpec spec;

    SimulateCommand(ComparedPolicies known) {
        this.known = known;
    }

    @Spec
    void setSpec(CommandSpec command) {
        spec = command;
        command.resourceBundle(new PolicyTexts(known));
        SimulationFlags.addTo(command, known);
    }

    @Override
    public Integer call() throws Exception {
        Logging.warningsOnly();
        if (fleet.isAll()) {
            return new FleetSimulation(stored, fleet, known)
                    .print(spec().commandLine().getParseResult(), output);
        }
        System.out.print(calibrate == null ? Interruptible.call(this::run) : calibrated(calibrate));
        return 0;
    }

    private String served(RunningService service) throws InterruptedException {
        String body = Json.line(
                SimulationRequest.of(spec().commandLine().getParseResult(), known, SimulationRequest.Asked.SERVICE));
        SimulationResult result = service.simulated(stored.name().orElseGet(service::job), body);
        KnownJob.line(result.sources()).ifPresent(System.err::println);
        return printed(result);
    }

    private String calibrated(Path run) {
        Calibration calibration = Calibration.of(run);
        return output == ReportFormat.table ? calibration.table() : Json.pretty(calibration) + System.lineSeparator();
    }

    private String run() throws IOException, InterruptedException {
        if (at != null) {
            return served(new RunningService(at));
        }
        if (trace.isGiven() == stored.isGiven()) {
            throw UserError.usage(
                    "either --trace, or --config or --store is needed: the load that is replayed; or --at, a service");
        }
        if (frontier) {
            checkFrontier();
        }
        new OutputFiles()
                .reading(trace.files())
                .reading(stored.files())
                .writing("--dump", dump)
                .writing("--csv", csv)
                .writing("--png", png)
                .writing("--html", html)
                .check();
        try (TrainingBar bar = new TrainingBar(System.err)) {
            Comparison comparison = comparison();
            List<Map<SimulationOption<?>, String>> combinations = Sweep.of(sweeps, known);
            List<LoadEvent> added = events.stream().map(LoadEvent::parse).toList();
            KnownJob job = stored.known();
            SimulationOptions options = SimulationFlags.of(spec(), known, job.options());
            KnownJob.line(job.sources(options)).ifPresent(System.err::println);
            Replayed replayed = Replayed.of(trace, stored, split);
            Function<SimulationOptions, Setup> setup = given ->
                    new Setup(replayed.load(), replayed.split(), given, added, Optional.ofNullable(tick), seed);
            if (!match.isEmpty()) {
                return matched(setup.apply(options), bar);
            }
            WhatIf whatIf = new WhatIf(Installation.here(), bar);
            if (frontier) {
                return frontier(whatIf, setup.apply(options), comparison);
            }
            if (sweeps.isEmpty()) {
                return one(whatIf, setup.apply(options), comparison, replayed.sizes(), job);
            }
            if (files().needTicks()) {
                throw UserError.usage("--dump, --png or --html with --sweep: they show one run; --csv is allowed");
            }
            SweepResult result = whatIf.sweep(combinations, options, setup, comparison);
            if (csv != null) {
                new OutputFile(csv).write(result.csv());
            }
            return printed(result, result::table, result::csv);
        } catch (IllegalArgumentException e) {
            throw UserError.usage(String.valueOf(e.getMessage()));
        }
    }

    private void checkFrontier() {
        if (!sweeps.isEmpty()) {
            throw UserError.usage("--frontier with --sweep: only one of them is allowed");
        }
        if (!match.isEmpty()) {
            throw UserError.usage("--frontier with --match: only one of them is allowed");
        }
        for (SimulationOption<?> dial : Dials.options()) {
            if (spec().commandLine().getParseResult().hasMatchedOption("--" + dial.name())) {
                throw UserError.usage(
                        "--frontier with --" + dial.name() + ": must be left out, as the frontier turns it");
            }
        }
    }

    private String frontier(WhatIf whatIf, Setup setup, Comparison comparison)
            throws IOException, InterruptedException {
        Outcome outcome = whatIf.run(setup, comparison);
        FrontierResult result = FrontierResult.of(outcome.result());
        new SimulationFiles(Optional.ofNullable(dump), Optional.empty(), Optional.empty(), Optional.ofNullable(html))
                .write(setup, outcome, known.names());
        if (csv != null) {
            new OutputFile(csv).write(result.csv());
        }
        if (png != null) {
            new FrontierPng(result, known.names()).write(png);
        }
        return printed(result, result::table, result::csv);
    }

    private String one(WhatIf whatIf, Setup setup, Comparison comparison, List<SizeAt> sizes, KnownJob job)
            throws IOException, InterruptedException {
        Outcome outcome = whatIf.run(setup, comparison);
        files().write(setup, outcome, known.names());
        SimulationResult result = outcome.result();
        return printed(
                stored.isGiven()
                        ? result.with(
                                RecordedUse.of(setup, sizes, job.recordedSlots(setup.options())),
                                job.sources(setup.options()))
                        : result);
    }

    private String matched(Setup setup, TrainingBar bar) throws IOException, InterruptedException {
        if (!sweeps.isEmpty() || files().needTicks() || !policies.isEmpty()) {
            throw UserError.usage(
                    "--match with --policies, --sweep, --dump, --png or --html: must be left out; --csv is allowed");
        }
        Comparison opponents = comparison(known.named(match));
        SearchPlan plan = new SearchPlan(ComparedPolicies.shippedSettings(setup), SearchLimits.NONE, candidates);
        MatchResult result = new Tuning(setup, opponents, Installation.here(), plan, bar).matched(opponents.policies());
        if (csv != null) {
            new OutputFile(csv).write(result.csv());
        }
        return printed(result, result::table, result::csv);
    }

    private String printed(SimulationResult result) {
        return printed(result, () -> SimulationTable.of(result), () -> SimulationTable.csv(result));
    }

    private String printed(Object result, Supplier<String> table, Supplier<String> csvRows) {
        return switch (output) {
            case table -> table.get();
            case json -> Json.pretty(result) + System.lineSeparator();
            case csv -> csvRows.get();
        };
    }

    private SimulationFiles files() {
        return new SimulationFiles(
                Optional.ofNullable(dump),
                Optional.ofNullable(csv),
                Optional.ofNullable(png),
                Optional.ofNullable(html));
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("the command was not parsed");
        }
        return spec;
    }

    /** A frontier is of those that can be run, in all their variants. */
    private List<ComparedPolicy> usual() {
        return frontier
                ? known.all().stream()
                        .filter(policy -> !policy.name().equals(ComparedPolicies.BEST.name()))
                        .toList()
                : known.offered(Offer.ALWAYS, Offer.CHOICE, Offer.COMMAND);
    }

    private Comparison comparison() {
        try {
            List<ComparedPolicy> compared = policies.isEmpty() ? usual() : known.named(policies);
            return comparison(
                    frontier
                            ? compared.stream()
                                    .flatMap(policy -> Dials.of(policy).stream())
                                    .toList()
                            : compared);
        } catch (IllegalArgumentException e) {
            throw UserError.usage(String.valueOf(e.getMessage()));
        }
    }

    private Comparison comparison(List<ComparedPolicy> compared) {
        String threshold = thresholdModel == null ? forecastModel : thresholdModel;
        Models.named(forecastModel);
        Models.named(threshold);
        return new Comparison(compared, forecastModel, threshold, files().needTicks());
    }
}
