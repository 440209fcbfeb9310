package io.foretide.datasets.replay;

import io.foretide.datasets.Trace;
import java.util.Arrays;
import java.util.List;

/**
 * Tells the region a flight left from: drawn by the heat map shares of the step in which it departed. The draw is a hash of the flight's
 * number, so the same flight always has the same region. Immutable.
 */
final class RegionDraw {
    private static final String PREFIX = "region_";
    private static final String UNKNOWN = "unknown";

    private final long[] departed;
    private final List<String> regions;
    private final double[][] shares;

    /**
     * @param departed flights departed up to the end of each step
     */
    RegionDraw(Trace trace, long[] departed) {
        this.departed = departed;
        List<String> columns = trace.columns().stream()
                .filter(column -> column.startsWith(PREFIX))
                .toList();
        regions = columns.stream()
                .map(column -> column.substring(PREFIX.length()))
                .toList();
        shares = columns.stream().map(trace::load).toArray(double[][]::new);
    }

    String regionOf(long flight) {
        int step = departureStep(flight);
        double total = 0;
        for (double[] share : shares) {
            total += share[step];
        }
        double left = unitInterval(flight) * total;
        for (int i = 0; i < shares.length; i++) {
            left -= shares[i][step];
            if (left < 0) {
                return regions.get(i);
            }
        }
        return UNKNOWN;
    }

    /** The first step by whose end the flight had departed. */
    private int departureStep(long flight) {
        int found = Arrays.binarySearch(departed, flight);
        if (found < 0) {
            return Math.min(-found - 1, departed.length - 1);
        }
        int first = found;
        while (first > 0 && departed[first - 1] == flight) {
            first--;
        }
        return first;
    }

    /** A number in [0, 1) by the finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
    private static double unitInterval(long flight) {
        long z = flight * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
    }
}
