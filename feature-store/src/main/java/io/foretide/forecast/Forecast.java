package io.foretide.forecast;

import io.foretide.text.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The load expected after an origin, as quantiles that never cross and are never negative. Immutable.
 *
 * @param origin the last step the forecast has seen
 * @param horizon steps ahead: step h (from 1) is the load at origin + h steps
 * @param paths one path per quantile level, ascending; each has {@code horizon.steps()} values in records/s
 * @param model who made it
 * @param note why it is not the champion's, or empty
 */
public record Forecast(Instant origin, Horizon horizon, List<Path> paths, String model, String note) {

    /**
     * One quantile over the horizon.
     *
     * @param level 0-1, exclusive
     * @param values records/s at steps 1 to n
     * @param max this quantile of the largest load within the horizon, records/s
     */
    public record Path(double level, List<Double> values, double max) {
        public Path {
            Check.that(level > 0 && level < 1, "quantile level", level, "between 0 and 1");
            values = Values.copyOf(values);
        }

        /** A path of a copy of the given values, without a box around each. */
        public static Path of(double level, double[] values, double max) {
            return new Path(level, Values.copyOf(values), max);
        }

        /** The value at step {@code index} + 1, records/s. */
        public double at(int index) {
            return ((Values) values).at(index);
        }
    }

    /** Sorts the paths and lifts whatever crosses or is negative. */
    public Forecast {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("a forecast needs at least one quantile");
        }
        paths = uncrossed(horizon, paths);
    }

    /** The path of the lowest level that is at least {@code level}, or the highest there is. */
    public Path path(double level) {
        int last = paths.size() - 1;
        for (int i = 0; i < last; i++) {
            if (paths.get(i).level() >= level - 1e-9) {
                return paths.get(i);
            }
        }
        return paths.get(last);
    }

    /**
     * The largest value of a quantile path between two instants, both inclusive; beyond the horizon its last step counts.
     *
     * @return records/s
     */
    public double peak(double level, Instant from, Instant to) {
        Path path = path(level);
        int first = stepOf(from);
        int last = Math.max(first, stepOf(to));
        double peak = 0;
        for (int i = first; i <= last; i++) {
            peak = Math.max(peak, path.at(i));
        }
        return peak;
    }

    /** The pinball loss of a quantile, in the unit of the load (Koenker and Bassett 1978). */
    public static double pinball(double level, double actual, double quantile) {
        double above = actual - quantile;
        return Math.max(level * above, (level - 1) * above);
    }

    /**
     * Index of the step that holds an instant: step h from 1 covers origin + h steps and one step more. The first one before, the
     * last one after the horizon.
     */
    public int stepAt(Instant at) {
        long passed = age(at).toMillis() / horizon.step().toMillis();
        return (int) Math.max(0, Math.min(horizon.steps() - 1, passed - 1));
    }

    /** Age of this forecast at {@code now}. */
    public Duration age(Instant now) {
        return Duration.between(origin, now);
    }

    private int stepOf(Instant time) {
        long millis = time.toEpochMilli() - origin.toEpochMilli();
        long stepMillis = horizon.step().toMillis();
        long step = Math.floorDiv(millis + stepMillis - 1, stepMillis);
        return (int) Math.max(0, Math.min(horizon.steps() - 1, step - 1));
    }

    private static List<Path> uncrossed(Horizon horizon, List<Path> forecastPaths) {
        Path[] sorted = forecastPaths.toArray(Path[]::new);
        Arrays.sort(sorted, Comparator.comparingDouble(Path::level));
        double[] floor = new double[horizon.steps()];
        double floorMax = 0;
        for (int k = 0; k < sorted.length; k++) {
            Path path = sorted[k];
            if (path.values().size() != floor.length) {
                throw new IllegalArgumentException("quantile " + path.level() + " has "
                        + path.values().size() + " steps: " + floor.length + " are needed");
            }
            boolean lifted = false;
            for (int i = 0; i < floor.length; i++) {
                double value = path.at(i);
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException("quantile " + path.level() + " is " + value + " at step "
                            + (i + 1) + ": must be a finite number");
                }
                lifted |= value < floor[i];
                floor[i] = Math.max(floor[i], value);
                floorMax = Math.max(floorMax, floor[i]);
            }
            floorMax = Math.max(floorMax, path.max());
            if (lifted || path.max() < floorMax) {
                sorted[k] = Path.of(path.level(), floor, floorMax);
            }
        }
        return List.of(sorted);
    }
}
