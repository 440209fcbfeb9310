package io.foretide.planner.learned;

import io.foretide.planner.settings.LearningSettings;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.JobMetrics;
import java.util.Optional;

/**
 * What one measurement says of the records/s that a slot processes when it is busy all the time.
 *
 * @param recordsPerSecondPerSlot observed rate by busy share
 * @param share of the time that counts as busy: the busier, the surer
 */
record RateSample(double recordsPerSecondPerSlot, double share) {
    /** Empty where a job has too little to do to tell; one that waits although records do processes all it can. */
    static Optional<RateSample> of(JobMetrics metrics, int parallelism, PlannerSettings planner) {
        LearningSettings.Rate settings = planner.rateLearning();
        if (!isPossible(metrics, parallelism)) {
            return Optional.empty();
        }
        double busy = metrics.busyRatio();
        if (busy < settings.maxStuckBusyRatio() && planner.isSaturated(metrics)) {
            return Optional.of(new RateSample(metrics.recordsInPerSecond() / parallelism, 1));
        }
        return busy < settings.minBusyRatio()
                ? Optional.empty()
                : Optional.of(new RateSample(metrics.bottleneckRecordsPerSecond() / (parallelism * busy), busy));
    }

    /** Its weight in a moving mean of so many {@code samples}: a plain mean at first. */
    double weight(int samples, LearningSettings.Rate settings) {
        return Math.max(1.0 / (samples + 1), settings.weight() * share);
    }

    /** Whether anything can be said. */
    static boolean isPossible(JobMetrics metrics, int parallelism) {
        return parallelism >= 1 && metrics.bottleneckRecordsPerSecond() > 0;
    }
}
