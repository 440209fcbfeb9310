package io.foretide.datasets;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A regular multi-column time series in UTC: row {@code i} describes the step that begins at {@code start + i * step}.
 *
 * <p>All columns have the same length, at least one, and hold finite numbers; the unit of a value is that of its source
 * (usually a count per step). A row that is not {@link #observed observed} was filled in and must not be scored.
 * Immutable and thread-safe: arrays go in and out as copies, so ask for a column once, not once per row.
 */
public final class Trace {
    private final String name;
    private final Instant start;
    private final Duration step;
    private final Map<String, double[]> columns;
    private final boolean[] observed;

    /** A trace of copies of the given arrays; {@code observed} must be as long as every column. */
    public Trace(String name, Instant start, Duration step, Map<String, double[]> columns, boolean[] observed) {
        this(observed.clone(), copies(columns), name, start, step);
    }

    /** Owns its arrays; the other order of parameters tells it from the constructor that copies. */
    private Trace(boolean[] observed, Map<String, double[]> columns, String name, Instant start, Duration step) {
        if (step.isZero() || step.isNegative()) {
            throw new IllegalArgumentException(name + ": the step is " + step + ", but must be positive");
        }
        if (columns.isEmpty() || observed.length == 0) {
            throw new IllegalArgumentException(name + ": a trace needs at least one column and one row, but has "
                    + columns.size() + " and " + observed.length);
        }
        columns.forEach((column, values) -> check(name, column, values, observed.length));
        this.name = name;
        this.start = start;
        this.step = step;
        this.columns = columns;
        this.observed = observed;
    }

    /** A trace that takes the arrays over instead of copying them: the caller must not keep them. */
    static Trace owning(String name, Instant start, Duration step, Map<String, double[]> columns, boolean[] observed) {
        return new Trace(observed, columns, name, start, step);
    }

    private static Map<String, double[]> copies(Map<String, double[]> columns) {
        Map<String, double[]> copies = new LinkedHashMap<>();
        columns.forEach((column, values) -> copies.put(column, values.clone()));
        return copies;
    }

    private static void check(String name, String column, double[] values, int length) {
        if (values.length != length) {
            throw new IllegalArgumentException(name + ": column " + column + " has " + values.length
                    + " rows, but must have " + length + " like the others");
        }
        for (int i = 0; i < length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(name + ": column " + column + " is " + values[i] + " in data row "
                        + (i + 1) + ", but must be a finite number");
            }
        }
    }

    /** Name of the trace in messages and reports: the file name without its folder, or a name given. */
    public String name() {
        return name;
    }

    public Instant start() {
        return start;
    }

    public Duration step() {
        return step;
    }

    /** The end of the last step (exclusive). */
    public Instant end() {
        return timeAt(size());
    }

    /** The number of rows. */
    public int size() {
        return observed.length;
    }

    /** The beginning of step {@code i}; {@code i} may lie outside the trace. */
    public Instant timeAt(int i) {
        return start.plus(step.multipliedBy(i));
    }

    /**
     * The row whose step holds the instant.
     *
     * @throws IllegalArgumentException if the instant is before the first step or after the last
     */
    public int indexOf(Instant time) {
        if (time.isBefore(start) || !time.isBefore(end())) {
            throw new IllegalArgumentException(
                    name + ": " + time + " is not in the trace, which holds " + start + " to " + end());
        }
        return Math.toIntExact(Duration.between(start, time).dividedBy(step));
    }

    /** The names of the columns, in the order of the file. */
    public List<String> columns() {
        return List.copyOf(columns.keySet());
    }

    /**
     * A copy of the values of a column.
     *
     * @throws IllegalArgumentException if there is no such column; the message lists those there are
     */
    public double[] column(String column) {
        return existing(column).clone();
    }

    /**
     * A copy of the values of a column that is used as a load, which cannot be negative.
     *
     * @throws IllegalArgumentException if there is no such column
     * @throws TraceFormatException if a value is negative
     */
    public double[] load(String column) {
        double[] values = existing(column);
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0) {
                throw new TraceFormatException(name + ", data row " + (i + 1) + " (" + timeAt(i) + "): column " + column
                        + " is " + values[i] + ", but a load must be zero or more");
            }
        }
        return values.clone();
    }

    private double[] existing(String column) {
        double[] values = columns.get(column);
        if (values == null) {
            throw new IllegalArgumentException(
                    name + " has no numeric column " + column + "; it has " + String.join(", ", columns.keySet()));
        }
        return values;
    }

    /** Whether row {@code i} was measured ({@code true}) or filled in. */
    public boolean observed(int i) {
        return observed[i];
    }

    /** A copy of the flags of all rows. */
    public boolean[] observed() {
        return observed.clone();
    }

    /**
     * The rows {@code from} (inclusive) to {@code to} (exclusive) as a trace of the same name.
     *
     * @throws IllegalArgumentException unless {@code 0 <= from < to <= size()}
     */
    public Trace slice(int from, int to) {
        if (from < 0 || from >= to || to > size()) {
            throw new IllegalArgumentException(
                    name + ": cannot cut rows " + from + " to " + to + "; allowed is 0 <= from < to <= " + size());
        }
        Map<String, double[]> cut = new LinkedHashMap<>();
        columns.forEach((column, values) -> cut.put(column, Arrays.copyOfRange(values, from, to)));
        return owning(name, timeAt(from), step, cut, Arrays.copyOfRange(observed, from, to));
    }

    /**
     * The steps from the one that holds {@code from} to the one before {@code to}.
     *
     * @throws IllegalArgumentException if the instants are outside the trace or not in order
     */
    public Trace slice(Instant from, Instant to) {
        return slice(indexOf(from), to.equals(end()) ? size() : indexOf(to));
    }

    @Override
    public String toString() {
        return name + " (" + start + " to " + end() + ", step " + step + ", " + columns.size() + " columns)";
    }
}
