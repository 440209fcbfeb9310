package io.foretide.datasets;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Collects the rows of one file of values that were told ahead, in any order. Not thread-safe. */
final class IssuedRows {
    private static final int TIME = 0;

    private final RowNames names;
    private final CsvFile file;
    private final Timestamps timestamps;
    private final int issuedColumn;
    private final List<ValueColumn> columns = new ArrayList<>();
    private final long maxRows;
    private long[] times = new long[1024];
    private long[] issued = new long[1024];
    private int[] places = new int[1024];
    private int size;

    /** @throws IllegalArgumentException if a column is not there */
    IssuedRows(String name, CsvFile file, Timestamps timestamps, String issued, Collection<String> columns) {
        this.names = new RowNames(name, "line");
        this.file = file;
        this.timestamps = timestamps;
        this.issuedColumn = position(issued);
        NumberStyle style = new NumberStyle(file.separator());
        for (String column : columns) {
            this.columns.add(new ValueColumn(column, position(column), style));
        }
        this.maxRows = TraceRows.maxRows(columns.size());
    }

    private int position(String column) {
        int position = file.header().indexOf(column);
        if (position <= TIME) {
            throw new IllegalArgumentException(names.file() + " has no column " + column + " after the time; it has "
                    + String.join(", ", file.header().subList(1, file.header().size())));
        }
        return position;
    }

    IssuedTrace read() {
        for (Optional<CsvFile.Row> row = file.next(); row.isPresent(); row = file.next()) {
            add(row.get().cells(), row.get().line());
        }
        List<ReadColumn> read =
                columns.stream().map(column -> column.finish(size, names)).toList();
        read.stream().flatMap(column -> column.refusal().stream()).findFirst().ifPresent(refusal -> {
            throw new TraceFormatException(refusal.message());
        });
        int[] order = withoutRepeated(order(), read);
        long[] sorted = Arrays.stream(order).mapToLong(row -> times[row]).toArray();
        StepGrid grid = StepGrid.of(sorted)
                .orElseThrow(() -> new TraceFormatException(names.file() + " has " + size
                        + " rows, but must have rows about at least two times to tell their step"));
        long[] sortedIssued = Arrays.stream(order).mapToLong(row -> issued[row]).toArray();
        return new IssuedTrace(
                names.file(),
                grid.step(),
                new IssuedTrace.Stamps(sorted, sortedIssued),
                read.stream()
                        .map(column -> column.with(Arrays.stream(order)
                                .mapToDouble(row -> column.values()[row])
                                .toArray()))
                        .toList());
    }

    private void add(List<String> cells, long place) {
        names.checkWidth(cells, file.header().size(), place);
        if (size >= maxRows) {
            throw names.refusal(
                    place,
                    "there are more than " + size + " rows of " + columns.size() + " columns, but must be fewer");
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            issued = Arrays.copyOf(issued, size * 2);
            places = Arrays.copyOf(places, size * 2);
        }
        times[size] = time(cells, TIME, place);
        issued[size] = time(cells, issuedColumn, place);
        places[size] = (int) place;
        for (ValueColumn column : columns) {
            column.set(size, cells.get(column.position()), place);
        }
        size++;
    }

    private long time(List<String> cells, int column, long place) {
        try {
            return timestamps.parse(cells.get(column)).toEpochMilli();
        } catch (IllegalArgumentException e) {
            throw names.refusal(place, "column " + file.header().get(column) + ": " + e.getMessage());
        }
    }

    /** The rows by time and instant of issue; equal ones stay in the order of the file. */
    private int[] order() {
        return IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(row -> times[row]).thenComparingLong(row -> issued[row]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** @throws TraceFormatException if rows of one time and one issue differ */
    private int[] withoutRepeated(int[] order, List<ReadColumn> read) {
        return IntStream.range(0, order.length)
                .filter(i -> i == 0 || !isRepeated(order[i - 1], order[i], read))
                .map(i -> order[i])
                .toArray();
    }

    private boolean isRepeated(int before, int row, List<ReadColumn> read) {
        if (times[before] != times[row] || issued[before] != issued[row]) {
            return false;
        }
        for (ReadColumn column : read) {
            if (Double.compare(column.values()[before], column.values()[row]) != 0) {
                throw names.refusal(
                        places[row],
                        "the time " + Instant.ofEpochMilli(times[row]) + " was issued twice at "
                                + Instant.ofEpochMilli(issued[row]) + " with other values, before in "
                                + names.name(places[before]) + " (column " + column.name() + ": "
                                + column.values()[before] + " and " + column.values()[row]
                                + "), but must appear once");
            }
        }
        return true;
    }
}
