package io.foretide.models.seasonal;

import io.foretide.models.inputs.DemandHistory;
import io.foretide.training.DemandTransform;
import java.time.Duration;
import java.util.Arrays;

/**
 * How a series moves within the hour, such as up at every full one:
 *
 * <pre>
 * around(t)        = mean of the values of the hour around t
 * ripple(t)        = (value(t) - around(t)) / growth of around(t) per factor of e
 * hours of day(t)  = mean over k = 1 ... 24 of ripple(t - k hours)
 * hours of week(t) = mean over k = 1 ... 168 of ripple(t - k hours)
 * days of week(t)  = mean over k = 1 ... 7 of ripple(same local time k days before t)
 * </pre>
 *
 * <p>Values are transformed demand; as ripples are factors of it, a course is the same by day and by night. Every minute of the hour is
 * once in the mean around a step, so a course within the hour leaves no trace in it. Causal: all of it is known half an hour before a
 * step, which no horizon exceeds. Not thread-safe.
 */
final class HourCourse {
    /** Number of means. */
    static final int MEANS = 3;

    /** Time before a step that it reaches; a change of the clocks is in it. */
    static final Duration REACH = Duration.ofDays(7).plusHours(3);

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int DAY = 24;
    private static final int DAYS = 7;
    private static final int FEWEST_HOURS = 12;
    private static final int FEWEST_DAYS = 3;

    /** An hour of fewer steps has no course. */
    private static final int MIN_STEPS = 4;

    private final DemandHistory history;
    private final DemandTransform transform;
    private final int hour;
    private final double[] around;
    private final double[] ripple;
    private final double[] sum;
    private final int[] count;

    HourCourse(DemandHistory history, DemandTransform transform) {
        this.history = history;
        this.transform = transform;
        hour = (int) HOUR.dividedBy(history.steps().step());
        double[] values = new double[history.size()];
        Arrays.setAll(values, i -> transform.of(history.at(i)));
        around = around(values);
        ripple = new double[values.length];
        // of each step and those whole hours before it
        sum = new double[values.length];
        count = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            double growth = transform.growth(around[i]);
            ripple[i] = growth > 0 ? (values[i] - around[i]) / growth : Double.NaN;
            boolean known = !Double.isNaN(ripple[i]);
            sum[i] = (i < hour ? 0 : sum[i - hour]) + (known ? ripple[i] : 0);
            count[i] = (i < hour ? 0 : count[i - hour]) + (known ? 1 : 0);
        }
    }

    /** Whether an hour is several whole steps. */
    static boolean isIn(Duration step) {
        return HOUR.toMillis() % step.toMillis() == 0 && HOUR.dividedBy(step) >= MIN_STEPS;
    }

    /**
     * The means of hours of day, hours of week and days of week at an index up to a horizon after the history, as differences of values
     * at the level of an hour before; 0 where too little is known.
     */
    double[] means(int index) {
        double growth = index < hour ? 0 : transform.growth(around[index - hour]);
        double scale = Double.isNaN(growth) ? 0 : growth;
        return new double[] {scale * ofHours(index, DAY), scale * ofHours(index, DAYS * DAY), scale * ofDays(index)};
    }

    private double ofHours(int index, int hours) {
        int newest = index - hour;
        int before = newest - hours * hour;
        int known = newest < 0 ? 0 : count[newest] - (before < 0 ? 0 : count[before]);
        return known < FEWEST_HOURS ? 0 : (sum[newest] - (before < 0 ? 0 : sum[before])) / known;
    }

    private double ofDays(int index) {
        double total = 0;
        int known = 0;
        for (int days = 1; days <= DAYS; days++) {
            int then = history.indexBefore(index, days);
            if (then >= 0 && then < ripple.length && !Double.isNaN(ripple[then])) {
                total += ripple[then];
                known++;
            }
        }
        return known < FEWEST_DAYS ? 0 : total / known;
    }

    /** The mean of the hour around each value; NaN where that hour is not in the history, or mostly missing. */
    double[] around(double[] values) {
        double[] means = new double[values.length];
        Arrays.fill(means, Double.NaN);
        double total = 0;
        int known = 0;
        for (int last = 0; last < values.length; last++) {
            if (!Double.isNaN(values[last])) {
                total += values[last];
                known++;
            }
            int before = last - hour;
            if (before >= 0 && !Double.isNaN(values[before])) {
                total -= values[before];
                known--;
            }
            if (before >= -1 && 2 * known > hour) {
                means[last - (hour - 1) / 2] = total / known;
            }
        }
        return means;
    }
}
