package io.foretide.scaler.cli;

import io.foretide.models.Models;
import io.foretide.scaler.Home;
import io.foretide.scaler.Json;
import io.foretide.scaler.UserError;
import io.foretide.scaler.simulate.DecisionDump;
import io.foretide.scaler.simulate.PolicyName;
import io.foretide.scaler.simulate.RecordedLoad;
import io.foretide.scaler.simulate.Setup;
import io.foretide.scaler.simulate.SimulationResult;
import io.foretide.scaler.simulate.SimulationTable;
import io.foretide.scaler.simulate.Span;
import io.foretide.scaler.simulate.WhatIf;
import io.foretide.scaler.simulate.WhatIf.Comparison;
import io.foretide.scaler.simulate.WhatIf.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
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
    private SpanOptions span = new SpanOptions();

    @Option(
            names = "--policies",
            split = ",",
            description =
                    "Who is compared, comma-separated (all but flink-operator-fast): static-peak, static-p99, reactive, hpa,"
                            + " flink-operator, flink-operator-fast, daedalus, threshold-predictive, predictive, predictive-threshold,"
                            + " clairvoyant.")
    private List<String> policies = List.of();

    @Option(
            names = "--forecast-model",
            defaultValue = "ridge",
            description = "Whose forecasts predictive, predictive-threshold and daedalus use (${DEFAULT-VALUE}).")
    private String forecastModel = "";

    @Option(names = "--threshold-model", description = "The same for threshold-predictive (as --forecast-model).")
    private @Nullable String thresholdModel;

    @Option(names = "--tick", description = "Step of the simulation, 1s to 1m (the longest of at most 10s that fits).")
    private @Nullable Duration tick;

    @Option(names = "--seed", defaultValue = "7", description = "Same seed and load, same figures (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--dump",
            description = "Write every tick of every policy to this CSV (or CSV.gz) file: " + DecisionDump.HEADER + ".")
    private @Nullable Path dump;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "table",
            description = "table, json or csv (${DEFAULT-VALUE}).")
    private ReportFormat output = ReportFormat.table;

    private @Nullable CommandSpec spec;

    @Spec
    void setSpec(CommandSpec command) {
        spec = command;
        KnobOptions.addTo(command);
    }

    @Override
    public Integer call() throws Exception {
        Logging.warningsOnly();
        SimulationResult result = Interruptible.call(this::run);
        System.out.print(
                switch (output) {
                    case table -> SimulationTable.of(result);
                    case json -> Json.pretty(result) + System.lineSeparator();
                    case csv -> SimulationTable.csv(result);
                });
        return 0;
    }

    private SimulationResult run() throws IOException, InterruptedException {
        writable("--dump", dump);
        Comparison comparison = comparison();
        try (TrainingBar bar = new TrainingBar(System.err)) {
            Setup setup = setup();
            Outcome outcome = new WhatIf(Home.path(), bar).run(setup, comparison);
            if (dump != null) {
                new DecisionDump(setup).write(dump, outcome.recordings());
            }
            return outcome.result();
        } catch (IllegalArgumentException e) {
            throw new UserError(UserError.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private Setup setup() {
        if (spec == null) {
            throw new IllegalStateException("the command was not parsed");
        }
        Load load = trace.load();
        RecordedLoad recorded = new RecordedLoad(load.name(), load.zone(), load.window());
        return new Setup(
                recorded,
                Span.of(span.request(), recorded.demand()),
                KnobOptions.of(spec),
                Optional.ofNullable(tick),
                seed);
    }

    private Comparison comparison() {
        try {
            Set<PolicyName> names = EnumSet.noneOf(PolicyName.class);
            names.addAll(
                    policies.isEmpty()
                            ? PolicyName.usual()
                            : policies.stream().map(PolicyName::named).toList());
            String threshold = thresholdModel == null ? forecastModel : thresholdModel;
            Models.named(forecastModel);
            Models.named(threshold);
            return new Comparison(names, forecastModel, threshold, dump != null);
        } catch (IllegalArgumentException e) {
            throw new UserError(UserError.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private static void writable(String option, @Nullable Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
            throw new UserError(
                    UserError.USAGE, option + " " + file + ": a file in a folder that can be written is allowed");
        }
    }
}
