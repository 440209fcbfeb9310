package io.foretide.models.lstm;

/**
 * The element-wise part of an LSTM step over whole batches (Hochreiter and Schmidhuber 1997; Gers et al. 2000):
 *
 * <pre>
 * a = tanh(za)   f = sigmoid(zf)   o = sigmoid(zo)   i = sigmoid(zi)        z = W x(t) + R output(t-1) + b
 * cell(t)   = f * cell(t-1) + i * a
 * output(t) = o * tanh(cell(t))
 *
 * back, with the errors e of the output and c of the cell from the step after:
 * c  = c + e o (1 - tanh(cell)^2)
 * do = e tanh(cell) o (1 - o)   da = c i (1 - a^2)   di = c a i (1 - i)   df = c cell(t-1) f (1 - f)
 * c for the step before = c f
 * </pre>
 *
 * <p>The compiler turns a loop into vector instructions only if all its arrays are distinct and read at the same index, so
 * every gate has an array of its own, and the bias is given per sample and unit. Order of gates, as in DL4J: cell input,
 * forget gate, output gate, input gate.
 */
final class LstmGates {
    static final int COUNT = 4;

    // beyond it tanh is 1 within the error of the approximation
    private static final float TANH_BOUND = 7.9f;

    private LstmGates() {}

    /** From pre-activations without bias to gates, in place. */
    static void activate(float[][] gates, float[][] bias) {
        tanh(gates[0], bias[0]);
        for (int gate = 1; gate < COUNT; gate++) {
            sigmoid(gates[gate], bias[gate]);
        }
    }

    /** The cell and the output after a step. */
    static void step(float[][] gates, float[] cellBefore, float[] cell, float[] output) {
        float[] a = gates[0];
        float[] f = gates[1];
        float[] o = gates[2];
        float[] i = gates[3];
        for (int k = 0; k < cell.length; k++) {
            cell[k] = f[k] * cellBefore[k] + i[k] * a[k];
        }
        for (int k = 0; k < output.length; k++) {
            output[k] = o[k] * tanh(cell[k]);
        }
    }

    /**
     * The gradient of a step back to its pre-activations.
     *
     * @param error of the output, from above and from the step after; is overwritten
     * @param cellError of the cell from the step after; becomes that for the step before
     * @param dz receives the gradient of the pre-activations
     */
    static void stepBack(
            float[][] gates, float[] cellBefore, float[] cell, float[] error, float[] cellError, float[][] dz) {
        backThroughOutput(gates[2], cell, error, cellError, dz[2], dz[0]);
        backThroughInput(gates[0], gates[3], cellError, dz[0], dz[3]);
        backThroughForget(gates[1], cellBefore, cellError, dz[1]);
    }

    private static void backThroughOutput(
            float[] o, float[] cell, float[] error, float[] cellError, float[] dz, float[] tmp) {
        // short loops: longer ones are not turned into vector instructions
        for (int k = 0; k < tmp.length; k++) {
            tmp[k] = tanh(cell[k]);
        }
        for (int k = 0; k < error.length; k++) {
            error[k] *= o[k];
        }
        for (int k = 0; k < dz.length; k++) {
            dz[k] = error[k] * tmp[k] * (1f - o[k]);
        }
        for (int k = 0; k < cellError.length; k++) {
            cellError[k] += error[k] * (1f - tmp[k] * tmp[k]);
        }
    }

    private static void backThroughInput(float[] a, float[] i, float[] cellError, float[] da, float[] di) {
        for (int k = 0; k < a.length; k++) {
            float e = cellError[k] * i[k];
            da[k] = e * (1f - a[k] * a[k]);
            di[k] = e * a[k] * (1f - i[k]);
        }
    }

    private static void backThroughForget(float[] f, float[] cellBefore, float[] cellError, float[] df) {
        for (int k = 0; k < f.length; k++) {
            float e = cellError[k] * f[k];
            df[k] = e * cellBefore[k] * (1f - f[k]);
            cellError[k] = e;
        }
    }

    /** Adds one to the other. */
    static void add(float[] to, float[] summand) {
        for (int k = 0; k < to.length; k++) {
            to[k] += summand[k];
        }
    }

    private static void tanh(float[] x, float[] bias) {
        for (int k = 0; k < x.length; k++) {
            x[k] = tanh(x[k] + bias[k]);
        }
    }

    private static void sigmoid(float[] x, float[] bias) {
        for (int k = 0; k < x.length; k++) {
            // sigmoid(x) = tanh(x / 2) / 2 + 1 / 2
            x[k] = tanh((x[k] + bias[k]) * 0.5f) * 0.5f + 0.5f;
        }
    }

    /**
     * A rational approximation of tanh with an error below 1e-6; the coefficients are those of Eigen. For numbers up to 1e7:
     * no weights that have learned anything give more.
     *
     * <p>Without Math.min and Math.max, whose branches keep the compiler from vector instructions: (e + |e|) / 2 is max(e, 0).
     */
    static float tanh(float x) {
        float above = x - TANH_BOUND;
        float v = x - 0.5f * (above + Math.abs(above));
        float below = -TANH_BOUND - v;
        v += 0.5f * (below + Math.abs(below));
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
        return v * p / d;
    }
}
