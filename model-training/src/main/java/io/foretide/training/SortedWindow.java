package io.foretide.training;

import java.util.Arrays;

/**
 * The newest numbers, kept sorted: an insertion moves a few kilobytes, a quantile is a look-up. One that {@link #rest rests} takes a
 * quarter of its room or less, and wakes when it is used. Not thread-safe.
 */
public final class SortedWindow {
    private static final double[] NONE = {};
    private static final short[] AWAKE = {};
    private static final int LEAST = 16;

    private final int capacity;
    private double[] inOrderOfArrival = NONE;
    private double[] sorted = NONE;
    private short[] codes = AWAKE;
    private double largest;
    private int size;
    private int oldest;

    /** An empty window that holds at most so many. */
    public SortedWindow(int capacity) {
        this.capacity = capacity;
    }

    /** Numbers in it. */
    public int size() {
        return size;
    }

    /**
     * Keeps the numbers in 16 bits each until they are needed again: off by half a 32,767th of the largest of them at most, and by
     * no more if that is done again and again.
     */
    void rest() {
        if (codes.length > 0 || size == 0) {
            return;
        }
        double[] numbers = inOrderOfArrival();
        largest = Arrays.stream(numbers).map(Math::abs).max().orElse(0);
        codes = new short[size];
        for (int i = 0; i < size && largest > 0; i++) {
            codes[i] = (short) Math.round(numbers[i] / largest * Short.MAX_VALUE);
        }
        inOrderOfArrival = NONE;
        sorted = NONE;
    }

    private void wake() {
        if (codes.length == 0) {
            return;
        }
        double[] numbers = new double[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = codes[i] * largest / Short.MAX_VALUE;
        }
        codes = AWAKE;
        inOrderOfArrival = numbers;
        sorted = numbers.clone();
        Arrays.sort(sorted);
        oldest = size % capacity;
    }

    /** A copy of the numbers, the oldest first. */
    double[] inOrderOfArrival() {
        wake();
        double[] numbers = new double[size];
        int first = size < capacity ? 0 : oldest;
        for (int i = 0; i < size; i++) {
            numbers[i] = inOrderOfArrival[(first + i) % capacity];
        }
        return numbers;
    }

    /** Adds a number; if the window is full the oldest one goes. */
    public void add(double value) {
        wake();
        if (size == capacity) {
            remove(inOrderOfArrival[oldest]);
        } else if (size == sorted.length) {
            int room = Math.min(capacity, Math.max(LEAST, 2 * size));
            inOrderOfArrival = Arrays.copyOf(inOrderOfArrival, room);
            sorted = Arrays.copyOf(sorted, room);
        }
        inOrderOfArrival[oldest] = value;
        oldest = (oldest + 1) % capacity;
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
        wake();
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
