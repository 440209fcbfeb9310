package io.foretide.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The rows of a CSV file as people export them: separated by comma, semicolon, tab or bar (told by header and first row, or by
 * a line {@code sep=;}), in UTF-8, UTF-16 or windows-1252, plain or gzip. Blank lines, lines that begin with {@code #} and
 * empty cells after the last column are left out. Not thread-safe.
 */
public final class CsvFile implements AutoCloseable {
    /** Blank lines and remarks in a row: a packed file may hold gigabytes of them. */
    private static final int MAX_SKIPPED = 100_000;

    private static final String ALLOWED = "CSV, plain or gzip";

    private final String name;
    private final char separator;
    private final BoundedReader text;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final List<String> header;
    private long linesRead;

    /**
     * A row.
     *
     * @param line where it begins, from 1
     * @param cells as they are written, without quotes
     */
    public record Row(long line, List<String> cells) {
        /** A row of a copy of the cells. */
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws TraceFormatException if it cannot be read or is no CSV file
     */
    public static CsvFile open(Path file) {
        Content content = Content.open(file, ALLOWED);
        try {
            return new CsvFile(content);
        } catch (TraceFormatException e) {
            content.close();
            throw e;
        }
    }

    CsvFile(Content content) {
        name = content.name();
        TextForm form = TextForm.of(content.head())
                .orElseThrow(() -> new TraceFormatException(name + " is no text, but must be " + content.allowed()));
        String head = form.text(content.head());
        separator = TextForm.separator(head);
        try {
            text = new BoundedReader(content.text(form));
            parser = CSVFormat.RFC4180
                    .builder()
                    .setDelimiter(separator)
                    .setIgnoreEmptyLines(false)
                    .setIgnoreSurroundingSpaces(separator != '\t')
                    .get()
                    .parse(text);
            records = parser.iterator();
        } catch (IOException e) {
            throw damaged(e);
        }
        if (TextForm.namesSeparator(head)) {
            nextRecord();
        }
        header = next().map(row -> withoutEmptyEnd(
                        row.cells().stream().map(CsvFile::onOneLine).toList()))
                .orElseThrow(() -> new TraceFormatException(name + " is empty, but must begin with a header"));
    }

    /** The cells of the first row. */
    public List<String> header() {
        return header;
    }

    char separator() {
        return separator;
    }

    /**
     * The next row, whatever the number of its cells.
     *
     * @throws TraceFormatException if the file is damaged, a line too long to hold, or all is blank for too long
     */
    public Optional<Row> next() {
        long first = linesRead + 1;
        while (true) {
            long line = linesRead + 1;
            if (line - first > MAX_SKIPPED) {
                throw new RowNames(name, "line")
                        .refusal(first, "more than " + MAX_SKIPPED + " blank lines follow, but must be fewer");
            }
            Optional<CSVRecord> record = nextRecord();
            if (record.isEmpty()) {
                return Optional.empty();
            }
            List<String> cells = List.of(record.get().values());
            boolean isBlank = cells.stream().allMatch(String::isBlank);
            if (!isBlank && !isComment(cells.get(0))) {
                return Optional.of(new Row(line, cells));
            }
        }
    }

    /** Whether a line, or its first cell, is a remark and neither header nor row. */
    static boolean isComment(String text) {
        return text.startsWith("#") && !text.startsWith("#N/A");
    }

    private Optional<CSVRecord> nextRecord() {
        try {
            Optional<CSVRecord> record = records.hasNext() ? Optional.of(records.next()) : Optional.empty();
            linesRead = parser.getCurrentLineNumber();
            text.lineTaken();
            return record;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof BoundedReader.TooLongException tooLong) {
                String reason = tooLong.getMessage() + ", but must have fewer: is there a quote that is not closed?";
                throw new TraceFormatException(new RowNames(name, "line").at(linesRead + 1, reason), e);
            }
            throw damaged(e);
        }
    }

    private TraceFormatException damaged(Exception failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return new TraceFormatException(
                name + " is damaged after line " + linesRead + " (" + cause.getMessage()
                        + "), but must be a whole CSV or gzip file",
                failure);
    }

    private static String onOneLine(String name) {
        return name.strip().replaceAll("\\s+", " ");
    }

    private static List<String> withoutEmptyEnd(List<String> cells) {
        int size = cells.size();
        while (size > 1 && cells.get(size - 1).isEmpty()) {
            size--;
        }
        return cells.subList(0, size);
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw damaged(e);
        }
    }
}
