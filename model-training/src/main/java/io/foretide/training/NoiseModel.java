package io.foretide.training;

import java.util.Arrays;

/**
 * Growth of a series' noise with its level, and the transform that follows. The noise of a value is its distance from the
 * mean of its two neighbours; values are put into ten groups by that mean, and the exponent is the slope of log(noise) on
 * log(level):
 *
 * <pre>
 * noise(t)^2 = (value(t) - (value(t-1) + value(t+1)) / 2)^2 / 1.5
 * noise      ~ level^exponent      0.5 for counts: root; near 1 for bursts: logarithm
 * </pre>
 *
 * <p>All of it follows a change of unit, so scaled series get the same forecasts, scaled.
 */
public final class NoiseModel {
    private static final int GROUPS = 10;
    private static final int MIN_VALUES = 200;
    private static final double EXPONENT_BETWEEN_ROOT_AND_LOG = 0.8;

    /** Variance of the distance of a value from the mean of its neighbours, where each has variance 1. */
    private static final double VARIANCE_OF_DISTANCE = 1.5;

    private final double[] levels = new double[GROUPS];
    private final double[] squares = new double[GROUPS];
    private final int[] counts = new int[GROUPS];

    private NoiseModel() {}

    /** The transform that fits the values from index 0 to {@code to} (exclusive); that of counts if they say too little. */
    public static DemandTransform transform(double[] demand, int to) {
        double[][] pairs = pairs(demand, to);
        if (pairs.length < MIN_VALUES) {
            return DemandTransform.Root.COUNTS;
        }
        NoiseModel noise = new NoiseModel();
        for (int i = 0; i < pairs.length; i++) {
            noise.add((int) ((long) i * GROUPS / pairs.length), pairs[i]);
        }
        return noise.transform();
    }

    /** Level and squared noise of every value with two neighbours, lowest level first. */
    private static double[][] pairs(double[] demand, int to) {
        double[][] pairs = new double[Math.max(0, to - 2)][];
        int count = 0;
        for (int i = 1; i < to - 1; i++) {
            double level = (demand[i - 1] + demand[i + 1]) / 2;
            double distance = demand[i] - level;
            if (level > 0 && !Double.isNaN(distance)) {
                pairs[count++] = new double[] {level, distance * distance / VARIANCE_OF_DISTANCE};
            }
        }
        double[][] known = Arrays.copyOf(pairs, count);
        Arrays.sort(known, (a, b) -> Double.compare(a[0], b[0]));
        return known;
    }

    private void add(int group, double[] pair) {
        levels[group] += pair[0];
        squares[group] += pair[1];
        counts[group]++;
    }

    private DemandTransform transform() {
        double[] unit = new double[GROUPS];
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        for (int g = 0; g < GROUPS; g++) {
            double level = levels[g] / counts[g];
            double variance = squares[g] / counts[g];
            unit[g] = variance / level;
            double x = Math.log(level);
            double y = Math.log(Math.max(variance, 1e-12 * level * level)) / 2;
            sumX += x;
            sumY += y;
            sumXx += x * x;
            sumXy += x * y;
        }
        double spread = sumXx - sumX * sumX / GROUPS;
        double exponent = spread > 1e-9 ? (sumXy - sumX * sumY / GROUPS) / spread : 0.5;
        double lowest = levels[0] / counts[0];
        if (exponent > EXPONENT_BETWEEN_ROOT_AND_LOG) {
            return new DemandTransform.Log(Math.max(unit[0], lowest / 2));
        }
        Arrays.sort(unit);
        double median = (unit[GROUPS / 2 - 1] + unit[GROUPS / 2]) / 2;
        return new DemandTransform.Root(0.375 * Math.max(median, 1e-6 * lowest));
    }
}
