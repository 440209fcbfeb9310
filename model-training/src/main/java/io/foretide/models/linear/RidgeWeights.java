package io.foretide.models.linear;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One linear function per output of the same standardised inputs. Immutable.
 *
 * <p>Extreme inputs are cut, and so is the output: no correction is larger than any that was learned from.
 */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
public final class RidgeWeights {
    private static final double MAX_STANDARDISED_INPUT = 6;

    private final double[] mean;
    private final double[] deviation;
    private final double[][] weights;
    private final double[] intercept;
    private final double largest;

    @JsonCreator
    RidgeWeights(
            @JsonProperty("mean") double[] mean,
            @JsonProperty("deviation") double[] deviation,
            @JsonProperty("weights") double[][] weights,
            @JsonProperty("intercept") double[] intercept,
            @JsonProperty("largest") double largest) {
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
            row[i] = Math.max(-MAX_STANDARDISED_INPUT, Math.min(MAX_STANDARDISED_INPUT, value));
        }
    }

    /** The outputs of the first rows of inputs, which it standardises in place. */
    public double[][] apply(double[][] rows, int count) {
        double[][] outputs = new double[count][intercept.length];
        for (int i = 0; i < count; i++) {
            standardise(rows[i], mean, deviation);
            apply(rows[i], outputs[i]);
        }
        return outputs;
    }

    private void apply(double[] row, double[] into) {
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
