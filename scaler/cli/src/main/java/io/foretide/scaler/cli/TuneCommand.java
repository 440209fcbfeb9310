package io.foretide.scaler.cli;

import io.foretide.models.Models;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.process.Installation;
import io.foretide.retraining.StoredDays;
import io.foretide.retraining.tuning.Retuning;
import io.foretide.retraining.tuning.TuningState.Night;
import io.foretide.scaler.app.TrainingBar;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.KeptStores;
import io.foretide.whatif.Comparison;
import io.foretide.whatif.TuneResult;
import io.foretide.whatif.Tuning;
import io.foretide.whatif.policy.ComparedPolicies;
import io.foretide.whatif.setup.Setup;
import io.foretide.whatif.setup.SimulationOptions;
import io.foretide.whatif.tune.SearchLimits;
import io.foretide.whatif.tune.SearchPlan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code foretide tune}. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Searches the planner's settings that a load's own past prefers, and scores them on a part that nothing was"
                        + " chosen on.",
        footer = {
            "",
            "Strategies and their numbers are tried in the simulator on what lies before the evaluated part, with the forecasts of"
                    + " models that were fitted before it. The cheapest that keeps the objective with a margin is scored once on the"
                    + " evaluated part, beside the settings that ship. Nothing is changed: the keys to copy are printed.",
            "With --publish it does what the service does every night: the last 28 days up to the last midnight UTC, what the"
                    + " configuration names stays, and the result is left for the service. See: foretide tuning"
        })
final class TuneCommand implements Callable<Integer> {
    /** One each minute. */
    private static final int MOST_RESCALES = 1440;

    @Mixin
    private TraceOptions trace = new TraceOptions();

    @Mixin
    private StoredJobOptions stored = new StoredJobOptions();

    @Mixin
    private SplitOptions split = new SplitOptions();

    @Option(
            names = "--forecast-model",
            defaultValue = "ridge",
            description = "Whose forecasts are planned with (${DEFAULT-VALUE}).")
    private String forecastModel = "";

    @Option(
            names = "--candidates",
            defaultValue = "300",
            description = "Settings that are tried, at most (${DEFAULT-VALUE}).")
    private int candidates;

    @Option(
            names = "--most-rescales-per-day",
            defaultValue = "6",
            description = "Settings that rescale more often are not chosen (${DEFAULT-VALUE}).")
    private double mostRescalesPerDay;

    @Option(names = "--seed", defaultValue = "7", description = "Same seed and load, same settings (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--publish",
            description =
                    "Leave the result for the service of --config, which shows it, or adopts it where planner.tuning is"
                            + " auto.")
    private boolean publish;

    @Mixin
    private OutputOption output = new OutputOption();

    private final ComparedPolicies known;

    private @Nullable CommandSpec spec;

    TuneCommand(ComparedPolicies known) {
        this.known = known;
    }

    @Spec
    void setSpec(CommandSpec command) {
        spec = command;
        SimulationFlags.addTo(command, known);
    }

    @Override
    public Integer call() throws Exception {
        Logging.warningsOnly();
        if (publish) {
            Night night = Interruptible.call(this::published);
            output.print(night, () -> text(night));
            return 0;
        }
        TuneResult result = Interruptible.call(this::run);
        output.print(result, result::table);
        return 0;
    }

    private TuneResult run() throws InterruptedException {
        if (trace.isGiven() == stored.isGiven()) {
            throw UserError.usage("either --trace, or --config or --store is needed: the load whose past is searched");
        }
        checkRescales();
        try (TrainingBar bar = new TrainingBar(System.err)) {
            Models.named(forecastModel);
            Comparison comparison =
                    new Comparison(known.named(List.of(ComparedPolicies.UNTUNED)), forecastModel, forecastModel, false);
            Setup setup = setup();
            PlannerSettings shipped = ComparedPolicies.shippedSettings(setup);
            SearchPlan plan = new SearchPlan(shipped, SearchLimits.NONE, candidates);
            return new Tuning(setup, comparison, Installation.here(), plan, bar).tuned(shipped, mostRescalesPerDay);
        } catch (IllegalArgumentException e) {
            throw UserError.usage(String.valueOf(e.getMessage()));
        }
    }

    private void checkRescales() {
        if (!(mostRescalesPerDay >= 1 && mostRescalesPerDay <= MOST_RESCALES)) {
            throw UserError.usage(
                    "--most-rescales-per-day " + mostRescalesPerDay + ": must be from 1 to " + MOST_RESCALES);
        }
    }

    private Night published() throws InterruptedException {
        if (trace.isGiven() || !stored.isConfigurationAlone()) {
            throw UserError.usage("--publish: is allowed with --config alone, whose job's last weeks are tuned on");
        }
        checkRescales();
        ForetideConfig configuration = stored.configuration();
        ForetideConfig.Tuning tuning = configuration.tuning();
        try (KeptStores stores = KeptStores.read(configuration.store());
                TrainingBar bar = new TrainingBar(System.err)) {
            Models.named(forecastModel);
            Retuning retuning = new Retuning(
                    new Retuning.Job(
                            configuration.job(),
                            stores.featureStore()
                                    .orElseThrow(() -> StoredDays.tooLittle(
                                            configuration.job(),
                                            configuration.data().toString())),
                            stores.contents(configuration.job(), configuration.own()),
                            tuning.block(),
                            tuning.mode(),
                            stored.known()),
                    new Retuning.Effort(split.request(), forecastModel, candidates, mostRescalesPerDay, seed),
                    Installation.here());
            return retuning.run(bar, Instant.now());
        } catch (IllegalArgumentException e) {
            throw UserError.usage(String.valueOf(e.getMessage()));
        }
    }

    private static String text(Night night) {
        return night.verdict() + "\n"
                + night.proposal().map(proposal -> "\n" + proposal.yaml()).orElse("");
    }

    private Setup setup() {
        if (spec == null) {
            throw new IllegalStateException("the command was not parsed");
        }
        SimulationOptions options =
                SimulationFlags.of(spec, known, stored.known().options());
        Replayed replayed = Replayed.of(trace, stored, split);
        return new Setup(replayed.load(), replayed.split(), options, List.of(), Optional.empty(), seed);
    }
}
