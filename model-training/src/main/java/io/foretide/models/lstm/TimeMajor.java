package io.foretide.models.lstm;

import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Time-major layout: DL4J's arrays of shape [sample, unit] or [sample, unit, step] as numbers in the order
 * [step][sample][unit], in which one matrix product serves many steps.
 */
final class TimeMajor {
    private TimeMajor() {}

    /** An array of DL4J's shape with unset numbers that lie in this order. */
    static INDArray create(LayerWorkspaceMgr workspaces, ArrayType type, int samples, int units, int steps) {
        return workspaces
                .createUninitialized(type, DataType.FLOAT, new long[] {units, samples, steps}, 'f')
                .permute(1, 0, 2);
    }

    /** A copy of numbers in this order as an array of shape [sample, unit]. */
    static INDArray matrix(float[] numbers, int samples, int units) {
        return Nd4j.create(numbers, new long[] {samples, units}, 'c');
    }

    /** A copy in this order that the caller closes; null for an array that is in this order already. */
    static @Nullable FloatPointer copyUnlessTimeMajor(INDArray array) {
        return is(array) ? null : new FloatPointer(numbers(array));
    }

    static boolean is(INDArray array) {
        long units = array.size(1);
        return array.stride(1) == 1
                && array.stride(0) == units
                && (array.rank() == 2 || array.stride(2) == units * array.size(0));
    }

    static FloatPointer pointer(INDArray array) {
        return (FloatPointer) array.data().addressPointer();
    }

    /** All numbers of an array of any layout. */
    static float[] numbers(INDArray array) {
        int samples = (int) array.size(0);
        int units = (int) array.size(1);
        int steps = array.rank() == 2 ? 1 : (int) array.size(2);
        float[] numbers = new float[samples * units * steps];
        if (is(array)) {
            pointer(array).get(numbers, 0, numbers.length);
            return numbers;
        }
        int sampleStride = array.stride(0);
        int unitStride = array.stride(1);
        int stepStride = array.rank() == 2 ? 0 : array.stride(2);
        float[] raw = new float[(samples - 1) * sampleStride + (units - 1) * unitStride + (steps - 1) * stepStride + 1];
        pointer(array).get(raw, 0, raw.length);
        int to = 0;
        for (int t = 0; t < steps; t++) {
            for (int s = 0; s < samples; s++) {
                int from = t * stepStride + s * sampleStride;
                for (int j = 0; j < units; j++) {
                    numbers[to++] = raw[from + j * unitStride];
                }
            }
        }
        return numbers;
    }
}
