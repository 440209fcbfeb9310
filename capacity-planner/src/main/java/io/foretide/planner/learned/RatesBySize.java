package io.foretide.planner.learned;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.foretide.planner.settings.LearningSettings;
import io.foretide.planner.settings.PlannerSettings;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

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
            double weight = Math.max(1.0 / (samples + 1), planner.rateLearning().weight() * sample.share());
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
        LearningSettings.BySize settings = planner.tuning().learning().bySize();
        List<AtSize> others = sizes.stream()
                .filter(size -> size.parallelism() != parallelism && size.isOfLate(settings, now))
                .toList();
        AtSize seen = sizes.stream()
                .filter(size -> size.parallelism() == parallelism && size.isOfLate(settings, now))
                .findFirst()
                .orElse(AtSize.first(parallelism, now))
                .and(sample, planner, now);
        if (seen.isOtherThan(settings.changed())) {
            return new RatesBySize(List.of(seen.settledAnew()));
        }
        return new RatesBySize(Stream.concat(
                        others.stream().skip(Math.max(0, others.size() + 1 - settings.maxSizes())), Stream.of(seen))
                .toList());
    }

    /**
     * The largest size of late up to {@code most} subtasks, and the smallest that processes {@code enough} of what it does; empty if
     * that is more than half as large. Between two known sizes it is at least what lies on the line between them, as each further
     * slot brings less.
     */
    public Optional<Alike> alike(double enough, int most, LearningSettings.BySize settings, Instant now) {
        List<AtSize> known = sizes.stream()
                .filter(size -> size.samples() >= settings.minSamples()
                        && size.isOfLate(settings, now)
                        && size.parallelism() <= most)
                .sorted(Comparator.comparingInt(AtSize::parallelism))
                .toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        AtSize many = known.get(known.size() - 1);
        double goal = enough * many.capacity();
        int reached = 0;
        while (known.get(reached).capacity() < goal) {
            reached++;
        }
        AtSize size = known.get(reached);
        int few = reached == 0 ? size.parallelism() : between(known.get(reached - 1), size, goal);
        double byFew = few == size.parallelism() ? size.capacity() : goal;
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
