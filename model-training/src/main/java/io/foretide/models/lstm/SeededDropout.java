package io.foretide.models.lstm;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Dropout that depends on its own seed alone, where DL4J's takes ND4J's random numbers, of which every thread has its own.
 * What is kept is divided by the share that is kept. For one worker thread; never saved with a network.
 */
final class SeededDropout implements IDropout {
    private static final int RANDOM_VALUES = 1 << 16;

    private final double kept;
    private long state = 1;
    private float[] numbers = {};
    private float[] mask = {};
    private long[] strides = {};

    /** @param kept share of activations that are kept, above 0 to 1 */
    SeededDropout(double kept) {
        this.kept = kept;
    }

    /** Begins a new sequence of random numbers. */
    void seed(long seed) {
        // finalizer of SplitMix64, so that neighbouring seeds have nothing in common; xorshift must not begin at 0
        long z = seed + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        state = (z ^ (z >>> 31)) | 1;
    }

    @Override
    public INDArray applyDropout(
            INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
        int length = (int) input.length();
        INDArray to = result;
        if (!Arrays.equals(input.stride(), result.stride())) {
            to = TimeMajor.create(
                    workspaces, ArrayType.INPUT, (int) input.size(0), (int) input.size(1), (int) input.size(2));
        }
        draw(length);
        strides = input.stride().clone();
        multiply(input, to);
        return to;
    }

    @Override
    public INDArray backprop(INDArray gradAtOutput, INDArray gradAtInput, int iteration, int epoch) {
        multiply(gradAtOutput, gradAtInput);
        return gradAtInput;
    }

    private void draw(int length) {
        if (mask.length != length) {
            mask = new float[length];
            numbers = new float[length];
        }
        int below = (int) Math.round(kept * RANDOM_VALUES);
        float factor = (float) RANDOM_VALUES / below;
        long random = state;
        for (int k = 0; k < length; ) {
            random ^= random << 13;
            random ^= random >>> 7;
            random ^= random << 17;
            for (int part = 0; part < Long.SIZE && k < length; part += 16) {
                mask[k++] = ((random >>> part) & (RANDOM_VALUES - 1)) < below ? factor : 0;
            }
        }
        state = random;
    }

    private void multiply(INDArray from, INDArray to) {
        if (!Arrays.equals(from.stride(), strides) || !Arrays.equals(to.stride(), strides)) {
            throw new IllegalStateException("dropout was drawn for strides " + Arrays.toString(strides) + " and met "
                    + Arrays.toString(from.stride()) + " and " + Arrays.toString(to.stride()));
        }
        FloatPointer target = TimeMajor.pointer(to);
        TimeMajor.pointer(from).get(numbers, 0, mask.length);
        multiply(numbers, mask);
        target.put(numbers, 0, mask.length);
    }

    private static void multiply(float[] numbers, float[] factors) {
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] *= factors[k];
        }
    }

    @Override
    public void clear() {
        strides = new long[0];
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public SeededDropout clone() {
        return new SeededDropout(kept);
    }
}
