package io.foretide.telemetry.signal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The user's events. Immutable. */
public final class EventCalendar {
    private static final String HEADER = "from,to,name[,multiplier]";
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setCommentMarker('#')
            .setIgnoreSurroundingSpaces(true)
            .setTrim(true)
            .get();

    private final List<Event> events;

    public EventCalendar(List<Event> events) {
        this.events = List.copyOf(events);
    }

    /**
     * Reads a CSV file with the header {@code from,to,name[,multiplier]}; instants in UTC such as
     * {@code 2026-12-24T18:00:00Z}; lines that begin with # are comments.
     *
     * @throws IllegalArgumentException if the file is missing or has bad lines; the message names all of them
     */
    public static EventCalendar read(Path file) {
        List<Event> events = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try (CSVParser parser = FORMAT.parse(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
            List<String> header = parser.getHeaderNames();
            if (!header.containsAll(List.of("from", "to", "name"))) {
                throw new IllegalArgumentException(
                        "events file " + file + " has the header " + header + ": " + HEADER + " is needed");
            }
            for (CSVRecord line : parser) {
                try {
                    events.add(event(line));
                } catch (IllegalArgumentException | DateTimeException e) {
                    problems.add("line " + parser.getCurrentLineNumber() + ": " + e.getMessage());
                }
            }
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("events file " + file + " does not exist", e);
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException("events file " + file + " cannot be read: " + e.getMessage(), e);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("events file " + file + ", " + String.join("; ", problems));
        }
        return new EventCalendar(events);
    }

    private static Event event(CSVRecord line) {
        if (!line.isConsistent() && line.size() < 3) {
            throw new IllegalArgumentException(line.size() + " columns: " + HEADER + " is needed");
        }
        String multiplier = line.isSet("multiplier") ? line.get("multiplier") : "";
        return new Event(
                instant(line, "from"),
                instant(line, "to"),
                line.get("name"),
                multiplier.isEmpty() ? 1 : number(multiplier));
    }

    private static Instant instant(CSVRecord line, String column) {
        try {
            return Instant.parse(line.get(column));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    column + " is '" + line.get(column) + "': an instant such as 2026-12-24T18:00:00Z is needed", e);
        }
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("multiplier is '" + text + "': a number is needed", e);
        }
    }

    public List<Event> events() {
        return events;
    }

    /** The first event of the file that holds at an instant. */
    public Optional<Event> at(Instant time) {
        return events.stream().filter(event -> event.holds(time)).findFirst();
    }
}
