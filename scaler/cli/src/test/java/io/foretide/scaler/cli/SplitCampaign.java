package io.foretide.scaler.cli;

import io.foretide.datasets.Trace;
import io.foretide.datasets.TraceLoad;
import io.foretide.datasets.TraceReader;
import io.foretide.scaler.app.SignalSources;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.telemetry.signal.CalendarSource;
import io.foretide.training.TrainingProgress;
import io.foretide.training.backtest.BacktestReport;
import io.foretide.training.backtest.BacktestReport.ModelScore;
import io.foretide.training.backtest.BacktestSettings;
import io.foretide.training.backtest.ForecastSink;
import io.foretide.training.backtest.RollingBacktest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a validation part of two ninths instead of a third of what is fitted on does to models: both are fitted on nine tenths of the
 * first 70 per cent of a trace and scored on the rest of them. What comes after is not looked at.
 */
final class SplitCampaign {
    private static final double LOOKED_AT = 0.7;
    private static final double FITTED = 0.9;
    private static final List<String> MODELS = List.of("profile-level", "ridge", "xgboost", "ensemble");

    private SplitCampaign() {}

    /** @param arguments zone of all traces, then their files; {@code FILE:COLUMN} picks the load */
    public static void main(String[] arguments) throws Exception {
        ZoneId zone = ZoneId.of(arguments[0]);
        System.out.printf("%-34s %-14s %10s %10s %10s %10s%n", "trace", "model", "third", "2/9", "ratio", "max30");
        for (int i = 1; i < arguments.length; i++) {
            String[] one = arguments[i].split(":");
            Path file = Path.of(one[0]);
            FeatureWindow all = window(
                    file, Optional.of(one).filter(parts -> parts.length > 1).map(parts -> parts[1]), zone);
            FeatureWindow window = all.slice(0, (int) (LOOKED_AT * all.size()));
            int trainEnd = (int) Math.round(FITTED * window.size());
            BacktestReport third = report(file, window, zone, trainEnd - trainEnd / 3);
            BacktestReport ninths = report(file, window, zone, trainEnd - trainEnd * 2 / 9);
            for (ModelScore before : third.models()) {
                ModelScore after = ninths.models().stream()
                        .filter(score -> score.name().equals(before.name()))
                        .findFirst()
                        .orElseThrow();
                System.out.printf(
                        Locale.ROOT,
                        "%-34s %-14s %10.5g %10.5g %10.4f %10.4f%n",
                        file.getFileName().toString().replace(".csv.gz", ""),
                        before.name(),
                        loss(before),
                        loss(after),
                        loss(after) / loss(before),
                        mean(after.max30().pinball()) / mean(before.max30().pinball()));
            }
        }
    }

    private static FeatureWindow window(Path file, Optional<String> column, ZoneId zone) throws Exception {
        Trace recorded = TraceReader.read(file, Optional.of(zone));
        TraceLoad load = TraceLoad.of(recorded, column, Optional.empty());
        Map<String, TimeSeries> series =
                Map.of(Features.DEMAND, TimeSeries.ofObserved(recorded.start(), recorded.step(), load.perSecond()));
        return SignalSources.beside(
                new FeatureWindow(recorded.start(), recorded.step(), recorded.size(), series),
                List.of(new CalendarSource(zone, List.of(), Optional.empty())));
    }

    private static BacktestReport report(Path file, FeatureWindow window, ZoneId zone, int validationFrom)
            throws Exception {
        BacktestSettings settings = new BacktestSettings(
                FITTED,
                OptionalInt.of(validationFrom),
                MODELS,
                List.of(5, 15, 30),
                Duration.ofMinutes(5),
                OptionalInt.of(4000),
                7);
        return new RollingBacktest(file.toString(), window, zone, settings, TrainingProgress.NONE)
                .run(ForecastSink.NONE);
    }

    /** The mean over horizons and quantiles, records/s. */
    private static double loss(ModelScore score) {
        return score.horizons().values().stream()
                .mapToDouble(one -> mean(one.pinball()))
                .average()
                .orElseThrow();
    }

    private static double mean(Map<String, Double> pinball) {
        return pinball.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
    }
}
