package io.foretide.datasets;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Collects the rows of one file, in any order, and brings them into regular steps. Not thread-safe. */
final class TraceRows {
    private static final String OBSERVED = "observed";

    /** Of the 768 MB that the command has; the models need some, too. */
    private static final long MAX_BYTES = 480_000_000;

    /** Of a row while times are sorted and put into steps. */
    private static final int BYTES_PER_ROW = 72;

    /** Of a value, with what an array that grows has in reserve. */
    private static final int BYTES_PER_VALUE = 12;

    private static final int MAX_COLUMNS = 2000;

    private final RowNames names;
    private final Timestamps timestamps;
    private final List<ValueColumn> columns = new ArrayList<>();
    private final int timeColumn;
    private final String timeName;
    private final int width;
    private final int observedColumn;
    private final BitSet filledIn = new BitSet();
    private long[] times = new long[1024];
    private int[] places = new int[1024];
    private int[] hashes = new int[1024];
    private int size;

    TraceRows(RowNames names, List<String> header, Timestamps timestamps, NumberStyle style) {
        this.names = names;
        this.timestamps = timestamps;
        width = header.size();
        timeColumn = header.get(0).isEmpty() && width > 1 ? 1 : 0; // a data frame's row numbers have no name
        timeName = header.get(timeColumn);
        rejectRowAsHeader(timeName);
        if (width > MAX_COLUMNS) {
            throw names.refusal(1, "there are " + width + " columns, but must be at most " + MAX_COLUMNS);
        }
        for (int i = timeColumn + 1; i < width; i++) {
            String column = header.get(i);
            if (column.isEmpty() || header.indexOf(column) != i) {
                throw names.refusal(
                        1,
                        "column " + (i + 1) + " is called " + Quoted.of(column)
                                + ", but names must be given and unique");
            }
            if (!column.equals(OBSERVED)) {
                columns.add(new ValueColumn(column, i, style));
            }
        }
        observedColumn = header.indexOf(OBSERVED);
        if (columns.isEmpty()) {
            throw names.refusal(
                    1,
                    "the header " + Quoted.of(String.join(",", header))
                            + " has no value column, but at least one must follow the time column");
        }
    }

    private void rejectRowAsHeader(String first) {
        Instant time;
        try {
            time = timestamps.parse(first);
        } catch (IllegalArgumentException | DateTimeException e) {
            return; // Not a time: a header, as it should be.
        }
        throw names.refusal(
                1, "the first line begins with the time " + time + ", but must be a header of column names");
    }

    /** A row: a time, then a cell for each further column. */
    void add(List<String> cells, long place) {
        names.checkWidth(cells, width, place);
        int row = begin(cells.get(timeColumn), place);
        if (observedColumn > 0 && !isObserved(cells.get(observedColumn), place)) {
            filledIn.set(row);
        }
        int hash = 1;
        for (int i = timeColumn + 1; i < width; i++) {
            hash = 31 * hash + cells.get(i).hashCode();
        }
        hashes[row] = hash;
        for (ValueColumn column : columns) {
            column.set(row, cells.get(column.position()), place);
        }
    }

    private int begin(String time, long place) {
        if (size >= maxRows(columns.size())) {
            throw names.refusal(
                    place,
                    "there are more than " + size + " rows of " + columns.size() + " columns, but must be fewer");
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            places = Arrays.copyOf(places, size * 2);
            hashes = Arrays.copyOf(hashes, size * 2);
        }
        try {
            times[size] = timestamps.parse(time).toEpochMilli();
        } catch (IllegalArgumentException e) {
            throw names.refusal(place, "column " + timeName + ": " + e.getMessage());
        }
        places[size] = (int) place;
        return size++;
    }

    /** So many rows of so many columns are held at most. */
    static long maxRows(int columns) {
        return MAX_BYTES / (BYTES_PER_ROW + (long) BYTES_PER_VALUE * columns);
    }

    private boolean isObserved(String cell, long place) {
        return switch (cell.strip()) {
            case "1", "true", "True", "TRUE" -> true;
            case "0", "false", "False", "FALSE" -> false;
            default -> throw names.refusal(place, "observed is " + Quoted.of(cell) + ", but must be 0 or 1");
        };
    }

    Trace build() {
        int[] order = order();
        long[] sorted = Arrays.stream(order).mapToLong(row -> times[row]).toArray();
        StepGrid grid = StepGrid.of(sorted)
                .orElseThrow(() -> new TraceFormatException(names.file() + " has " + size + " rows"
                        + (size > 1 ? " of one time, " + Instant.ofEpochMilli(sorted[0]) : "")
                        + ", but a trace needs at least two times to tell its step"));
        List<ReadColumn> read = new ArrayList<>();
        for (ValueColumn column : columns) {
            read.add(column.finish(size, names));
        }
        checkNumbers(read);
        StepRows steps = new StepRows(names, grid, new StepRows.Rows(times, places, hashes, order), read);
        int length = steps.length(maxRows(columns.size()));
        boolean[] observed = steps.observed(length, filledIn);
        read.replaceAll(column -> steps.arranged(length, column));
        return new Trace(
                names.file(),
                new ReadSteps(Instant.ofEpochMilli(grid.start()), Duration.ofMillis(grid.step()), observed),
                read,
                steps.report(length, filledIn.cardinality(), timestamps.localZone()));
    }

    private void checkNumbers(List<ReadColumn> read) {
        List<ReadColumn.Refusal> refusals =
                read.stream().flatMap(column -> column.refusal().stream()).toList();
        if (refusals.size() == read.size()) {
            ReadColumn.Refusal first = refusals.stream()
                    .filter(refusal -> !refusal.isLabel())
                    .findFirst()
                    .orElse(refusals.get(0));
            throw new TraceFormatException(first.message());
        }
    }

    /** The rows by time; equal times stay in the order of the file. */
    private int[] order() {
        boolean isRising = true;
        boolean isFalling = true;
        for (int i = 1; i < size; i++) {
            isRising &= times[i] >= times[i - 1];
            isFalling &= times[i] < times[i - 1];
        }
        IntStream rows = IntStream.range(0, size);
        if (isRising) {
            return rows.toArray();
        }
        if (isFalling) {
            return rows.map(i -> size - 1 - i).toArray();
        }
        return rows.boxed()
                .sorted(Comparator.comparingLong(row -> times[row]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
