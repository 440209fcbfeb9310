package io.foretide.training;

import java.util.Arrays;
import java.util.List;

/** A point forecast: the median of every step ahead and of the largest of them, records/s. The arrays are the reader's to leave alone. */
public final class PointForecast {
    private static final boolean[] NO_BURSTS = {};

    private final double[] path;
    private final double largest;
    private final boolean[] bursts;

    /**
     * A forecast in which no burst is due.
     *
     * @param path taken over, not copied: a year of minutes has half a million
     * @param largest the median of the largest load within the horizon
     */
    public PointForecast(double[] path, double largest) {
        this(path, largest, NO_BURSTS);
    }

    /**
     * @param bursts whether a recurring burst is due in a step, so that its error is other than that of most steps; taken over
     */
    public PointForecast(double[] path, double largest, boolean[] bursts) {
        this.path = path;
        this.largest = largest;
        this.bursts = bursts;
    }

    /** The largest median of the path serves as the median of the largest. */
    public static PointForecast ofPath(double[] path) {
        return new PointForecast(path, Arrays.stream(path).max().orElseThrow());
    }

    /** The paths alone, in order. */
    public static double[][] paths(List<PointForecast> forecasts) {
        return forecasts.stream().map(PointForecast::path).toArray(double[][]::new);
    }

    public double[] path() {
        return path;
    }

    public double largest() {
        return largest;
    }

    /** Whether a recurring burst is due so many steps after the first. */
    boolean isBurst(int step) {
        return step < bursts.length && bursts[step];
    }

    /** Whether one is due at all. */
    boolean hasBurst() {
        return bursts.length > 0;
    }
}
