package io.foretide.models.recurring;

import java.util.Arrays;

/** Medians of the values around every index. NaN stands for a missing value. */
final class SlidingMedian {
    /** A median of fewer says nothing of a level. */
    private static final int MIN_KNOWN = 5;

    private final double[] sorted;
    private int size;

    private SlidingMedian(int capacity) {
        sorted = new double[capacity];
    }

    /** The median of the values from {@code before} steps before each index to {@code after} steps after it; NaN if few are known. */
    static double[] of(double[] values, int before, int after) {
        SlidingMedian window = new SlidingMedian(before + after + 2);
        double[] medians = new double[values.length];
        for (int i = -after; i < values.length; i++) {
            if (i + after < values.length) {
                window.add(values[i + after]);
            }
            if (i - before - 1 >= 0) {
                window.remove(values[i - before - 1]);
            }
            if (i >= 0) {
                medians[i] = window.median();
            }
        }
        return medians;
    }

    private void add(double value) {
        if (!Double.isNaN(value)) {
            int found = Arrays.binarySearch(sorted, 0, size, value);
            int at = found < 0 ? -found - 1 : found;
            System.arraycopy(sorted, at, sorted, at + 1, size - at);
            sorted[at] = value;
            size++;
        }
    }

    private void remove(double value) {
        if (!Double.isNaN(value)) {
            int at = Arrays.binarySearch(sorted, 0, size, value);
            System.arraycopy(sorted, at + 1, sorted, at, size - at - 1);
            size--;
        }
    }

    private double median() {
        return size < MIN_KNOWN ? Double.NaN : (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
    }
}
