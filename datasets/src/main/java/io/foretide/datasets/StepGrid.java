package io.foretide.datasets;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The regular steps that a file's times belong to. Times that are exactly on a grid give it as it is; where they jitter, the
 * usual distance of two rows is the step, and each time belongs to the nearest beginning of one.
 *
 * @param start of the first step, epoch milliseconds
 * @param step in milliseconds
 */
record StepGrid(long start, long step) {
    /**
     * How far a time may be off, as a share of the step: a count that is ascribed to a step of which it misses a twentieth is
     * wrong by five per cent at most, which is less than the noise of a load.
     */
    private static final int OFF_SHARE = 20;

    /** Milliseconds: longer steps are whole seconds. */
    private static final long LONGEST_FRACTION = 10_000;

    /** Distances that people measure at, seconds: a step that nearly has one of them has it. */
    private static final long[] USUAL_SECONDS = {
        1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400
    };

    /** The grid of times in order, or empty if all are the same. */
    static Optional<StepGrid> of(long[] times) {
        long[] distances = distances(times);
        if (distances.length == 0) {
            return Optional.empty();
        }
        StepGrid exact = new StepGrid(times[0], mostFrequent(distances));
        boolean isExact = exact.isMeant() && Arrays.stream(times).allMatch(time -> exact.off(time) == 0);
        return Optional.of(isExact ? exact : near(times, distances));
    }

    /** A step of 60.003 s is one of 60 s and a program that waits so long; a beginning at 00:00:00.123 is when it was asked. */
    private boolean isMeant() {
        return (step % 1000 == 0 && start % 1000 == 0) || step < LONGEST_FRACTION;
    }

    private static StepGrid near(long[] times, long[] distances) {
        long second = Duration.ofSeconds(1).toMillis();
        long usual = mostFrequent(Arrays.stream(distances)
                .map(distance -> distance < second ? distance : Math.round((double) distance / second) * second)
                .toArray());
        long step = usual;
        for (long seconds : USUAL_SECONDS) {
            step = Math.abs(usual - seconds * second) * OFF_SHARE <= seconds * second ? seconds * second : step;
        }
        return new StepGrid(begin(times[0], step), step);
    }

    /** The first time without its jitter: a whole step since midnight UTC, else a whole minute or second, if it is that near. */
    private static long begin(long first, long step) {
        for (long unit : new long[] {step, 60_000, 1000}) {
            long rounded = Math.round((double) first / unit) * unit;
            if (Math.abs(rounded - first) * OFF_SHARE <= step) {
                return rounded;
            }
        }
        return first;
    }

    private static long[] distances(long[] times) {
        long[] distances = new long[Math.max(0, times.length - 1)];
        int size = 0;
        for (int i = 1; i < times.length; i++) {
            if (times[i] > times[i - 1]) {
                distances[size++] = times[i] - times[i - 1];
            }
        }
        return Arrays.copyOf(distances, size);
    }

    /** The most frequent of them; of several the smallest. */
    private static long mostFrequent(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        long best = sorted[0];
        int most = 0;
        for (int from = 0; from < sorted.length; ) {
            int to = from;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            if (to - from > most) {
                most = to - from;
                best = sorted[from];
            }
            from = to;
        }
        return best;
    }

    /** The step whose beginning is nearest. */
    long slot(long time) {
        return Math.floorDiv(time - start + step / 2, step);
    }

    /** The beginning of a step. */
    long time(long slot) {
        return start + slot * step;
    }

    /** How far a time is from the nearest beginning of a step, milliseconds. */
    long off(long time) {
        return Math.abs(time - time(slot(time)));
    }

    /**
     * Whether a row is a step, or several, and a little later than the one before, as those of a program that waits between two
     * rows: they drift along the steps, and now and then one has none.
     */
    boolean isNext(long before, long time) {
        long distance = time - before;
        return distance >= step && distance % step <= mostOff();
    }

    /** How far a time may be off, milliseconds. */
    long mostOff() {
        return step / OFF_SHARE;
    }
}
