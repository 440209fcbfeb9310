package io.foretide.models.global;

/**
 * A forecast of one step from the outputs of a network: a median that mixes {@link Candidates} and adds a correction, and quantiles outward
 * from it, which therefore never cross.
 *
 * <pre>
 * share(k)    = exp(output(k)) / sum over known candidates of exp(output)
 * median      = sum over k of share(k) * candidate(k) + unit * correction
 * q(0.75)     = median + unit * softplus(output), q(0.9) = q(0.75) + unit * softplus(output), ...   and downward alike
 * loss        = weight * sum over levels of factor * pinball(level, target - q(level)) / sum of factors
 * </pre>
 *
 * <p>Keeps the numbers of the last row; not thread-safe.
 */
final class Mixture {
    /** Levels of the quantiles. */
    static final double[] LEVELS = {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99};

    /** Index of the median in them. */
    static final int MEDIAN = 3;

    /** Indices of the quantiles 0.1 and 0.9. */
    static final int LOW = 1;

    static final int HIGH = 5;

    /** Numbers per step that a network gives. */
    static final int OUTPUTS = Candidates.COUNT + LEVELS.length;

    /** Where the correction and the distances between quantiles are among them. */
    private static final int FIRST = Candidates.COUNT;

    private static final double MEDIAN_FACTOR = 3;
    private static final double FACTORS = LEVELS.length - 1 + MEDIAN_FACTOR;

    private final double[] share = new double[Candidates.COUNT];
    private final double[] quantiles = new double[LEVELS.length];

    /** The quantiles of a row, normal; the array is used again. */
    double[] quantiles(float[] outputs, int at, float[] candidates, int from, double unit) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < share.length; k++) {
            if (!Float.isNaN(candidates[from + k])) {
                largest = Math.max(largest, outputs[at + k]);
            }
        }
        double sum = 0;
        double mixed = 0;
        for (int k = 0; k < share.length; k++) {
            share[k] = Float.isNaN(candidates[from + k]) ? 0 : Math.exp(outputs[at + k] - largest);
            sum += share[k];
            mixed += share[k] == 0 ? 0 : share[k] * candidates[from + k];
        }
        for (int k = 0; k < share.length; k++) {
            share[k] /= sum;
        }
        int out = at + FIRST;
        quantiles[MEDIAN] = mixed / sum + unit * outputs[out + MEDIAN];
        for (int q = MEDIAN + 1; q < quantiles.length; q++) {
            quantiles[q] = quantiles[q - 1] + unit * softplus(outputs[out + q]);
        }
        for (int q = MEDIAN - 1; q >= 0; q--) {
            quantiles[q] = quantiles[q + 1] - unit * softplus(outputs[out + q]);
        }
        return quantiles;
    }

    /** The loss of a row. */
    double loss(float[] outputs, int at, Target target) {
        quantiles(outputs, at, target.labels, target.candidates(), target.unit());
        double loss = 0;
        for (int q = 0; q < LEVELS.length; q++) {
            double error = target.value() - quantiles[q];
            loss += factor(target, q) * Math.max(LEVELS[q] * error, (LEVELS[q] - 1) * error);
        }
        return loss;
    }

    private static double factor(Target target, int q) {
        return target.weight() / FACTORS * (q == MEDIAN ? MEDIAN_FACTOR : 1);
    }

    /** The loss of a row, whose gradient by the outputs is written. */
    double loss(float[] outputs, int at, Target target, float[] gradient) {
        double loss = loss(outputs, at, target);
        double[] slopes = new double[LEVELS.length];
        for (int q = 0; q < LEVELS.length; q++) {
            slopes[q] = factor(target, q) * (target.value() > quantiles[q] ? -LEVELS[q] : 1 - LEVELS[q]);
        }
        int out = at + FIRST;
        double above = 0;
        for (int q = LEVELS.length - 1; q > MEDIAN; q--) {
            above += slopes[q];
            gradient[out + q] = (float) (target.unit() * sigmoid(outputs[out + q]) * above);
        }
        double below = 0;
        for (int q = 0; q < MEDIAN; q++) {
            below += slopes[q];
            gradient[out + q] = (float) (-target.unit() * sigmoid(outputs[out + q]) * below);
        }
        double all = below + slopes[MEDIAN] + above;
        gradient[out + MEDIAN] = (float) (target.unit() * all);
        double mixed = quantiles[MEDIAN] - target.unit() * outputs[out + MEDIAN];
        for (int k = 0; k < share.length; k++) {
            gradient[at + k] =
                    share[k] == 0 ? 0 : (float) (all * share[k] * (target.labels[target.candidates() + k] - mixed));
        }
        return loss;
    }

    /** A row of labels: what came, its weight, the unit of corrections, the candidates, and nothing up to {@link #OUTPUTS}. */
    static final class Target {
        static final int VALUE = 0;
        static final int WEIGHT = 1;
        static final int UNIT = 2;
        static final int CANDIDATES = 3;

        private final float[] labels;
        private final int at;

        /**
         * @param labels rows one after another
         * @param at where the row begins
         */
        Target(float[] labels, int at) {
            this.labels = labels;
            this.at = at;
        }

        double value() {
            return labels[at + VALUE];
        }

        double weight() {
            return labels[at + WEIGHT];
        }

        double unit() {
            return labels[at + UNIT];
        }

        int candidates() {
            return at + CANDIDATES;
        }
    }

    private static double softplus(double x) {
        return x > 30 ? x : Math.log1p(Math.exp(x));
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
