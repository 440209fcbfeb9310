package io.foretide.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Reads trace files: CSV ({@link CsvFile}) with a header, or Prometheus range JSON, plain or gzip; or Parquet (told by content).
 *
 * <ul>
 *   <li>The first column is the beginning of the step, as {@link Timestamps} reads it. Rows may come in any order; a step without
 *       a row is not observed, and equal rows count once.
 *   <li>A column called {@code observed} holds 0 (filled in) or 1; without it, every row counts as observed.
 *   <li>Every other column holds numbers; a cell that is empty, {@code null}, {@code NaN}, {@code NA} or {@code -} has no value. A
 *       column with anything else is refused as soon as it is asked for. Whether a number may be negative is decided where it
 *       is used: {@link Trace#load}.
 * </ul>
 *
 * Each series of Prometheus is a column that is called by its labels.
 *
 * Every complaint is a {@link TraceFormatException}. Stateless and thread-safe.
 */
public final class TraceReader {
    private TraceReader() {}

    /** Reads a trace in which every time has an offset; its name is the file name. */
    public static Trace read(Path file) {
        return read(file, Optional.empty());
    }

    /**
     * Reads a trace; its name is the file name.
     *
     * @param zone of times without offset, which are refused without it
     */
    public static Trace read(Path file, Optional<ZoneId> zone) {
        try (Content content = Content.open(file, Content.TRACE)) {
            return content.begins(ParquetFile.MAGIC)
                    ? ParquetFile.read(file, new Timestamps(zone))
                    : read(content, zone);
        }
    }

    /** Reads a trace from a stream, which is not closed; the name is used in messages. */
    public static Trace read(InputStream in, String name) {
        return read(in, name, Optional.empty());
    }

    static Trace read(InputStream in, String name, Optional<ZoneId> zone) {
        try {
            return read(new Content(in, name, Content.TRACE), zone);
        } catch (IOException e) {
            throw new TraceFormatException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Trace read(Content content, Optional<ZoneId> zone) {
        Timestamps timestamps = new Timestamps(zone);
        Optional<TextForm> form = TextForm.of(content.head());
        if (form.isPresent() && RangeJson.isLikely(form.get().text(content.head()))) {
            return RangeJson.read(content, form.get(), timestamps);
        }
        return rows(new CsvFile(content), content.name(), timestamps);
    }

    private static Trace rows(CsvFile file, String name, Timestamps timestamps) {
        TraceRows rows =
                new TraceRows(new RowNames(name, "line"), file.header(), timestamps, new NumberStyle(file.separator()));
        for (Optional<CsvFile.Row> row = file.next(); row.isPresent(); row = file.next()) {
            rows.add(row.get().cells(), row.get().line());
        }
        return rows.build();
    }
}
