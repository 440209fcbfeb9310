package io.foretide.datasets;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A regular multi-column time series in UTC: row {@code i} describes the step that begins at {@code start + i * step}.
 *
 * <p>All columns have the same length, at least one, and hold finite numbers; the unit of a value is that of its source
 * (usually a count per step). A row that is not {@link #observed observed} was filled in, or was not in the file, and must not
 * be scored; where a column has no value, the one before is repeated. Immutable and thread-safe: arrays go in and out as
 * copies, so ask for a column once, not once per row.
 */
public final class Trace {
    private final String name;
    private final ReadSteps steps;
    private final List<ReadColumn> read;
    private final ReadingReport report;

    /** A trace of copies of the given arrays; {@code observed} must be as long as every column. */
    public Trace(String name, Instant start, Duration step, Map<String, double[]> columns, boolean[] observed) {
        this(name, new ReadSteps(start, step, observed.clone()), copies(name, columns), ReadingReport.NONE);
    }

    /** Owns its arrays; the values of its columns are NaN where there are none. */
    Trace(String name, ReadSteps steps, List<ReadColumn> read, ReadingReport report) {
        if (steps.step().isZero() || steps.step().isNegative()) {
            throw new IllegalArgumentException(name + ": the step is " + steps.step() + ", but must be positive");
        }
        int length = steps.observed().length;
        if (read.isEmpty() || length == 0) {
            throw new IllegalArgumentException(name + ": a trace needs at least one column and one row, but has "
                    + read.size() + " and " + length);
        }
        for (ReadColumn column : read) {
            if (column.refusal().isEmpty() && column.values().length != length) {
                throw new IllegalArgumentException(name + ": column " + column.name() + " has " + column.values().length
                        + " rows, but must have " + length + " like the others");
            }
        }
        this.name = name;
        this.steps = steps;
        this.read = List.copyOf(read);
        this.report = report;
    }

    private static List<ReadColumn> copies(String name, Map<String, double[]> columns) {
        List<ReadColumn> copies = new ArrayList<>();
        columns.forEach((column, values) -> {
            checkFinite(name, column, values);
            copies.add(ReadColumn.of(column, values.clone()));
        });
        return copies;
    }

    private static void checkFinite(String name, String column, double[] values) {
        for (int i = 0; i < values.length; i++) {
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
        return steps.start();
    }

    public Duration step() {
        return steps.step();
    }

    /** The end of the last step (exclusive). */
    public Instant end() {
        return timeAt(size());
    }

    /** The number of rows. */
    public int size() {
        return steps.observed().length;
    }

    /** The beginning of step {@code i}; {@code i} may lie outside the trace. */
    public Instant timeAt(int i) {
        return start().plus(step().multipliedBy(i));
    }

    /**
     * The row whose step holds the instant.
     *
     * @throws IllegalArgumentException if the instant is before the first step or after the last
     */
    public int indexOf(Instant time) {
        if (time.isBefore(start()) || !time.isBefore(end())) {
            throw new IllegalArgumentException(
                    name + ": " + time + " is not in the trace, which holds " + start() + " to " + end());
        }
        return Math.toIntExact(Duration.between(start(), time).dividedBy(step()));
    }

    /** The names of the columns of numbers, in the order of the file. */
    public List<String> columns() {
        return read.stream()
                .filter(column -> column.refusal().isEmpty())
                .map(ReadColumn::name)
                .toList();
    }

    /**
     * A copy of the values of a column.
     *
     * @throws IllegalArgumentException if there is no such column; the message lists those there are
     * @throws TraceFormatException if the column holds what is no number; the message names the first
     */
    public double[] column(String column) {
        return repeated(existing(column).values());
    }

    /** A copy in which NaN repeats the value before it; at the beginning the first there is. */
    static double[] repeated(double[] known) {
        double[] values = known.clone();
        int first = 0;
        while (first < values.length && Double.isNaN(values[first])) {
            first++;
        }
        Arrays.fill(values, 0, first, first < values.length ? values[first] : 0);
        for (int i = 1; i < values.length; i++) {
            values[i] = Double.isNaN(values[i]) ? values[i - 1] : values[i];
        }
        return values;
    }

    /**
     * A copy of the values of a column that is used as a load, which cannot be negative.
     *
     * @throws IllegalArgumentException if there is no such column
     * @throws TraceFormatException if a value is negative or no number
     */
    public double[] load(String column) {
        checkLoad(existing(column));
        return column(column);
    }

    /** Refuses a column with a negative value. */
    void checkLoad(ReadColumn column) {
        for (int i = 0; i < column.values().length; i++) {
            if (column.values()[i] < 0) {
                int row = i + 1;
                double value = column.values()[i];
                throw new TraceFormatException(column.negative()
                        .orElseGet(() -> name + ", data row " + row + " (" + timeAt(row - 1) + "): column "
                                + column.name() + " is " + value + ", but a load must be zero or more"));
            }
        }
    }

    ReadColumn existing(String column) {
        ReadColumn found = find(column)
                .orElseThrow(() -> new IllegalArgumentException(
                        name + " has no numeric column " + column + "; it has " + String.join(", ", columns())));
        found.refusal().ifPresent(refusal -> {
            throw new TraceFormatException(refusal.message());
        });
        return found;
    }

    Optional<ReadColumn> find(String column) {
        return read.stream().filter(one -> one.name().equals(column)).findFirst();
    }

    /** Every column of the file, those that are no numbers too. */
    List<ReadColumn> read() {
        return read;
    }

    /** The same, with columns of which none comes first. */
    Trace ofSeries() {
        return new Trace(name, steps, read, report.ofSeries());
    }

    ReadingReport report() {
        return report;
    }

    /** What was understood of the file's steps, in one line: name, step, time, zone, and what was missing or mended. */
    public String description() {
        return name + ReadingText.of(this);
    }

    /** Whether row {@code i} was measured ({@code true}) or filled in. */
    public boolean observed(int i) {
        return steps.observed()[i];
    }

    /** A copy of the flags of all rows. */
    public boolean[] observed() {
        return steps.observed().clone();
    }

    /**
     * For each row, whether it was measured and the column has a value in it.
     *
     * @throws IllegalArgumentException if there is no such column
     * @throws TraceFormatException if the column holds what is no number
     */
    public boolean[] observed(String column) {
        double[] values = existing(column).values();
        boolean[] observed = observed();
        for (int i = 0; i < observed.length; i++) {
            observed[i] &= !Double.isNaN(values[i]);
        }
        return observed;
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
        List<ReadColumn> cut = read.stream()
                .map(column -> column.refusal().isPresent()
                        ? column
                        : column.with(Arrays.copyOfRange(column.values(), from, to)))
                .toList();
        boolean[] observed = Arrays.copyOfRange(steps.observed(), from, to);
        return new Trace(name, new ReadSteps(timeAt(from), step(), observed), cut, report);
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
        return name + " (" + start() + " to " + end() + ", step " + step() + ", "
                + columns().size() + " columns)";
    }
}
