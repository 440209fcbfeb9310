package io.foretide.whatif;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.whatif.setup.EvaluationSplit;
import io.foretide.whatif.setup.JobOptions;
import io.foretide.whatif.setup.RecordedLoad;
import io.foretide.whatif.setup.Setup;
import io.foretide.whatif.setup.SimulationOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Days with a daily wave, noise and a gap, in records/s. */
final class SyntheticLoad {
    static final Instant START = Instant.parse("2020-03-02T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final int PER_DAY = 288;

    private SyntheticLoad() {}

    static double[] days(int days) {
        Random random = new Random(5);
        double[] values = new double[days * PER_DAY];
        for (int i = 0; i < values.length; i++) {
            double wave = 20_000 - 15_000 * Math.cos(2 * Math.PI * i / PER_DAY);
            values[i] = wave * (1 + 0.05 * random.nextGaussian());
        }
        for (int i = values.length - 100; i < values.length - 90; i++) {
            values[i] = Double.NaN;
        }
        return values;
    }

    static RecordedLoad load(double[] values) {
        TimeSeries demand = TimeSeries.ofObserved(START, STEP, values);
        return new RecordedLoad(
                "synthetic",
                ZoneOffset.UTC,
                new FeatureWindow(START, STEP, values.length, Map.of(Features.DEMAND, demand)));
    }

    static Setup setup(double[] values) {
        RecordedLoad load = load(values);
        SimulationOptions options = SimulationOptions.defaults()
                .with(JobOptions.RECORDS_PER_SECOND_PER_SLOT, 1000.0)
                .with(JobOptions.MAX_TASK_MANAGERS, 20);
        EvaluationSplit.Request request = new EvaluationSplit.Request(
                0.7, Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofDays(1));
        return new Setup(load, EvaluationSplit.of(request, load.demand()), options, List.of(), Optional.empty(), 7);
    }
}
