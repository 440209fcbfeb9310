package io.foretide.planner.settings;

import io.foretide.telemetry.Freshness;
import io.foretide.telemetry.JobMetrics;
import java.util.Optional;

/**
 * Lag as an objective counts it. An age counts where the job is behind: events that are old when they arrive, at a job that
 * takes them at once, do not become younger by slots. There, what waits counts. Pure.
 *
 * <pre>
 * behind  = lag &gt; 5 s, or a source tells no lag and the bottleneck is busy all the time
 * counted = age if behind, else min(age, lag)
 * </pre>
 */
final class CountedLag {
    /** A reader that keeps up fetches several times in so many seconds. */
    private static final double MIN_SECONDS_BEHIND = 5;

    /** From here on a job that does not tell what waits may be behind. */
    private static final double MIN_BUSY_RATIO_BEHIND = 0.95;

    private CountedLag() {}

    /** In seconds; an unknown age counts as what waits. */
    static double seconds(JobMetrics metrics, PlannerSettings settings) {
        Optional<Double> age = age(metrics, settings.objective().measure());
        return age.map(old -> isBehind(metrics, settings) ? old : Math.min(old, metrics.lagSeconds()))
                .orElse(metrics.lagSeconds());
    }

    /** Records to work off: those that wait, and of sources that do not tell them, as many as came in the counted time. */
    static double records(JobMetrics metrics, PlannerSettings settings) {
        double waiting = metrics.recordsToWorkOff();
        return metrics.sourcesWithoutLag().isEmpty()
                ? waiting
                : Math.max(waiting, seconds(metrics, settings) * metrics.demandRecordsPerSecond());
    }

    /** The age that an objective goes by, in seconds, if it goes by one and it is known. */
    static Optional<Double> age(JobMetrics metrics, LagMeasure measure) {
        return measure.of(metrics.freshness())
                .flatMap(age ->
                        age instanceof Freshness.Age.Known known ? Optional.of(known.seconds()) : Optional.empty());
    }

    private static boolean isBehind(JobMetrics metrics, PlannerSettings settings) {
        return metrics.lagSeconds() > Math.min(MIN_SECONDS_BEHIND, settings.toleratedLagSeconds())
                || (!metrics.sourcesWithoutLag().isEmpty() && metrics.busyRatio() >= MIN_BUSY_RATIO_BEHIND);
    }
}
