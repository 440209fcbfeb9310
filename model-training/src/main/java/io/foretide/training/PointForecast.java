package io.foretide.training;

import java.util.Arrays;
import java.util.List;

/** A point forecast: the median of every step ahead and of the largest of them, records/s. The array is the reader's to leave alone. */
public final class PointForecast {
    private final double[] path;
    private final double largest;

    /**
     * @param path taken over, not copied: a year of minutes has half a million
     * @param largest the median of the largest load within the horizon
     */
    public PointForecast(double[] path, double largest) {
        this.path = path;
        this.largest = largest;
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
}
