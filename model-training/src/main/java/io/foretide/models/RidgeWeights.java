package io.foretide.models;

/**
 * One linear function per step ahead of the same standardised inputs. Immutable.
 *
 * <p>Extreme inputs are cut, and so is the output: no correction is larger than any that was learned from.
 */
final class RidgeWeights {
    private static final double LARGEST_INPUT = 6;

    private final double[] mean;
    private final double[] deviation;
    private final double[][] weights;
    private final double[] intercept;
    private final double largest;

    RidgeWeights(double[] mean, double[] deviation, double[][] weights, double[] intercept, double largest) {
        this.mean = mean;
        this.deviation = deviation;
        this.weights = weights;
        this.intercept = intercept;
        this.largest = largest;
    }

    /** Standardises inputs in place. */
    static void standardise(double[] row, double[] mean, double[] deviation) {
        for (int i = 0; i < row.length; i++) {
            double value = deviation[i] > 0 ? (row[i] - mean[i]) / deviation[i] : 0;
            row[i] = Math.max(-LARGEST_INPUT, Math.min(LARGEST_INPUT, value));
        }
    }

    /** Writes the outputs of one row of inputs, which it standardises in place. */
    void apply(double[] row, double[] into) {
        standardise(row, mean, deviation);
        for (int h = 0; h < into.length; h++) {
            double sum = intercept[h];
            double[] weight = weights[h];
            for (int i = 0; i < row.length; i++) {
                sum += weight[i] * row[i];
            }
            into[h] = Math.max(-largest, Math.min(largest, sum));
        }
    }
}
