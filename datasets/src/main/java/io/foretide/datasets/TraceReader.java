package io.foretide.datasets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads trace files: CSV (RFC 4180, UTF-8), plain or gzip (told by content), with a header.
 *
 * <ul>
 *   <li>The first column is the beginning of the step in ISO-8601 with {@code Z} or an offset. The first two rows give the
 *       step, and every later row must follow it.
 *   <li>A column called {@code observed} holds 0 (filled in) or 1; without it, every row counts as observed.
 *   <li>Of the others, a column whose first value is not a number is a text label and is left out of the trace; every
 *       value of a numeric column must be a finite number. Whether it may be negative is decided where it is used:
 *       {@link Trace#load}.
 * </ul>
 *
 * Every complaint is a {@link TraceFormatException}. Stateless and thread-safe.
 */
public final class TraceReader {
    private static final int GZIP_MAGIC = 0x1f8b;

    private TraceReader() {}

    /** Reads a trace whose rows are complete; its name is the file name. */
    public static Trace read(Path file) {
        return open(file, false);
    }

    /** Reads a trace from a stream, which is not closed; the name is used in messages. */
    public static Trace read(InputStream in, String name) {
        return parse(in, name, false);
    }

    /**
     * Reads a signal that is not a load (weather, say) and in which whole steps may be missing: they repeat the row before
     * them and are marked as not observed. At most 1,440 in a row.
     */
    public static Trace readFillingGaps(Path file) {
        return open(file, true);
    }

    private static Trace open(Path file, boolean fillGaps) {
        String name = String.valueOf(file.getFileName());
        if (Files.isDirectory(file)) {
            throw new TraceFormatException(file + " is a folder, but a trace must be a CSV or CSV.gz file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return parse(in, name, fillGaps);
        } catch (NoSuchFileException e) {
            throw new TraceFormatException(file + " does not exist; a trace must be a CSV or CSV.gz file", e);
        } catch (IOException e) {
            throw new TraceFormatException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Trace parse(InputStream in, String name, boolean fillGaps) {
        try {
            Reader text = new InputStreamReader(plain(new BufferedInputStream(in), name), StandardCharsets.UTF_8);
            CSVParser parser =
                    CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get().parse(text);
            return rows(parser, name, fillGaps);
        } catch (IOException | UncheckedIOException e) {
            throw new TraceFormatException(
                    name + " is damaged (" + e.getMessage() + "), but must be a whole CSV or gzip file", e);
        }
    }

    private static Trace rows(CSVParser parser, String name, boolean fillGaps) throws IOException {
        Iterator<CSVRecord> records = parser.iterator();
        if (!records.hasNext()) {
            throw new TraceFormatException(name + " is empty, but must begin with a header");
        }
        TraceBuilder builder = new TraceBuilder(name, records.next(), fillGaps);
        long linesRead = parser.getCurrentLineNumber();
        while (records.hasNext()) {
            builder.add(records.next(), linesRead + 1);
            linesRead = parser.getCurrentLineNumber();
        }
        return builder.build();
    }

    private static InputStream plain(BufferedInputStream in, String name) throws IOException {
        in.mark(2);
        int magic = in.read() << 8 | in.read();
        in.reset();
        if (magic == GZIP_MAGIC) {
            return new GZIPInputStream(in, 1 << 16);
        }
        if (name.endsWith(".gz") && magic >= 0) {
            throw new TraceFormatException(name + " is not gzip, although its name ends with .gz");
        }
        return in;
    }
}
