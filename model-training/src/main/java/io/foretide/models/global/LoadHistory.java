package io.foretide.models.global;

import io.foretide.models.inputs.DemandHistory;
import io.foretide.series.FeatureWindow;
import io.foretide.training.Steps;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The load of a series at steps that are known from an origin: the last ones, and for a step ahead the same local time of days and weeks
 * before, and the same minute of the hours before. NaN stands for what is not known. Nothing is computed before it is asked for, so
 * that one forecast of a long history is cheap. Immutable.
 */
final class LoadHistory {
    private static final int DAYS = 7;
    private static final int WEEKS = 4;
    private static final int HOURS = 24;
    private static final Duration SMOOTHED = Duration.ofMinutes(15);

    private final DemandHistory demand;
    private final double[] load;
    private final double[] sums;
    private final int first;
    private final int hour;
    private final int around;

    LoadHistory(FeatureWindow window, ZoneId zone) {
        demand = new DemandHistory(window, zone);
        Duration step = window.step();
        hour = step.compareTo(Duration.ofHours(1)) <= 0 && Duration.ofHours(1).toMillis() % step.toMillis() == 0
                ? new Steps(step).in(Duration.ofHours(1))
                : 0;
        around = new Steps(step).in(SMOOTHED) / 2;
        load = new double[demand.size()];
        sums = new double[load.length + 1];
        int known = load.length;
        double last = Double.NaN;
        for (int i = 0; i < load.length; i++) {
            double value = demand.at(i);
            last = Double.isNaN(value) ? last : value;
            known = Double.isNaN(last) || known < load.length ? known : i;
            load[i] = last;
            sums[i + 1] = sums[i] + (Double.isNaN(last) ? 0 : last);
        }
        first = known;
    }

    DemandHistory demand() {
        return demand;
    }

    int ahead() {
        return demand.ahead();
    }

    Steps steps() {
        return demand.steps();
    }

    Instant timeAt(int index) {
        return demand.timeAt(index);
    }

    /** Load at a step, the value before it where it is missing, the first one before there is any. */
    double at(int index) {
        return load[Math.max(first, index)];
    }

    /** Whether anything was measured at or before an index. */
    boolean isKnown(int index) {
        return index >= first;
    }

    /** The mean of the last steps up to an index, of as many as there are. */
    double mean(int index, int steps) {
        int from = Math.max(first, index + 1 - steps);
        return (sums[index + 1] - sums[from]) / (index + 1 - from);
    }

    /** The load at the same local time so many days before; NaN where it is not known. */
    double daysBefore(int index, int days) {
        int at = demand.indexBefore(index, days);
        return at < first || at >= load.length ? Double.NaN : load[at];
    }

    /** The mean over quarter of an hour around the same local time of the last days. */
    double smoothedDays(int index) {
        return smoothed(index, 1, DAYS);
    }

    /** The same of the last weeks. */
    double smoothedWeeks(int index) {
        return smoothed(index, 7, WEEKS);
    }

    private double smoothed(int index, int days, int most) {
        double sum = 0;
        int count = 0;
        for (int k = 1; k <= most; k++) {
            int at = demand.indexBefore(index, days * k);
            int from = Math.max(first, at - around);
            if (from > at) {
                break;
            }
            int to = Math.min(load.length, at + around + 1);
            sum += (sums[to] - sums[from]) / (to - from);
            count++;
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** Mean and standard deviation of the very same local time of the last days. */
    Spread sameTime(int index) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int k = 1; k <= DAYS; k++) {
            double value = daysBefore(index, k);
            if (Double.isNaN(value)) {
                break;
            }
            sum += value;
            squares += value * value;
            count++;
        }
        double mean = sum / count;
        return new Spread(mean, count < 2 ? 0 : Math.sqrt(Math.max(0, squares / count - mean * mean)));
    }

    /** Mean and standard deviation. */
    record Spread(double mean, double deviation) {}

    /** The mean of the same minute of the last 24 hours before an index, as far as an origin knows them. */
    double sameMinute(int index, int origin) {
        double sum = 0;
        int count = 0;
        for (int k = 1; k <= HOURS && hour > 0; k++) {
            int at = index - k * hour;
            if (at >= first && at <= origin) {
                sum += load[at];
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** The load an hour before an index. */
    double hourBefore(int index, int origin) {
        int at = index - hour;
        return hour == 0 || at < first || at > origin ? Double.NaN : load[at];
    }

    /** Steps of a day. */
    int day() {
        return demand.steps().in(Duration.ofDays(1));
    }
}
