package io.foretide.datasets.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.datasets.Trace;
import io.foretide.datasets.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
    private static final Instant FROM = Instant.parse("2001-01-01T00:00:00Z");
    private static final Minutes TWO_DAYS = Minutes.between(FROM, Instant.parse("2001-01-03T00:00:00Z"));

    private static byte[] csv() {
        FlightCounts counts = new FlightCounts(TWO_DAYS);
        counts.add(Airport.of("JFK", "NY", 40.6), LocalDateTime.parse("2001-01-01T07:00"), 730);
        counts.add(Airport.of("LAX", "CA", 33.9), LocalDateTime.parse("2001-01-01T04:00"), 730);
        counts.add(Airport.of("LAX", "CA", 33.9), LocalDateTime.parse("2001-01-01T04:00"), 730);
        return TraceFile.csv(counts, TWO_DAYS, FROM.plusSeconds(3600));
    }

    @Test
    void writesATraceThatTheReaderReads(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("t.csv.gz");
        TraceFile.writeGzip(file, csv());
        Trace trace = TraceReader.read(file);
        int noon = 12 * 60;
        assertThat(trace.size()).isEqualTo(2 * 1440);
        assertThat(trace.column("departures")[noon]).isEqualTo(3);
        assertThat(trace.column("region_new_york")[noon]).isEqualTo(0.333);
        assertThat(trace.column("region_california_south")[noon]).isEqualTo(0.667);
        assertThat(trace.column("region_texas")[noon]).isZero();
        assertThat(trace.observed(59)).isFalse();
        assertThat(trace.observed(60)).isTrue();
    }

    @Test
    void flagsHolidaysByTheDateInNewYork() throws IOException {
        Path file = Files.createTempFile("trace", ".csv");
        Trace trace = TraceReader.read(Files.write(file, csv()));
        Files.delete(file);
        int midnightInNewYork = 5 * 60;
        assertThat(trace.column("day_before_holiday")[midnightInNewYork - 1]).isEqualTo(1);
        assertThat(trace.column("holiday")[midnightInNewYork - 1]).isZero();
        assertThat(trace.column("holiday")[midnightInNewYork]).isEqualTo(1);
        assertThat(trace.column("holiday")[midnightInNewYork + 1439]).isEqualTo(1);
        assertThat(trace.column("day_after_holiday")[midnightInNewYork + 1440]).isEqualTo(1);
    }

    @Test
    void knowsTheNationwideHolidaysOfTheHalfYear() {
        Holidays holidays = new Holidays();
        List<LocalDate> found = Stream.iterate(LocalDate.of(2001, 1, 1), day -> day.plusDays(1))
                .limit(182)
                .filter(holidays::isHoliday)
                .toList();
        assertThat(found)
                .containsExactly(
                        LocalDate.of(2001, 1, 1),
                        LocalDate.of(2001, 1, 15),
                        LocalDate.of(2001, 2, 19),
                        LocalDate.of(2001, 5, 28));
    }

    @Test
    void writesTheSameBytesForTheSameCounts(@TempDir Path folder) throws IOException {
        TraceFile.writeGzip(folder.resolve("a.gz"), csv());
        TraceFile.writeGzip(folder.resolve("b.gz"), csv());
        assertThat(folder.resolve("a.gz")).hasSameBinaryContentAs(folder.resolve("b.gz"));
    }

    @Test
    void writesSharesShortly() {
        assertThat(TraceFile.share(0, 7)).isEqualTo("0");
        assertThat(TraceFile.share(7, 7)).isEqualTo("1");
        assertThat(TraceFile.share(1, 3)).isEqualTo("0.333");
        assertThat(TraceFile.share(1, 4)).isEqualTo("0.25");
        assertThat(TraceFile.share(1, 100)).isEqualTo("0.01");
    }
}
