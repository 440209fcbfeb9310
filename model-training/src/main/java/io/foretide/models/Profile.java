package io.foretide.models;

import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;

/**
 * The usual demand of a minute, in the variance-stabilised scale: the mean of the same local weekday and minute of the
 * last up to four weeks. Causal: the newest value in it is a week older than its minute.
 *
 * <p>NaN stands for a missing value. Remembers what it has computed; not thread-safe.
 */
final class Profile {
    static final int WEEKS = 4;

    /** How far before an origin a profile of the last hour reaches; more for a change of the clocks and for bridged gaps. */
    static final Duration REACH = Duration.ofDays(7L * WEEKS).plusHours(3);

    private static final int LEVEL_STEPS = 15;

    private final DemandHistory history;
    private final double[] known;
    private final boolean[] computed;

    Profile(FeatureWindow window, ZoneId zone) {
        history = new DemandHistory(window, zone);
        known = new double[history.size() + Horizon.DEFAULT.steps() + 1];
        computed = new boolean[known.length];
    }

    void checkOrigin(int origin) {
        history.checkOrigin(origin);
    }

    Instant timeAt(int index) {
        return history.timeAt(index);
    }

    /** The scaled demand at an index. */
    double scaled(int index) {
        return VarianceStabilised.of(history.at(index));
    }

    /** The profile at an index, at most one horizon after the window; NaN if no week before has a value. */
    double at(int index) {
        if (index < 0) {
            return Double.NaN;
        }
        if (!computed[index]) {
            known[index] = mean(index);
            computed[index] = true;
        }
        return known[index];
    }

    /** How far demand is above its profile over the 15 minutes up to an origin; NaN if unknown. */
    double level(int origin) {
        double sum = 0;
        int count = 0;
        for (int i = origin - LEVEL_STEPS + 1; i <= origin; i++) {
            double difference = scaled(i) - at(i);
            if (!Double.isNaN(difference)) {
                sum += difference;
                count++;
            }
        }
        return sum / count;
    }

    /** The mean scaled demand over the 15 minutes up to an origin. */
    double flatLevel(int origin) {
        double sum = 0;
        int count = 0;
        for (int i = origin - LEVEL_STEPS + 1; i <= origin; i++) {
            if (!Double.isNaN(history.at(i))) {
                sum += scaled(i);
                count++;
            }
        }
        if (count == 0) {
            throw history.missing(origin, LEVEL_STEPS);
        }
        return sum / count;
    }

    private double mean(int index) {
        double sum = 0;
        int count = 0;
        for (int week = 1; week <= WEEKS; week++) {
            double value = history.before(index, Period.ofWeeks(week));
            if (!Double.isNaN(value)) {
                sum += VarianceStabilised.of(value);
                count++;
            }
        }
        return sum / count;
    }
}
