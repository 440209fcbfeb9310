package io.foretide.whatif.policy;

import io.foretide.planner.baselines.HorizontalPodAutoscaler;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much CPU went with a job's busy ratio in its history. At another size the CPU of the same work is spread over another number
 * of TaskManagers, as the busy ratio is, so that their quotient stays. Immutable.
 */
final class RecordedCpu {
    /** In a minute that is less busy, what runs beside the job would be most of the quotient. */
    private static final double MIN_BUSY_RATIO = 0.05;

    private final FeatureWindow window;
    private final double[] newest;

    /** {@code newest}: for each step the quotient of the newest step up to it that has one; NaN before. */
    private RecordedCpu(FeatureWindow window, double[] newest) {
        this.window = window;
        this.newest = newest;
    }

    /** Kubernetes' autoscaler on the CPU that was recorded, or on the busy ratio where none was, at a target ratio. */
    static HorizontalPodAutoscaler autoscaler(FeatureWindow window, double targetRatio) {
        Optional<TimeSeries> cpu = window.find(Features.CPU);
        Optional<TimeSeries> busy = window.find(Features.BUSY);
        if (cpu.isEmpty() || busy.isEmpty()) {
            return new HorizontalPodAutoscaler(targetRatio, now -> OptionalDouble.of(1));
        }
        double[] newest = new double[window.size()];
        double last = Double.NaN;
        for (int i = 0; i < newest.length; i++) {
            boolean told = !cpu.get().isMissing(i)
                    && !busy.get().isMissing(i)
                    && busy.get().value(i) >= MIN_BUSY_RATIO;
            last = told ? cpu.get().value(i) / busy.get().value(i) : last;
            newest[i] = last;
        }
        return Double.isNaN(last)
                ? new HorizontalPodAutoscaler(targetRatio, now -> OptionalDouble.of(1))
                : new HorizontalPodAutoscaler(targetRatio, new RecordedCpu(window, newest)::at);
    }

    /** The quotient of the newest step that was over at an instant. */
    private OptionalDouble at(Instant now) {
        long over = Duration.between(window.start(), now).dividedBy(window.step());
        int step = (int) Math.min(newest.length, over) - 1;
        return step < 0 || Double.isNaN(newest[step]) ? OptionalDouble.empty() : OptionalDouble.of(newest[step]);
    }
}
