package io.foretide.planner.learned;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.foretide.planner.settings.LearningSettings;
import io.foretide.planner.settings.PlannerSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a slot processed at each size that a job had: less the more there are, where they wait for each other or for something that
 * they share. A job that processes otherwise than it did, at the same size, has changed: its other sizes are forgotten.
 *
 * @param sizes that measured last comes last
 */
public record RatesBySize(@JsonValue List<AtSize> sizes) {
    /** Nothing measured yet. */
    public static final RatesBySize UNKNOWN = new RatesBySize(List.of());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RatesBySize {
        sizes = List.copyOf(sizes);
    }

    /**
     * One size.
     *
     * @param parallelism subtasks
     * @param recordsPerSecondPerSlot moving mean of the true processing rate
     * @param settled what that was when it was first known
     * @param samples measurements in it
     * @param last when the newest was made
     */
    public record AtSize(int parallelism, double recordsPerSecondPerSlot, double settled, int samples, Instant last) {
        public AtSize {
            Objects.requireNonNull(last, "last");
        }

        static AtSize first(int parallelism, Instant now) {
            return new AtSize(parallelism, 0, 0, 0, now);
        }

        private AtSize and(RateSample sample, PlannerSettings planner, Instant now) {
            double weight = sample.weight(samples, planner.rateLearning());
            double rate =
                    recordsPerSecondPerSlot + weight * (sample.recordsPerSecondPerSlot() - recordsPerSecondPerSlot);
            boolean known = samples >= planner.tuning().learning().bySize().minSamples();
            return new AtSize(parallelism, rate, known ? settled : rate, samples + 1, now);
        }

        private AtSize settledAnew() {
            return new AtSize(parallelism, recordsPerSecondPerSlot, recordsPerSecondPerSlot, samples, last);
        }

        private boolean isOtherThan(double factor) {
            return recordsPerSecondPerSlot > settled * factor || recordsPerSecondPerSlot * factor < settled;
        }

        private boolean isKnown(LearningSettings.BySize settings, Instant now) {
            return samples >= settings.minSamples() && isOfLate(settings, now);
        }

        private boolean isOfLate(LearningSettings.BySize settings, Instant now) {
            return last.isAfter(now.minus(settings.ofLate()));
        }

        /** Records/s that all of them process. */
        double capacity() {
            return parallelism * recordsPerSecondPerSlot;
        }
    }

    /**
     * Two sizes of which the larger one processes hardly more.
     *
     * @param few subtasks, at most half of {@code many}
     * @param many subtasks
     * @param byFew records/s
     * @param byMany records/s
     */
    public record Alike(int few, int many, double byFew, double byMany) {}

    /** One more measurement; a size that was not measured of late begins anew. */
    RatesBySize observe(RateSample sample, int parallelism, PlannerSettings planner, Instant now) {
        if (sample.recordsPerSecondPerSlot() <= 0) {
            return this; // a job that stands still tells nothing of its size
        }
        LearningSettings.BySize settings = planner.tuning().learning().bySize();
        AtSize before = AtSize.first(parallelism, now);
        List<AtSize> next = new ArrayList<>(sizes.size() + 1);
        for (AtSize size : sizes) { // at each tick
            if (size.isOfLate(settings, now)) {
                if (size.parallelism() == parallelism) {
                    before = size;
                } else {
                    next.add(size);
                }
            }
        }
        AtSize seen = before.and(sample, planner, now);
        if (seen.isOtherThan(settings.changed())) {
            return new RatesBySize(List.of(seen.settledAnew()));
        }
        next.add(seen);
        return new RatesBySize(next.subList(Math.max(0, next.size() - settings.maxSizes()), next.size()));
    }

    /**
     * The largest size of late up to {@code most} subtasks, and the smallest that processes {@code enough} of what it does; empty if
     * that is more than half as large. Between two known sizes it is at least what lies on the line between them, as each further
     * slot brings less.
     */
    public Optional<Alike> alike(double enough, int most, LearningSettings.BySize settings, Instant now) {
        List<AtSize> known = new ArrayList<>(sizes.size());
        AtSize many = null;
        for (AtSize size : sizes) { // at each tick
            if (size.isKnown(settings, now) && size.parallelism() <= most) {
                known.add(size);
                many = many == null || size.parallelism() > many.parallelism() ? size : many;
            }
        }
        if (many == null) {
            return Optional.empty();
        }
        double goal = enough * many.capacity();
        AtSize reaches = many;
        for (AtSize size : known) {
            reaches = size.capacity() >= goal && size.parallelism() < reaches.parallelism() ? size : reaches;
        }
        int few = reaches.parallelism();
        double byFew = reaches.capacity();
        for (AtSize size : known) {
            if (size.parallelism() < reaches.parallelism()) {
                int between = between(size, reaches, goal);
                byFew = between < few ? goal : byFew;
                few = Math.min(few, between);
            }
        }
        return 2 * few > many.parallelism()
                ? Optional.empty()
                : Optional.of(new Alike(few, many.parallelism(), byFew, many.capacity()));
    }

    private static int between(AtSize below, AtSize above, double recordsPerSecond) {
        double share = (recordsPerSecond - below.capacity()) / (above.capacity() - below.capacity());
        return (int) Math.ceil(below.parallelism() + share * (above.parallelism() - below.parallelism()) - 1e-9);
    }

    RatesBySize timed(UnaryOperator<Instant> clock) {
        return new RatesBySize(sizes.stream()
                .map(size -> new AtSize(
                        size.parallelism(),
                        size.recordsPerSecondPerSlot(),
                        size.settled(),
                        size.samples(),
                        clock.apply(size.last())))
                .toList());
    }
}
