package io.foretide.training;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A point forecast: the median of every step ahead and of the largest of them, records/s. The arrays are the reader's to leave alone. */
public final class PointForecast {
    private static final boolean[] NO_BURSTS = {};

    private final double[] path;
    private final double largest;
    private final boolean[] bursts;
    private final Optional<Band> band;

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
        this(path, largest, bursts, Optional.empty());
    }

    private PointForecast(double[] path, double largest, boolean[] bursts, Optional<Band> band) {
        this.path = path;
        this.largest = largest;
        this.bursts = bursts;
        this.band = band;
    }

    /**
     * How sure a model is of each step and, last, of the largest: its quantiles 0.1 and 0.9, records/s. They are not promised: what is promised
     * is calibrated, and is the wider the farther they are apart. The arrays are the reader's to leave alone.
     */
    public static final class Band {
        private final double[] low;
        private final double[] high;

        /** Both are taken over, not copied. */
        public Band(double[] low, double[] high) {
            this.low = low;
            this.high = high;
        }

        public double[] low() {
            return low;
        }

        public double[] high() {
            return high;
        }

        /** Of a load that is so many times as high in each step and at its largest. */
        public Band times(double[] factors) {
            double[] lower = new double[low.length];
            double[] higher = new double[high.length];
            for (int h = 0; h < factors.length; h++) {
                lower[h] = low[h] * factors[h];
                higher[h] = high[h] * factors[h];
            }
            return new Band(lower, higher);
        }
    }

    /** The same of a model that knows how sure it is. */
    public PointForecast with(Band ofModel) {
        return new PointForecast(path, largest, bursts, Optional.of(ofModel));
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

    /** How sure the model is, if it says so. */
    public Optional<Band> band() {
        return band;
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
