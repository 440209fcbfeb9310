package io.foretide.scaler.cli;

import io.foretide.models.Models;
import io.foretide.scaler.app.TrainingBar;
import io.foretide.scaler.app.UserError;
import io.foretide.text.Json;
import io.foretide.training.backtest.BacktestReport;
import io.foretide.training.backtest.BacktestSettings;
import io.foretide.training.backtest.BacktestTable;
import io.foretide.training.backtest.ForecastDump;
import io.foretide.training.backtest.ForecastSink;
import io.foretide.training.backtest.RollingBacktest;
import io.foretide.training.backtest.SliceCoverage;
import io.foretide.training.backtest.SliceTable;
import io.foretide.whatif.setup.RecordedLoad;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code foretide backtest}. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description =
                "Scores forecasts of several models along a recorded load: a trace, or the stored history of a job.",
        footer = {
            "",
            "The training part is split: the last third of it is the validation part, on which models make their choices and"
                    + " are calibrated; then they are fitted on all of it. The test part is only scored.",
            "Skill is the share of the error that a model saves against the best of last-value, mean-15 and seasonal-naive, which"
                    + " is chosen on the validation part for each horizon.",
            "Slices (--slices): coverage of all steps of the horizon, and of its largest load, in parts that are known beforehand:"
                    + " origins on the first day of the load, steps in which a recurring burst is due, origins within the hour after"
                    + " a jump, steps from 00:00 to 06:00, on Saturday and Sunday, and on the day after a public holiday, local"
                    + " time. first-day has outcomes where the training part is shorter than a day, day-after-holiday where the"
                    + " load has holidays (--signals).",
            "Steps that were not observed are not scored. All loads are in records/s."
        })
final class BacktestCommand implements Callable<Integer> {
    @Mixin
    private TraceOptions trace = new TraceOptions();

    @Mixin
    private StoredJobOptions stored = new StoredJobOptions();

    @Mixin
    private SignalOptions signals = new SignalOptions();

    @Option(
            names = "--train-share",
            defaultValue = "0.7",
            description = "Share of the steps to train on, 0 to 1; the rest is scored (${DEFAULT-VALUE}).")
    private double trainShare;

    @Option(names = "--models", split = ",", description = "Names of models, comma-separated (all there are).")
    private List<String> models = List.of();

    @Option(
            names = "--horizons",
            split = ",",
            defaultValue = "5,15,30",
            description =
                    "Minutes ahead to score (${DEFAULT-VALUE}); those that are no multiple of the step are left out.")
    private List<Integer> horizons = List.of();

    @Option(
            names = "--stride",
            defaultValue = "5",
            description = "Minutes between two forecasts, at least one step is taken (${DEFAULT-VALUE}).")
    private int stride;

    @Option(names = "--max-origins", description = "Score at most so many forecasts, spread evenly (all).")
    private @Nullable Integer maxOrigins;

    @Option(names = "--seed", defaultValue = "7", description = "Same seed and trace, same scores (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--slices",
            description = "Also print coverage by slice: first-day, bursts, hour-after-jump, night, weekend,"
                    + " day-after-holiday; not with -o csv.")
    private boolean sliced;

    @Option(
            names = "--dump",
            description = "Write every forecast to this CSV file: model,origin,target,q50,q90,q95,max30q50,max30q95,"
                    + "q99; the origin is the last step seen.")
    private @Nullable Path dump;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "table",
            description = "table, json or csv (${DEFAULT-VALUE}).")
    private ReportFormat output = ReportFormat.table;

    @Override
    public Integer call() throws Exception {
        Logging.warningsOnly();
        if (sliced && output == ReportFormat.csv) {
            throw UserError.usage("--slices with -o csv: slices are printed as table or json");
        }
        Scored scored = Interruptible.call(this::run);
        BacktestReport report = scored.report;
        if (output == ReportFormat.csv) { // the others hold them
            report.notes().forEach(note -> System.err.println("note: " + note));
        }
        System.out.print(
                switch (output) {
                    case table ->
                        BacktestTable.of(report)
                                + scored.slices
                                        .map(slices -> System.lineSeparator() + SliceTable.of(slices))
                                        .orElse("");
                    case json ->
                        scored.slices
                                        .map(slices -> Json.pretty(report, Map.of("slices", slices)))
                                        .orElseGet(() -> Json.pretty(report))
                                + System.lineSeparator();
                    case csv -> BacktestTable.csv(report);
                });
        return 0;
    }

    /** What is printed. */
    private record Scored(BacktestReport report, Optional<List<SliceCoverage.Score>> slices) {}

    private Scored run() throws IOException, InterruptedException {
        settings(trainShare);
        new OutputFiles()
                .reading(trace.files())
                .reading(stored.files())
                .reading(signals.files())
                .writing("--dump", dump)
                .check();
        RecordedLoad load = signals.leaving(load());
        BacktestSettings settings = settings(trainShare(load));
        try (TrainingBar bar = new TrainingBar(System.err)) {
            RollingBacktest backtest = new RollingBacktest(load.name(), load.window(), load.zone(), settings, bar);
            Optional<SliceCoverage> slices = sliced ? Optional.of(backtest.slices()) : Optional.empty();
            ForecastSink sink = slices.map(ForecastSink.class::cast).orElse(ForecastSink.NONE);
            return new Scored(report(backtest, sink), slices.map(SliceCoverage::scores));
        }
    }

    private BacktestReport report(RollingBacktest backtest, ForecastSink sink)
            throws IOException, InterruptedException {
        if (dump == null) {
            return backtest.run(sink);
        }
        try (ForecastDump file = new ForecastDump(dump)) {
            BacktestReport report = backtest.run(sink.and(file));
            file.keep();
            return report;
        }
    }

    private RecordedLoad load() {
        if (trace.isGiven() == stored.isGiven()) {
            throw UserError.usage("either --trace, or --config or --store is needed: the load that is forecast");
        }
        if (trace.isGiven()) {
            return signals.beside(trace.load(signals.zone(trace.zone())));
        }
        if (signals.isGiven()) {
            throw UserError.usage(
                    "--signals with --config or --store: what accompanied a stored job is stored with it");
        }
        return stored.read().load();
    }

    /** Share of the steps before {@code --from}, which are trained on. */
    private double trainShare(RecordedLoad load) {
        if (stored.from().isEmpty()) {
            return trainShare;
        }
        Instant from = stored.from().get();
        double share = (double) Duration.between(load.window().start(), from).toMillis()
                / (load.step().toMillis() * load.window().size());
        if (!(share > 0 && share < 1)) {
            throw UserError.usage("--from " + from + ": must be after "
                    + load.window().start() + " and before " + load.window().asOf());
        }
        return share;
    }

    private BacktestSettings settings(double share) {
        return new BacktestSettings(
                share,
                models.isEmpty() ? Models.names() : models,
                horizons,
                Duration.ofMinutes(stride),
                maxOrigins == null ? OptionalInt.empty() : OptionalInt.of(maxOrigins),
                seed);
    }
}
