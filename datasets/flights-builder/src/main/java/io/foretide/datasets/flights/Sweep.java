package io.foretide.datasets.flights;

/** Counts how many intervals cover each minute: +1 where one begins, -1 after its end, then a running sum. Not thread-safe. */
final class Sweep {
    private final int[] change;

    Sweep(int minutes) {
        change = new int[minutes + 1];
    }

    /** Adds an interval of {@code length} minutes that begins with minute {@code begin}; what sticks out is cut off. */
    void add(int begin, int length) {
        int end = Math.min(begin + length, change.length - 1);
        int start = Math.max(begin, 0);
        if (start < end) {
            change[start]++;
            change[end]--;
        }
    }

    int[] counts() {
        int[] counts = new int[change.length - 1];
        int running = 0;
        for (int i = 0; i < counts.length; i++) {
            running += change[i];
            counts[i] = running;
        }
        return counts;
    }
}
