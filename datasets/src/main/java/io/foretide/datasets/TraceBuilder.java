package io.foretide.datasets;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Collects the rows of one trace file and checks each as it comes. Not thread-safe. */
final class TraceBuilder {
    private static final String OBSERVED = "observed";
    /** Bounds the memory that one wrong date can cost. */
    private static final int MAX_GAP_STEPS = 1440;

    private final String name;
    private final boolean fillGaps;
    private final int width;
    private final List<TraceColumn> columns = new ArrayList<>();
    private final int observedColumn;
    private boolean[] observed = new boolean[1024];
    private int size;
    private @Nullable Instant start;
    private @Nullable Instant last;
    private @Nullable Duration step;

    TraceBuilder(String name, CSVRecord header, boolean fillGaps) {
        this.name = name;
        this.fillGaps = fillGaps;
        width = header.size();
        List<String> names = new ArrayList<>();
        header.forEach(cell -> names.add(withoutByteOrderMark(cell).strip()));
        rejectRowAsHeader(names.get(0));
        for (int i = 1; i < width; i++) {
            String column = names.get(i);
            if (column.isEmpty() || names.indexOf(column) != i) {
                throw at(1, "column " + (i + 1) + " is called \"" + column + "\", but names must be given and unique");
            }
            if (!column.equals(OBSERVED)) {
                columns.add(new TraceColumn(column, i));
            }
        }
        observedColumn = names.indexOf(OBSERVED);
        if (columns.isEmpty()) {
            throw at(
                    1,
                    "the header \"" + String.join(",", names)
                            + "\" has no value column, but at least one must follow the time column");
        }
    }

    private static String withoutByteOrderMark(String cell) {
        return cell.startsWith("\ufeff") ? cell.substring(1) : cell;
    }

    private void rejectRowAsHeader(String first) {
        try {
            Instant time = OffsetDateTime.parse(first).toInstant();
            throw at(1, "the first line begins with the time " + time + ", but must be a header of column names");
        } catch (DateTimeException e) {
            // Not a time: a header, as it should be.
        }
    }

    void add(CSVRecord row, long line) {
        if (row.size() != width) {
            throw at(line, "there are " + row.size() + " values, but must be " + width + " as in the header");
        }
        Instant time = time(row.get(0), line);
        if (last == null) {
            start = time;
        } else {
            repeatRows(missingSteps(last, time, line));
        }
        for (TraceColumn column : columns) {
            column.set(size, row.get(column.position()), reason -> at(line, reason));
        }
        setObserved(observedColumn < 0 || observedAt(row.get(observedColumn), line));
        last = time;
    }

    private Instant time(String cell, long line) {
        try {
            return OffsetDateTime.parse(cell.strip()).toInstant();
        } catch (DateTimeException e) {
            throw at(line, "the time is \"" + cell + "\", but must be ISO-8601 in UTC such as 2001-06-13T06:30Z");
        }
    }

    private long missingSteps(Instant before, Instant time, long line) {
        if (!time.isAfter(before)) {
            String what = time.equals(before) ? "appears twice" : "comes after " + before;
            throw at(line, "the time " + time + " " + what + ", but times must increase");
        }
        Duration distance = Duration.between(before, time);
        if (step == null) {
            step = distance;
        }
        long steps = distance.dividedBy(step);
        boolean missing = steps > 1 && !(fillGaps && steps <= MAX_GAP_STEPS);
        if (!distance.equals(step.multipliedBy(steps)) || missing) {
            throw at(
                    line,
                    "the time is " + time + ", but must be " + before.plus(step) + " as the first two rows are " + step
                            + " apart and every step must be there");
        }
        return steps - 1;
    }

    private void repeatRows(long count) {
        for (long i = 0; i < count; i++) {
            int row = size;
            columns.forEach(column -> column.repeat(row));
            setObserved(false);
        }
    }

    private boolean observedAt(String cell, long line) {
        return switch (cell.strip()) {
            case "1" -> true;
            case "0" -> false;
            default -> throw at(line, "observed is \"" + cell + "\", but must be 0 or 1");
        };
    }

    private void setObserved(boolean flag) {
        if (size == observed.length) {
            observed = Arrays.copyOf(observed, size * 2);
        }
        observed[size++] = flag;
    }

    Trace build() {
        if (start == null || step == null) {
            throw new TraceFormatException(
                    name + " has " + size + " rows, but a trace needs at least two to tell its step");
        }
        Map<String, double[]> numeric = new LinkedHashMap<>();
        for (TraceColumn column : columns) {
            if (column.isNumeric()) {
                numeric.put(column.name(), column.take(size));
            }
        }
        if (numeric.isEmpty()) {
            throw new TraceFormatException(name + " has text columns only, but at least one must hold numbers");
        }
        return Trace.owning(name, start, step, numeric, Arrays.copyOf(observed, size));
    }

    private TraceFormatException at(long line, String reason) {
        return new TraceFormatException(name + ", line " + line + ": " + reason);
    }
}
