package io.foretide.models;

import static org.bytedeco.openblas.global.openblas.CblasColMajor;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/** One forward pass of an LSTM layer over a batch, kept for its backward pass. Column-major throughout; not thread-safe. */
final class LstmPass {
    final int batch;
    final int inputs;
    final int units;
    final int steps;
    final float[][] gates;
    final float[][] cells;
    final float[][] outputs;
    final float[][] given;

    LstmPass(int batch, int inputs, int units, int steps, boolean forBackward, float[][] given) {
        this.batch = batch;
        this.inputs = inputs;
        this.units = units;
        this.steps = steps;
        this.given = given;
        // Without a backward pass one step's gates and two steps' cells are enough.
        gates = cycling(steps, forBackward ? steps : 1, 4 * batch * units);
        cells = cycling(steps + 1, forBackward ? steps + 1 : 2, batch * units);
        outputs = new float[steps + 1][batch * units];
    }

    private static float[][] cycling(int count, int distinct, int length) {
        float[][] arrays = new float[count][];
        for (int i = 0; i < count; i++) {
            arrays[i] = i < distinct ? new float[length] : arrays[i - distinct];
        }
        return arrays;
    }

    /** Whether it was computed from exactly these numbers: input, recurrent weights, weights, bias. */
    boolean isOf(float[][] numbers) {
        return Arrays.deepEquals(given, numbers);
    }

    /** Computes outputs, cells and gates. */
    void forward() {
        int n = batch;
        int h4 = 4 * units;
        float[] z = new float[n * h4];
        try (FloatPointer x = new FloatPointer(given[0]);
                FloatPointer rw = new FloatPointer(given[1]);
                FloatPointer w = new FloatPointer(given[2]);
                FloatPointer zs = new FloatPointer(z.length);
                FloatPointer last = new FloatPointer((long) n * units)) {
            last.put(outputs[0], 0, n * units);
            for (int t = 0; t < steps; t++) {
                FloatPointer xt = x.getPointer((long) t * n * inputs);
                gemm(CblasNoTrans, CblasNoTrans, n, h4, inputs, xt, n, w, inputs, 0, zs, n);
                gemm(CblasNoTrans, CblasNoTrans, n, h4, units, last, n, rw, units, 1, zs, n);
                zs.get(z, 0, z.length);
                LstmGates.activate(z, given[3], n, gates[t]);
                LstmGates.step(gates[t], cells[t], cells[t + 1], outputs[t + 1]);
                last.put(outputs[t + 1], 0, n * units);
            }
        }
    }

    /**
     * The gradient of this pass.
     *
     * @param epsilon error of all outputs, column-major
     * @param dw receives the gradient of the weights
     * @param dr receives the gradient of the recurrent weights
     * @param dx receives the gradient of the input
     * @return the gradient of the bias
     */
    float[] backward(float[] epsilon, FloatPointer dw, FloatPointer dr, FloatPointer dx) {
        int n = batch;
        int q = n * units;
        int h4 = 4 * units;
        float[] db = new float[h4];
        float[] dz = new float[4 * q];
        float[] error = new float[q];
        float[] fromAfter = new float[q];
        float[] cellError = new float[q];
        float[] tmp = new float[q];
        try (FloatPointer x = new FloatPointer(given[0]);
                FloatPointer rw = new FloatPointer(given[1]);
                FloatPointer w = new FloatPointer(given[2]);
                FloatPointer dzs = new FloatPointer(dz.length);
                FloatPointer before = new FloatPointer(q);
                FloatPointer dh = new FloatPointer(q)) {
            for (int t = steps - 1; t >= 0; t--) {
                for (int k = 0; k < q; k++) {
                    error[k] = epsilon[t * q + k] + fromAfter[k];
                }
                LstmGates.stepBack(gates[t], cells[t], cells[t + 1], error, cellError, dz, tmp);
                for (int j = 0; j < h4; j++) {
                    float sum = 0;
                    for (int k = j * n; k < (j + 1) * n; k++) {
                        sum += dz[k];
                    }
                    db[j] += sum;
                }
                dzs.put(dz, 0, dz.length);
                before.put(outputs[t], 0, q);
                float add = t == steps - 1 ? 0 : 1;
                FloatPointer xt = x.getPointer((long) t * n * inputs);
                FloatPointer dxt = dx.getPointer((long) t * n * inputs);
                gemm(CblasTrans, CblasNoTrans, inputs, h4, n, xt, n, dzs, n, add, dw, inputs);
                gemm(CblasTrans, CblasNoTrans, units, h4, n, before, n, dzs, n, add, dr, units);
                gemm(CblasNoTrans, CblasTrans, n, inputs, h4, dzs, n, w, inputs, 0, dxt, n);
                gemm(CblasNoTrans, CblasTrans, n, units, h4, dzs, n, rw, units, 0, dh, n);
                dh.get(fromAfter, 0, q);
            }
        }
        return db;
    }

    /** C = op(A) op(B) + beta C, column-major. */
    private static void gemm(
            int transposeA,
            int transposeB,
            int rows,
            int columns,
            int inner,
            FloatPointer a,
            int lda,
            FloatPointer b,
            int ldb,
            float beta,
            FloatPointer c,
            int ldc) {
        cblas_sgemm(CblasColMajor, transposeA, transposeB, rows, columns, inner, 1f, a, lda, b, ldb, beta, c, ldc);
    }
}
