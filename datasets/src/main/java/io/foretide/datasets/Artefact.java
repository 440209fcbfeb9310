package io.foretide.datasets;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A value that no load can have had: an overflow, or a counter's total among its differences. It is told from a burst by three things together.
 *
 * <ul>
 *   <li>It is {@link #FACTOR} times everything else. Bursts are bounded by what brings them: launches and flash crowds reach ten
 *       to a hundred times the usual, and in eleven public traces no step is twice as large as all that are not next to it.
 *   <li>It comes from nowhere: before and after it all is as ever. A flash crowd takes more than two steps to rise and fall, and
 *       those are as large as it is.
 *   <li>It does not come again, or rarely and at no fixed time. What comes more than {@link #MOST} times, or at the same minute
 *       of the hour, is the load's own: a batch.
 * </ul>
 *
 * A load that is at rest most of the time, or of which little is known, has no usual size to compare with: nothing in it is an
 * artefact.
 */
final class Artefact {
    private static final double FACTOR = 1000;
    private static final int MOST = 3;
    private static final int LONGEST = 2;

    /** Known steps: with fewer nobody knows what is usual. */
    private static final int MIN_KNOWN = 100;

    /** A load is busy in at least one of so many steps: in six hours of a day. */
    private static final int BUSY_SHARE = 4;

    private Artefact() {}

    /**
     * The steps to set aside, by index, in order.
     *
     * @param values the load, NaN where it is unknown
     */
    static List<Integer> find(double[] values, Duration step) {
        double[] largest = largest(values);
        for (int count = MOST; count > 0; count--) {
            double usual = largest[MOST - count];
            if (usual > 0 && largest[MOST - count + 1] >= FACTOR * usual && hasUsualSize(values)) {
                List<Integer> found = above(values, usual);
                return isBurst(found, stepsPerHour(step)) ? List.of() : found;
            }
        }
        return List.of();
    }

    private static int stepsPerHour(Duration step) {
        return (int) Math.max(1, Duration.ofHours(1).dividedBy(step));
    }

    /** The largest values, rising; as many as may be artefacts, and one more. */
    private static double[] largest(double[] values) {
        double[] largest = new double[MOST + 1];
        for (double value : values) {
            if (value > largest[0]) {
                largest[0] = value;
                Arrays.sort(largest);
            }
        }
        return largest;
    }

    private static boolean hasUsualSize(double[] values) {
        long known = Arrays.stream(values).filter(value -> value >= 0).count();
        return known >= MIN_KNOWN
                && Arrays.stream(values).filter(value -> value > 0).count() * BUSY_SHARE > known;
    }

    private static List<Integer> above(double[] values, double usual) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] > usual) {
                found.add(i);
            }
        }
        return found;
    }

    private static boolean isBurst(List<Integer> steps, int stepsPerHour) {
        int run = 1;
        for (int i = 1; i < steps.size(); i++) {
            int distance = steps.get(i) - steps.get(i - 1);
            run = distance == 1 ? run + 1 : 1;
            boolean isScheduled = distance > 1 && distance % stepsPerHour == 0;
            if (run > LONGEST || isScheduled) {
                return true;
            }
        }
        return false;
    }
}
