package io.foretide.telemetry.signal;

import io.foretide.datasets.CsvFile;
import io.foretide.datasets.Timestamps;
import io.foretide.datasets.TraceFormatException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The user's events. Immutable. */
public final class EventCalendar {
    private static final String HEADER = "from,to,name[,multiplier]";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String NAME = "name";
    private static final String MULTIPLIER = "multiplier";
    private static final int REQUIRED_COLUMNS = 3;

    /** More than one an hour for a year. Every look at the calendar goes through all of them. */
    private static final int MAX_EVENTS = 10_000;

    /** With the number of events this bounds the memory that a file takes. */
    private static final int MAX_NAME = 200;

    /** So many problems are told; nobody reads more. */
    private static final int MAX_PROBLEMS = 10;

    /** So much of a wrong cell is told. */
    private static final int MAX_QUOTED = 60;

    private final List<Event> events;

    public EventCalendar(List<Event> events) {
        this.events = List.copyOf(events);
    }

    /**
     * Reads a CSV file with the header {@code from,to,name[,multiplier]}; times such as {@code 2026-12-24T18:00:00Z}; lines
     * that begin with # are comments. At most 10,000 events, with names of at most 200 characters; reading ends there.
     *
     * @param zone of times without offset, which are refused without it
     * @throws IllegalArgumentException if the file is missing or has bad lines, or too many; the message names the first ten and
     *     how many more there are
     */
    public static EventCalendar read(Path file, Optional<ZoneId> zone) {
        List<Event> events = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int wrong = 0;
        try (CsvFile rows = CsvFile.open(file)) {
            Columns columns = new Columns(rows.header(), new Timestamps(zone));
            if (!rows.header().containsAll(List.of(FROM, TO, NAME))) {
                throw new IllegalArgumentException("events file " + file + " has the header "
                        + shortened(rows.header().toString()) + ": " + HEADER + " is needed");
            }
            int count = 0;
            for (Optional<CsvFile.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                if (++count > MAX_EVENTS) {
                    throw new IllegalArgumentException("events file " + file + ", line "
                            + row.get().line() + ": there are more than " + MAX_EVENTS + " events: must be at most "
                            + MAX_EVENTS);
                }
                try {
                    events.add(columns.event(row.get().cells()));
                } catch (IllegalArgumentException e) {
                    if (++wrong <= MAX_PROBLEMS) {
                        problems.add("line " + row.get().line() + ": " + e.getMessage());
                    }
                }
            }
        } catch (TraceFormatException e) {
            throw new IllegalArgumentException("events file " + e.getMessage() + ": " + HEADER + " is needed", e);
        }
        if (wrong > MAX_PROBLEMS) {
            problems.add((wrong - MAX_PROBLEMS) + " more lines are wrong");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("events file " + file + ", " + String.join("; ", problems));
        }
        return new EventCalendar(events);
    }

    private record Columns(List<String> header, Timestamps timestamps) {
        Event event(List<String> cells) {
            if (cells.size() < REQUIRED_COLUMNS) {
                throw new IllegalArgumentException(cells.size() + " columns: " + HEADER + " is needed");
            }
            return new Event(
                    instant(cells, FROM), instant(cells, TO), name(cells), multiplier(cell(cells, MULTIPLIER)));
        }

        private String name(List<String> cells) {
            String name = cell(cells, NAME);
            if (name.length() > MAX_NAME) {
                throw new IllegalArgumentException(
                        "name has " + name.length() + " characters: must have at most " + MAX_NAME);
            }
            return name;
        }

        /** The text of a cell, empty if the line ends before it. */
        private String cell(List<String> cells, String column) {
            int position = header.indexOf(column);
            return position < 0 || position >= cells.size()
                    ? ""
                    : cells.get(position).strip();
        }

        private Instant instant(List<String> cells, String column) {
            try {
                return timestamps.parse(cell(cells, column));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        column + " is '" + shortened(cell(cells, column)) + "': " + e.getMessage(), e);
            }
        }

        private static double multiplier(String text) {
            try {
                return text.isEmpty() ? 1 : Double.parseDouble(text.replace(',', '.'));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("multiplier is '" + shortened(text) + "': a number is needed", e);
            }
        }
    }

    private static String shortened(String text) {
        return text.length() > MAX_QUOTED ? text.substring(0, MAX_QUOTED) + "..." : text;
    }

    public List<Event> events() {
        return events;
    }

    /** The first event of the file that holds at an instant. */
    public Optional<Event> at(Instant time) {
        return events.stream().filter(event -> event.holds(time)).findFirst();
    }
}
