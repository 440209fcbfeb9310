package io.foretide.planner.learned;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foretide.planner.settings.LearningSettings;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.JobMetrics;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The records/s that one slot processes when it is busy all the time, learned from what it did while partly busy, and how
 * sure that is.
 *
 * <p>The idea is the "true processing rate" of the DS2 controller (Kalavri et al., OSDI 2018): observed rate divided by
 * the busy share. Foretide divides by the hottest subtask's busy share, so that skew counts as lost capacity.
 *
 * @param recordsPerSecondPerSlot the present estimate, if there is one
 * @param deviation standard deviation of single measurements as a share of the estimate
 * @param samples measurements in it, the user's own figure counting as many
 * @param first the first measurements, while there are no more than few
 */
public record TrueProcessingRate(
        OptionalDouble recordsPerSecondPerSlot,
        double deviation,
        int samples,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> first) {
    /** Whose median is the estimate: two of them may be wrong altogether. */
    private static final int FEW = 5;

    public TrueProcessingRate {
        // memories of earlier versions do not have it
        first = List.copyOf(Objects.requireNonNullElse(first, List.of()));
    }

    /** A rate that starts from what the user knows, if anything. */
    public static TrueProcessingRate startingFrom(
            OptionalDouble recordsPerSecondPerSlot, LearningSettings.Rate settings) {
        return new TrueProcessingRate(
                recordsPerSecondPerSlot,
                settings.priorDeviation(),
                recordsPerSecondPerSlot.isPresent() ? settings.priorSamples() : 0,
                List.of());
    }

    /**
     * The estimate after one more measurement: of the first few the median, then a moving mean; a busier job teaches more.
     *
     * <p>A job that has hardly anything to do teaches what a slot carries at least, until it has more to do: enough to scale down
     * by.
     */
    public TrueProcessingRate observe(JobMetrics metrics, int parallelism, PlannerSettings planner) {
        LearningSettings.Rate settings = planner.rateLearning();
        Optional<RateSample> measured = RateSample.of(metrics, parallelism, planner);
        if (measured.isEmpty()) {
            return samples > 0 || !RateSample.isPossible(metrics, parallelism)
                    ? this
                    : new TrueProcessingRate(
                            OptionalDouble.of(
                                    metrics.bottleneckRecordsPerSecond() / (parallelism * settings.minBusyRatio())),
                            deviation,
                            0,
                            List.of());
        }
        double sample = measured.get().recordsPerSecondPerSlot();
        if (first.size() == samples && samples < FEW) {
            return withFirst(sample, settings);
        }
        double estimate = recordsPerSecondPerSlot.orElse(sample);
        double bounded = Math.max(estimate / 2, Math.min(estimate * 2, sample));
        double weight = measured.get().weight(samples, settings);
        return new TrueProcessingRate(
                OptionalDouble.of(estimate + weight * (bounded - estimate)),
                spread(bounded / estimate - 1, settings),
                samples + 1,
                List.of());
    }

    /** One of the first few: a single one that is wrong, however much, is outvoted by the next two. */
    private TrueProcessingRate withFirst(double sample, LearningSettings.Rate settings) {
        List<Double> all = Stream.concat(first.stream(), Stream.of(sample)).toList();
        // of two in the middle the lower one: too low a rate costs slots, too high a one the objective
        double median = all.stream().sorted().toList().get((all.size() - 1) / 2);
        double bounded = Math.max(median / 2, Math.min(median * 2, sample));
        return new TrueProcessingRate(
                OptionalDouble.of(median),
                spread(bounded / median - 1, settings),
                all.size(),
                all.size() < FEW ? all : List.of());
    }

    private double spread(double error, LearningSettings.Rate settings) {
        return Math.sqrt(deviation * deviation + settings.weight() * (error * error - deviation * deviation));
    }

    /** The rate to plan with: two standard errors of the moving mean below the estimate, within limits. */
    public OptionalDouble cautious(LearningSettings.Rate settings) {
        double errorInDeviations = Math.sqrt(settings.weight() / (2 - settings.weight()));
        double caution = Math.min(settings.maxCaution(), 2 * errorInDeviations * deviation);
        return recordsPerSecondPerSlot.isPresent()
                ? OptionalDouble.of(recordsPerSecondPerSlot.getAsDouble() * (1 - caution))
                : recordsPerSecondPerSlot;
    }
}
