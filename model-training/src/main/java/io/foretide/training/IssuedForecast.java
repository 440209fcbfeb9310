package io.foretide.training;

/**
 * A forecast made at an origin, transformed, whose outcome is not known yet.
 *
 * <p>{@code path} has a value per step, {@code largest} that of the maximum; {@code offsets} a row per level with one number per step and
 * for the maximum, or none; {@code max} the quantiles of the maximum per level; {@code spread} and {@code groups} what errors of each step
 * and of the maximum are measured by, and to which of them they belong; {@code scale} what errors below and then above are
 * divided by, none for 1.
 */
final class IssuedForecast {
    final double[] path;
    final double largest;
    final double[][] offsets;
    final double[] max;
    final double[] spread;
    final double[] scale;
    final int[] groups;
    final boolean remembered;

    IssuedForecast(
            double[] path,
            double largest,
            double[][] offsets,
            double[] max,
            double[] spread,
            double[] scale,
            int[] groups,
            boolean remembered) {
        this.path = path;
        this.largest = largest;
        this.offsets = offsets;
        this.max = max;
        this.spread = spread;
        this.scale = scale;
        this.groups = groups;
        this.remembered = remembered;
    }

    /** An error of a step, or of the maximum, in units of what was expected. */
    double scaled(double error, int h) {
        return scale.length == 0 ? error : error / scale[error < 0 ? h : path.length + 1 + h];
    }

    /** The same in less than half of the room: 24 bits of each number. */
    Resting resting() {
        int width = offsets.length == 0 ? 0 : offsets[0].length;
        float[] numbers =
                new float[path.length + 1 + max.length + spread.length + scale.length + offsets.length * width];
        int at = put(path, numbers, 0);
        numbers[at++] = (float) largest;
        at = put(max, numbers, at);
        at = put(spread, numbers, at);
        at = put(scale, numbers, at);
        for (double[] row : offsets) {
            at = put(row, numbers, at);
        }
        return new Resting(this, numbers);
    }

    private static int put(double[] values, float[] numbers, int at) {
        for (int i = 0; i < values.length; i++) {
            numbers[at + i] = (float) values[i];
        }
        return at + values.length;
    }

    /** A forecast that nobody needs for minutes. */
    static final class Resting {
        private final float[] numbers;
        private final int steps;
        private final int spreads;
        private final int scales;
        private final int levels;
        private final int[] groups;
        private final boolean remembered;

        private Resting(IssuedForecast issued, float[] numbers) {
            this.numbers = numbers;
            steps = issued.path.length;
            spreads = issued.spread.length;
            scales = issued.scale.length;
            levels = issued.offsets.length;
            groups = issued.groups;
            remembered = issued.remembered;
        }

        IssuedForecast awake() {
            double[] path = taken(0, steps);
            double[] max = taken(steps + 1, levels);
            double[] spread = taken(steps + 1 + levels, spreads);
            double[][] offsets = new double[levels][];
            double[] scale = taken(steps + 1 + levels + spreads, scales);
            int from = steps + 1 + levels + spreads + scales;
            int width = levels == 0 ? 0 : (numbers.length - from) / levels;
            for (int level = 0; level < levels; level++) {
                offsets[level] = taken(from + level * width, width);
            }
            return new IssuedForecast(path, numbers[steps], offsets, max, spread, scale, groups, remembered);
        }

        private double[] taken(int from, int length) {
            double[] values = new double[length];
            for (int i = 0; i < length; i++) {
                values[i] = numbers[from + i];
            }
            return values;
        }
    }
}
