package io.foretide.models.inputs;

import io.foretide.series.FeatureWindow;
import io.foretide.training.Steps;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The exogenous inputs of a regression at an origin. Of every measured channel: the standardised value there, its mean over the last 15
 * minutes, how that changed over the last 30, and, if the training part had gaps, whether it is missing. What is missing is
 * 0. Looks at nothing after the origin, so events and holidays to come are features of their own. Immutable.
 */
public final class ExogenousSummary {
    private static final Duration CHANGE = Duration.ofMinutes(30);

    private final List<Channel> channels;
    private final float[][] values;
    private final int recent;
    private final int change;

    public ExogenousSummary(FeatureWindow window, List<Channel> channels) {
        this.channels = channels;
        Steps steps = new Steps(window.step());
        recent = steps.level();
        change = steps.in(CHANGE);
        values = channels.stream().map(channel -> values(window, channel)).toArray(float[][]::new);
    }

    /** The standardised values of a channel, NaN where missing. */
    private static float[] values(FeatureWindow window, Channel channel) {
        float[] standardised = new float[window.size()];
        double[] values =
                window.find(channel.feature()).map(series -> series.toArray()).orElseGet(() -> missing(window.size()));
        for (int i = 0; i < values.length; i++) {
            standardised[i] = Double.isNaN(values[i]) ? Float.NaN : channel.of(values[i]);
        }
        return standardised;
    }

    private static double[] missing(int size) {
        double[] missing = new double[size];
        Arrays.fill(missing, Double.NaN);
        return missing;
    }

    /** Number of them. */
    public int size() {
        return 3 * channels.size()
                + (int) channels.stream().filter(Channel::masked).count();
    }

    /** Writes the inputs of an origin from index {@code from} on; gives the index after them. */
    public int write(int origin, double[] into, int from) {
        int at = from;
        for (int c = 0; c < values.length; c++) {
            float now = values[c][origin];
            double mean = mean(values[c], origin);
            into[at++] = known(now);
            into[at++] = known(mean);
            into[at++] = known(mean - mean(values[c], origin - change));
            if (channels.get(c).masked()) {
                into[at++] = Float.isNaN(now) ? 1 : 0;
            }
        }
        return at;
    }

    /** The mean over the last 15 minutes, NaN if all of it is missing. */
    private double mean(float[] values, int origin) {
        double sum = 0;
        int count = 0;
        for (int i = Math.max(0, origin - recent + 1); i <= origin; i++) {
            if (!Float.isNaN(values[i])) {
                sum += values[i];
                count++;
            }
        }
        return sum / count;
    }

    private static double known(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
