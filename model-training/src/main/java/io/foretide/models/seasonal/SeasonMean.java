package io.foretide.models.seasonal;

import io.foretide.models.inputs.DemandHistory;
import io.foretide.training.DemandTransform;
import java.time.Instant;
import java.util.Arrays;

/**
 * The seasonal demand of a step, transformed: the mean of the same local time of past weeks or days. Causal: the
 * newest value in it is a season older than its step (and the smoothing newer, which is far shorter than a season).
 *
 * <p>NaN stands for a missing value. Remembers what it has computed; not thread-safe.
 */
public final class SeasonMean {
    private final DemandHistory history;
    private final DemandTransform transform;
    private final Season season;
    private final double[] transformed;
    private final double[] raw;
    private final boolean[] rawComputed;
    private final double[] known;
    private final boolean[] computed;

    public SeasonMean(DemandHistory history, DemandTransform transform, Season season) {
        this.history = history;
        this.transform = transform;
        this.season = season;
        transformed = new double[history.size()];
        Arrays.setAll(transformed, i -> transform.of(history.at(i)));
        known = new double[history.size() + history.ahead() + 1];
        computed = new boolean[known.length];
        raw = new double[known.length + season.smoothing()];
        rawComputed = new boolean[raw.length];
    }

    void checkOrigin(int origin) {
        history.checkOrigin(origin);
    }

    Instant timeAt(int index) {
        return history.timeAt(index);
    }

    /** The transformed demand at an index. */
    double transformed(int index) {
        return index >= 0 && index < transformed.length ? transformed[index] : Double.NaN;
    }

    /** The profile at an index, at most one horizon after the window; NaN if too few seasons before have a value. */
    public double at(int index) {
        if (index < 0) {
            return Double.NaN;
        }
        if (!computed[index]) {
            known[index] = season.smoothing() == 0 ? mean(index) : smoothed(index);
            computed[index] = true;
        }
        return known[index];
    }

    /** The mean transformed demand over the 15 minutes up to an origin, or the newest value a little before. */
    double flatLevel(int origin) {
        double sum = 0;
        int count = 0;
        for (int i = origin - history.steps().level() + 1; i <= origin; i++) {
            if (!Double.isNaN(history.at(i))) {
                sum += transformed(i);
                count++;
            }
        }
        return count == 0 ? transform.of(history.last(origin)) : sum / count;
    }

    private double smoothed(int index) {
        double sum = 0;
        int count = 0;
        int last = Math.min(raw.length - 1, index + season.smoothing());
        for (int i = Math.max(0, index - season.smoothing()); i <= last; i++) {
            if (!rawComputed[i]) {
                raw[i] = mean(i);
                rawComputed[i] = true;
            }
            if (!Double.isNaN(raw[i])) {
                sum += raw[i];
                count++;
            }
        }
        return sum / count;
    }

    private double mean(int index) {
        double sum = 0;
        int count = 0;
        for (int k = 1; k <= season.seasons(); k++) {
            double value = history.before(index, season.days() * k);
            if (!Double.isNaN(value)) {
                sum += transform.of(value);
                count++;
            }
        }
        return count < season.fewest() ? Double.NaN : sum / count;
    }
}
