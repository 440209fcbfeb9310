package io.foretide.training;

import java.util.Arrays;

/** The newest numbers, kept sorted: an insertion moves a few kilobytes, a quantile is a look-up. Not thread-safe. */
public final class SortedWindow {
    private final double[] inOrderOfArrival;
    private final double[] sorted;
    private int size;
    private int oldest;

    /** An empty window that holds at most so many. */
    public SortedWindow(int capacity) {
        inOrderOfArrival = new double[capacity];
        sorted = new double[capacity];
    }

    /** Numbers in it. */
    public int size() {
        return size;
    }

    /** A copy of the numbers, the oldest first. */
    double[] inOrderOfArrival() {
        double[] numbers = new double[size];
        int first = size < inOrderOfArrival.length ? 0 : oldest;
        for (int i = 0; i < size; i++) {
            numbers[i] = inOrderOfArrival[(first + i) % inOrderOfArrival.length];
        }
        return numbers;
    }

    /** Adds a number; if the window is full the oldest one goes. */
    public void add(double value) {
        if (size == sorted.length) {
            remove(inOrderOfArrival[oldest]);
        }
        inOrderOfArrival[oldest] = value;
        oldest = (oldest + 1) % sorted.length;
        int at = position(value);
        System.arraycopy(sorted, at, sorted, at + 1, size - at);
        sorted[at] = value;
        size++;
    }

    private void remove(double value) {
        int at = position(value);
        System.arraycopy(sorted, at + 1, sorted, at, size - at - 1);
        size--;
    }

    /** Where a value stands or would stand. */
    private int position(double value) {
        int at = Arrays.binarySearch(sorted, 0, size, value);
        return at < 0 ? -at - 1 : at;
    }

    /**
     * The order statistic that covers a new exchangeable number with the given probability, between two numbers by linear
     * interpolation; the largest or smallest where the window is too small for the level.
     */
    public double quantile(double level) {
        double rank = (size + 1) * level - 1;
        if (rank <= 0) {
            return sorted[0];
        }
        if (rank >= size - 1) {
            return sorted[size - 1];
        }
        int below = (int) rank;
        return sorted[below] + (rank - below) * (sorted[below + 1] - sorted[below]);
    }
}
