package io.foretide.datasets;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Values that were told ahead of their time, such as weather forecasts: of each time as many as were issued. What is asked of
 * it is asked as of an instant, and nothing that was issued later shines through. Immutable and thread-safe.
 */
public final class IssuedTrace {
    /** So many steps a value holds if none follows it. */
    private static final int STEPS_HELD = 2;

    private final String name;
    private final long step;
    private final Stamps stamps;
    private final List<ReadColumn> columns;

    /** When each row is about and when it was issued, epoch milliseconds, in that order. Owns its arrays. */
    static final class Stamps {
        private final long[] times;
        private final long[] issued;

        Stamps(long[] times, long[] issued) {
            this.times = times;
            this.issued = issued;
        }

        /** The last row of at most a time, and of at most an instant of issue if it is that time; -1 if there is none. */
        private int last(long time, long known) {
            int low = 0;
            int high = times.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                boolean isLater = times[middle] > time || (times[middle] == time && issued[middle] > known);
                low = isLater ? low : middle + 1;
                high = isLater ? middle : high;
            }
            return low - 1;
        }
    }

    IssuedTrace(String name, long step, Stamps stamps, List<ReadColumn> columns) {
        this.name = name;
        this.step = step;
        this.stamps = stamps;
        this.columns = List.copyOf(columns);
    }

    /**
     * Reads a CSV file whose first column is the time that a row is about. Rows may come in any order, and equal ones count once.
     *
     * @param issued the column with the instant at which the row was told
     * @param columns those whose numbers are read
     * @param zone of times without offset, which are refused without it
     * @throws IllegalArgumentException if it lacks a column; the message lists those there are
     * @throws TraceFormatException if it is not as it must be
     */
    public static IssuedTrace read(Path file, String issued, Collection<String> columns, Optional<ZoneId> zone) {
        try (CsvFile rows = CsvFile.open(file)) {
            return new IssuedRows(file.getFileName().toString(), rows, new Timestamps(zone), issued, columns).read();
        }
    }

    /** The name of its file. */
    public String name() {
        return name;
    }

    /**
     * The value of a column that holds at a time, as it was known at an instant: of the newest time up to then, the newest that
     * had been issued. Empty if there is none, or its time is two steps past.
     *
     * @throws IllegalArgumentException if the column was not read
     */
    public OptionalDouble valueAt(String column, Instant time, Instant known) {
        double[] values = existing(column).values();
        OptionalInt row = rowAt(values, time, known);
        return row.isPresent() ? OptionalDouble.of(values[row.getAsInt()]) : OptionalDouble.empty();
    }

    /** When the value of {@link #valueAt} was issued. */
    public Optional<Instant> issuedAt(String column, Instant time, Instant known) {
        OptionalInt row = rowAt(existing(column).values(), time, known);
        return row.isPresent() ? Optional.of(Instant.ofEpochMilli(stamps.issued[row.getAsInt()])) : Optional.empty();
    }

    private OptionalInt rowAt(double[] values, Instant time, Instant known) {
        long asOf = known.toEpochMilli();
        long oldest = time.toEpochMilli() - STEPS_HELD * step;
        long about = time.toEpochMilli();
        for (int row = stamps.last(about, asOf); row >= 0 && stamps.times[row] > oldest; ) {
            if (stamps.times[row] < about && stamps.issued[row] > asOf) {
                about = stamps.times[row];
                row = stamps.last(about, asOf);
            } else if (Double.isNaN(values[row])) {
                about = stamps.times[row];
                row--;
            } else {
                return OptionalInt.of(row);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * Refuses a column with a negative value.
     *
     * @throws TraceFormatException naming the first
     */
    public void checkLoad(String column) {
        existing(column).negative().ifPresent(message -> {
            throw new TraceFormatException(message);
        });
    }

    private ReadColumn existing(String column) {
        return columns.stream()
                .filter(one -> one.name().equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + ": column " + column + " was not read"));
    }

    /** What was understood of the file: {@code weather.csv: 240 rows about 2026-... to 2026-..., each 1 h, issued ...}. */
    public String description() {
        long[] issued = stamps.issued.clone();
        Arrays.sort(issued);
        return name + ": " + issued.length + " rows about " + Instant.ofEpochMilli(stamps.times[0]) + " to "
                + Instant.ofEpochMilli(stamps.times[issued.length - 1]) + ", step "
                + ReadingText.duration(Duration.ofMillis(step)) + ", issued " + Instant.ofEpochMilli(issued[0]) + " to "
                + Instant.ofEpochMilli(issued[issued.length - 1]);
    }
}
