package io.foretide.models.global;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;

/** Series made of series: sums over longer steps, smoothed, growing, with jumps. NaN is missing and stays so. */
final class Derived {
    private Derived() {}

    /** Demand alone, every value that is not NaN measured. */
    static FeatureWindow window(Instant start, Duration step, double[] load) {
        return new FeatureWindow(
                start, step, load.length, Map.of(Features.DEMAND, TimeSeries.ofObserved(start, step, load)));
    }

    /** Sums of so many steps each. */
    static double[] summed(double[] load, int steps) {
        double[] sums = new double[load.length / steps];
        for (int i = 0; i < sums.length * steps; i++) {
            sums[i / steps] += load[i];
        }
        return sums;
    }

    /** The mean of each value and those before it, so many in all. */
    static void smooth(double[] load, int steps) {
        for (int i = load.length - 1; i >= steps && steps > 1; i--) {
            double sum = 0;
            for (int k = 0; k < steps; k++) {
                sum += load[i - k];
            }
            load[i] = sum / steps;
        }
    }

    /** A load whose level leaves its past: it grows or shrinks, or jumps now and then. */
    static void change(double[] load, Random random) {
        double growth = random.nextBoolean() ? 0 : (4 * random.nextDouble() - 1.5) / load.length;
        double jumps = random.nextBoolean() ? 0 : 12 * random.nextDouble() / load.length;
        double jump = 0;
        for (int i = 0; i < load.length; i++) {
            if (random.nextDouble() < jumps) {
                jump = random.nextInt(3) == 0 ? 0 : jump + 0.5 * random.nextGaussian();
            }
            load[i] *= Math.exp(growth * i + jump);
        }
    }
}
