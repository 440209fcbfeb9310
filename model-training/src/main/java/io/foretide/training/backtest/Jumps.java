package io.foretide.training.backtest;

import io.foretide.training.Steps;
import java.time.Duration;
import java.util.Arrays;

/**
 * Jumps of a load's level, as they are known when they have just happened:
 *
 * <pre>
 * recent = the last 15 minutes, at least three steps        before = the hour before them, at least twelve steps
 * jump   : median(recent) is 1.5 times median(before) or more, and lowest(recent) > highest(before); or the reverse
 * </pre>
 *
 * <p>A burst of few steps moves no median, a steep morning is no jump unless it climbs by half within minutes, and noise puts no 15 minutes
 * beyond an hour. Stateless.
 */
final class Jumps {
    private static final double FACTOR = 1.5;

    private Jumps() {}

    /** Whether each step lies within the hour that begins with a jump. */
    static boolean[] hourAfter(double[] demand, Steps steps) {
        int recent = steps.recent();
        int before = steps.input();
        int hour = steps.in(Duration.ofHours(1));
        boolean[] after = new boolean[demand.length];
        int left = 0;
        for (int i = 0; i < demand.length; i++) {
            if (left <= 0 && i + 1 >= recent + before && isJump(demand, i, recent, before)) {
                left = hour;
            }
            after[i] = left > 0;
            left--;
        }
        return after;
    }

    private static boolean isJump(double[] demand, int last, int recent, int before) {
        int middle = last + 1 - recent;
        double[] now = known(demand, middle, last + 1);
        double[] then = known(demand, middle - before, middle);
        if (2 * now.length < recent || 2 * then.length < before) {
            return false;
        }
        return isAbove(now, then) || isAbove(then, now);
    }

    /** Both are sorted. */
    private static boolean isAbove(double[] high, double[] low) {
        return high[0] > low[low.length - 1] && high[high.length / 2] >= FACTOR * low[low.length / 2];
    }

    private static double[] known(double[] demand, int from, int to) {
        return Arrays.stream(demand, from, to)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }
}
