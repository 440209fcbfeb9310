package io.foretide.models;

/**
 * The element-wise part of an LSTM step over whole batches, in loops the compiler turns into vector instructions.
 *
 * <p>A gate array holds four blocks of {@code q} = batch times units numbers in DL4J's order: cell input, forget gate, output
 * gate, input gate.
 */
final class LstmGates {
    private LstmGates() {}

    /** Adds the bias per unit to pre-activations and applies tanh to the first block and the sigmoid to the others. */
    static void activate(float[] z, float[] bias, int batch, float[] gates) {
        int q = z.length / 4;
        int units = q / batch;
        for (int j = 0; j < bias.length; j++) {
            // sigmoid(x) = tanh(x / 2) / 2 + 1 / 2
            float scale = j < units ? 1f : 0.5f;
            float b = bias[j];
            for (int k = j * batch; k < (j + 1) * batch; k++) {
                z[k] = (z[k] + b) * scale;
            }
        }
        tanh(z, gates, z.length);
        for (int k = q; k < gates.length; k++) {
            gates[k] = gates[k] * 0.5f + 0.5f;
        }
    }

    /** The cell and the output after a step. */
    static void step(float[] gates, float[] cellBefore, float[] cell, float[] output) {
        int q = cell.length;
        for (int k = 0; k < q; k++) {
            cell[k] = gates[k + q] * cellBefore[k] + gates[k + 3 * q] * gates[k];
        }
        tanh(cell, output, q);
        for (int k = 0; k < q; k++) {
            output[k] *= gates[k + 2 * q];
        }
    }

    /**
     * The gradient of a step back to its pre-activations.
     *
     * @param error of the output, from above and from the step after
     * @param cellError of the cell from the step after; becomes that for the step before
     * @param dz receives the gradient, in the order of the gates
     */
    static void stepBack(
            float[] gates,
            float[] cellBefore,
            float[] cell,
            float[] error,
            float[] cellError,
            float[] dz,
            float[] tmp) {
        int q = cell.length;
        tanh(cell, tmp, q);
        for (int k = 0; k < q; k++) {
            float o = gates[k + 2 * q];
            dz[k + 2 * q] = error[k] * tmp[k] * o * (1f - o);
            cellError[k] += error[k] * o * (1f - tmp[k] * tmp[k]);
        }
        for (int k = 0; k < q; k++) {
            float a = gates[k];
            float i = gates[k + 3 * q];
            dz[k] = cellError[k] * i * (1f - a * a);
            dz[k + 3 * q] = cellError[k] * a * i * (1f - i);
        }
        for (int k = 0; k < q; k++) {
            float f = gates[k + q];
            dz[k + q] = cellError[k] * cellBefore[k] * f * (1f - f);
            cellError[k] *= f;
        }
    }

    /** A rational approximation of tanh with an error below 1e-6, without branches; the coefficients are those of Eigen. */
    static void tanh(float[] x, float[] y, int n) {
        for (int k = 0; k < n; k++) {
            float v = Math.max(-7.9f, Math.min(7.9f, x[k]));
            float s = v * v;
            float p = 2.000188E-13f + s * -2.7607684E-16f;
            p = -8.604672E-11f + s * p;
            p = 5.1222973E-8f + s * p;
            p = 1.48572235E-5f + s * p;
            p = 6.3726195E-4f + s * p;
            p = 4.8935246E-3f + s * p;
            float d = 1.1853471E-4f + s * 1.1982584E-6f;
            d = 2.2684347E-3f + s * d;
            d = 4.893525E-3f + s * d;
            y[k] = v * p / d;
        }
    }
}
