package io.foretide.models.lstm;

import static org.bytedeco.openblas.global.openblas.CblasColMajor;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas.cblas_sgemv;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Forward and backward passes of an LSTM layer over batches of one shape, with buffers that are used again from pass to pass.
 *
 * <p>All numbers lie as [step][sample][unit], those of gates as [gate][step][sample][unit]: column-major matrices whose
 * columns are samples, so that the products with the input and those of the gradients take several steps at once. Only the
 * product with the step before is one per step. Not thread-safe.
 */
final class LstmPass implements AutoCloseable {
    // so many samples times steps are multiplied at once: enough for full speed, few enough for the second-level cache
    private static final int COLUMNS = 512;

    final LstmShape shape;
    private final int chunk;
    private final boolean kept;
    private final float[][][] gates;
    private final float[][] cells;
    private final float[][] bias;
    private final float[] output;
    // what a backward pass needs of the forward pass: input, outputs from the initial one on, weights
    private final FloatPointer x;
    private final FloatPointer outputs;
    private final FloatPointer w;
    private final FloatPointer r;
    private final FloatPointer b;
    private final FloatPointer first;
    private final FloatPointer z;
    private boolean computed;

    /** @param kept whether a backward pass may follow; otherwise the buffers of one step are enough */
    LstmPass(LstmShape shape, boolean kept) {
        this.shape = shape;
        this.kept = kept;
        int q = shape.cells();
        int h4 = LstmGates.COUNT * shape.units();
        chunk = Math.max(1, Math.min(shape.steps(), COLUMNS / shape.samples()));
        gates = new float[kept ? shape.steps() : 1][LstmGates.COUNT][q];
        cells = new float[kept ? shape.steps() + 1 : 2][q];
        bias = new float[LstmGates.COUNT][q];
        output = new float[q];
        long ifKept = kept ? 1 : 0;
        x = new FloatPointer(ifKept * shape.samples() * shape.inputs() * shape.steps());
        outputs = new FloatPointer(ifKept * q * (shape.steps() + 1));
        w = new FloatPointer(ifKept * shape.inputs() * h4);
        r = new FloatPointer(ifKept * shape.units() * h4);
        b = new FloatPointer(ifKept * h4);
        first = new FloatPointer(q);
        z = new FloatPointer((long) LstmGates.COUNT * chunk * q);
    }

    @Override
    public void close() {
        for (Pointer pointer : new Pointer[] {x, outputs, w, r, b, first, z}) {
            pointer.close();
        }
    }

    /**
     * Inputs of a pass.
     *
     * @param x input
     * @param w weights, column-major, inputs times four units
     * @param r recurrent weights, column-major, units times four units
     * @param b bias of four units
     * @param output before the first step, samples times units; zeros if it is null
     * @param cell before the first step
     */
    record Inputs(
            FloatPointer x,
            FloatPointer w,
            FloatPointer r,
            FloatPointer b,
            @Nullable INDArray output,
            @Nullable INDArray cell) {}

    private float[] state(@Nullable INDArray state) {
        return state == null ? new float[shape.cells()] : TimeMajor.numbers(state);
    }

    /** Whether the last forward pass was computed from exactly these numbers. */
    boolean isOf(Inputs inputs) {
        if (!computed) {
            return false;
        }
        float[] initial = new float[shape.cells()];
        outputs.get(initial, 0, initial.length);
        return same(x, inputs.x)
                && same(w, inputs.w)
                && same(r, inputs.r)
                && same(b, inputs.b)
                && Arrays.equals(initial, state(inputs.output))
                && Arrays.equals(cells[0], state(inputs.cell));
    }

    private static boolean same(FloatPointer kept, FloatPointer input) {
        return Pointer.memcmp(kept, input, kept.capacity() * Float.BYTES) == 0;
    }

    /** The cell after the last step of the last pass. */
    float[] lastCell() {
        return cell(shape.steps());
    }

    /** The output of the last step of the last pass. */
    float[] lastOutput() {
        return output;
    }

    private float[] cell(int step) {
        return cells[kept ? step : step % 2];
    }

    /** Computes the outputs of all steps. */
    void forward(Inputs inputs, FloatPointer to) {
        computed = false;
        int n = shape.samples();
        int h = shape.units();
        int q = shape.cells();
        float[] biases = new float[LstmGates.COUNT * h];
        inputs.b.get(biases, 0, biases.length);
        for (int gate = 0; gate < LstmGates.COUNT; gate++) {
            for (int sample = 0; sample < n; sample++) {
                System.arraycopy(biases, gate * h, bias[gate], sample * h, h);
            }
        }
        first.put(state(inputs.output), 0, q);
        System.arraycopy(state(inputs.cell), 0, cells[0], 0, q);
        for (int from = 0; from < shape.steps(); from += chunk) {
            int count = Math.min(chunk, shape.steps() - from);
            inputProducts(inputs, from, count);
            for (int step = from; step < from + count; step++) {
                FloatPointer before = step == 0 ? first : at(to, step - 1, q);
                for (int gate = 0; gate < LstmGates.COUNT; gate++) {
                    FloatPointer zg = z(gate, step - from);
                    FloatPointer rg = at(inputs.r, gate, h * h);
                    if (n == 1) {
                        // gemm would copy the whole matrix for one column
                        cblas_sgemv(CblasColMajor, CblasTrans, h, h, 1, rg, h, before, 1, 1, zg, 1);
                    } else {
                        gemm(CblasTrans, CblasNoTrans, h, n, h, rg, h, before, h, 1, zg, h);
                    }
                    zg.get(gates[kept ? step : 0][gate], 0, q);
                }
                float[][] now = gates[kept ? step : 0];
                LstmGates.activate(now, bias);
                LstmGates.step(now, cell(step), cell(step + 1), output);
                at(to, step, q).put(output, 0, q);
            }
        }
        if (kept) {
            copy(x, inputs.x, x.capacity());
            copy(w, inputs.w, w.capacity());
            copy(r, inputs.r, r.capacity());
            copy(b, inputs.b, b.capacity());
            copy(outputs, first, q);
            copy(at(outputs, 1, q), to, (long) q * shape.steps());
            computed = true;
        }
    }

    private void inputProducts(Inputs inputs, int from, int count) {
        int columns = count * shape.samples();
        int in = shape.inputs();
        int h = shape.units();
        FloatPointer xs = at(inputs.x, from, shape.samples() * in);
        for (int gate = 0; gate < LstmGates.COUNT; gate++) {
            gemm(CblasTrans, CblasNoTrans, h, columns, in, at(inputs.w, gate, in * h), in, xs, in, 0, z(gate, 0), h);
        }
    }

    /**
     * The gradient of the last forward pass.
     *
     * @param epsilon errors of all outputs
     * @param until the first step that errors go back to; 0 unless back-propagation is truncated
     * @param to receives the gradient
     */
    void backward(FloatPointer epsilon, int until, Gradients to) {
        int n = shape.samples();
        int h = shape.units();
        int q = shape.cells();
        float[][] dz = new float[LstmGates.COUNT][q];
        float[] error = new float[q];
        float[] fromAfter = new float[q];
        float[] cellError = new float[q];
        to.zero(shape, until);
        for (int end = shape.steps(); end > until; ) {
            int from = Math.max(until, end - chunk);
            for (int step = end - 1; step >= from; step--) {
                at(epsilon, step, q).get(error, 0, q);
                LstmGates.add(error, fromAfter);
                LstmGates.stepBack(gates[step], cells[step], cells[step + 1], error, cellError, dz);
                for (int gate = 0; gate < LstmGates.COUNT; gate++) {
                    FloatPointer zg = z(gate, step - from);
                    zg.put(dz[gate], 0, q);
                    FloatPointer rg = at(r, gate, h * h);
                    gemm(CblasNoTrans, CblasNoTrans, h, n, h, rg, h, zg, h, gate == 0 ? 0 : 1, first, h);
                }
                first.get(fromAfter, 0, q);
            }
            gradients(from, end - from, to);
            end = from;
        }
    }

    private void gradients(int from, int count, Gradients to) {
        int columns = count * shape.samples();
        int in = shape.inputs();
        int h = shape.units();
        FloatPointer xs = at(x, from, shape.samples() * in);
        FloatPointer before = at(outputs, from, shape.cells());
        FloatPointer dx = at(to.x, from, shape.samples() * in);
        try (FloatPointer ones = new FloatPointer(columns)) {
            float[] one = new float[columns];
            Arrays.fill(one, 1);
            ones.put(one, 0, columns);
            for (int gate = 0; gate < LstmGates.COUNT; gate++) {
                FloatPointer zg = z(gate, 0);
                FloatPointer wg = at(w, gate, in * h);
                gemm(CblasNoTrans, CblasTrans, in, h, columns, xs, in, zg, h, 1, at(to.w, gate, in * h), in);
                gemm(CblasNoTrans, CblasTrans, h, h, columns, before, h, zg, h, 1, at(to.r, gate, h * h), h);
                gemm(CblasNoTrans, CblasNoTrans, in, columns, h, wg, in, zg, h, gate == 0 ? 0 : 1, dx, in);
                cblas_sgemv(CblasColMajor, CblasNoTrans, h, columns, 1, zg, h, ones, 1, 1, at(to.b, gate, h), 1);
            }
        }
    }

    /** Where gradients go: of weights, recurrent weights, bias and input. */
    record Gradients(FloatPointer w, FloatPointer r, FloatPointer b, FloatPointer x) {
        private void zero(LstmShape shape, int until) {
            long h4 = (long) LstmGates.COUNT * shape.units() * Float.BYTES;
            Pointer.memset(w, 0, h4 * shape.inputs());
            Pointer.memset(r, 0, h4 * shape.units());
            Pointer.memset(b, 0, h4);
            Pointer.memset(x, 0, (long) until * shape.samples() * shape.inputs() * Float.BYTES);
        }
    }

    private FloatPointer z(int gate, int step) {
        return at(z, gate * chunk + step, shape.cells());
    }

    private static FloatPointer at(FloatPointer pointer, int index, int size) {
        return pointer.getPointer((long) index * size);
    }

    private static void copy(FloatPointer to, FloatPointer from, long count) {
        Pointer.memcpy(to, from, count * Float.BYTES);
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
