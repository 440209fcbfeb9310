package io.foretide.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuedTraceTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    @Test
    void theNewestThatWasIssuedByThenCounts() throws IOException {
        IssuedTrace trace = rain("""
                time,issued,rain
                2026-01-01T10:00:00Z,2026-01-01T03:00:00Z,3
                2026-01-01T10:00:00Z,2026-01-01T09:00:00Z,9
                2026-01-01T11:00:00Z,2026-01-01T09:00:00Z,1
                2026-01-01T10:00:00Z,2026-01-01T06:00:00Z,6
                """);
        assertThat(at(trace, "10:00", "02:59")).isEmpty();
        assertThat(at(trace, "10:00", "03:00")).hasValue(3);
        assertThat(at(trace, "10:00", "06:30")).hasValue(6);
        assertThat(at(trace, "10:59", "09:00")).hasValue(9);
        assertThat(at(trace, "11:00", "09:00")).hasValue(1);
        assertThat(at(trace, "11:00", "08:59")).as("11:00 was not told yet").hasValue(6);
        assertThat(at(trace, "12:59", "12:59")).hasValue(1);
        assertThat(at(trace, "13:00", "13:00")).as("two steps past").isEmpty();
        assertThat(at(trace, "09:59", "23:00")).as("nothing is about it").isEmpty();
    }

    @Test
    void aCellWithoutAValueLeavesWhatWasIssuedBefore() throws IOException {
        IssuedTrace trace = rain("""
                time,issued,rain
                2026-01-01T10:00:00Z,2026-01-01T03:00:00Z,3
                2026-01-01T10:00:00Z,2026-01-01T06:00:00Z,
                2026-01-01T11:00:00Z,2026-01-01T06:00:00Z,null
                """);
        assertThat(at(trace, "11:30", "07:00")).hasValue(3);
    }

    @Test
    void itAnswersAsOneWhoLooksThroughAllRows() throws IOException {
        Random random = new Random(7);
        List<String> lines = new ArrayList<>();
        for (int hour = 0; hour < 30; hour++) {
            for (int issue = random.nextInt(4); issue > 0; issue--) {
                int told = hour * 60 - random.nextInt(600) + 60;
                String value = random.nextInt(5) == 0 ? "" : String.valueOf(random.nextInt(100));
                String stamps = minute(hour * 60) + "," + minute(told) + ",";
                if (lines.stream().noneMatch(line -> line.startsWith(stamps))) {
                    lines.add(stamps + value);
                }
            }
        }
        Collections.shuffle(lines, random);
        IssuedTrace trace = rain("time,issued,rain\n" + String.join("\n", lines) + "\n");
        for (int i = 0; i < 3000; i++) {
            Instant time = minute(random.nextInt(34 * 60) - 60);
            Instant known = minute(random.nextInt(34 * 60) - 600);
            assertThat(trace.valueAt("rain", time, known))
                    .as("about %s at %s", time, known)
                    .isEqualTo(lookedUp(lines, time, known));
        }
    }

    private static OptionalDouble lookedUp(List<String> lines, Instant time, Instant known) {
        Instant newest = time.minus(Duration.ofHours(2));
        Instant newestIssued = Instant.MIN;
        OptionalDouble found = OptionalDouble.empty();
        for (String line : lines) {
            String[] cells = line.split(",");
            Instant about = Instant.parse(cells[0]);
            Instant issued = Instant.parse(cells[1]);
            boolean isKnown = cells.length == 3 && !about.isAfter(time) && !issued.isAfter(known);
            if (isKnown && (about.isAfter(newest) || (about.equals(newest) && issued.isAfter(newestIssued)))) {
                if (about.isAfter(time.minus(Duration.ofHours(2)))) {
                    newest = about;
                    newestIssued = issued;
                    found = OptionalDouble.of(Double.parseDouble(cells[2]));
                }
            }
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    time,issued,rain\\n2026-01-01T10:00Z,soon,1 | 'f.csv, line 2: column issued: the time is "soon", but must be'
                    time,issued,rain\\n2026-01-01T10:00Z,,1 | 'f.csv, line 2: column issued: the time is "", but must be'
                    time,issued,rain\\n2026-01-01T10:00Z,2026-01-01T09:00Z,wet | 'f.csv, line 2: column rain is "wet", but must be a finite number'
                    time,issued,rain\\n2026-01-01T10:00Z,2026-01-01T09:00Z | 'f.csv, line 2: there are 2 values, but must be 3 as in the header'
                    time,issued,rain\\n2026-01-01T10:00Z,2026-01-01T09:00Z,1 | f.csv has 1 rows, but must have rows about at least two times
                    time,told,rain\\n2026-01-01T10:00Z,2026-01-01T09:00Z,1 | 'f.csv has no column issued after the time; it has told, rain'
                    time,issued,snow\\n2026-01-01T10:00Z,2026-01-01T09:00Z,1 | 'f.csv has no column rain after the time; it has issued, snow'
                    """)
    void whatCannotBeReadIsRefusedByName(String text, String problem) {
        assertThatThrownBy(() -> rain(text.replace("\\n", "\n"))).hasMessageContaining(problem);
    }

    @Test
    void oneIssueThatSaysTwoThingsIsRefused() throws IOException {
        String once = """
                time,issued,rain
                2026-01-01T10:00:00Z,2026-01-01T03:00:00Z,3
                2026-01-01T11:00:00Z,2026-01-01T03:00:00Z,3
                2026-01-01T10:00:00Z,2026-01-01T03:00:00Z,3
                """;
        assertThat(rain(once).description())
                .isEqualTo("f.csv: 2 rows about 2026-01-01T10:00:00Z to 2026-01-01T11:00:00Z, step 1 h,"
                        + " issued 2026-01-01T03:00:00Z to 2026-01-01T03:00:00Z");
        assertThatThrownBy(() -> rain(once + "2026-01-01T10:00:00Z,2026-01-01T03:00:00Z,4\n"))
                .hasMessageContaining("f.csv, line 5: the time 2026-01-01T10:00:00Z was issued twice at"
                        + " 2026-01-01T03:00:00Z with other values, before in line 4 (column rain: 3.0 and 4.0)");
    }

    @Test
    void localTimesAreThoseOfTheZone() throws IOException {
        Path file = Files.writeString(
                folder.resolve("f.csv"),
                "Zeit;Stand;mm\n01.07.2026 10:00;01.07.2026 03:00;0,5\n01.07.2026 11:00;01.07.2026 03:00;1,5\n");
        IssuedTrace trace = IssuedTrace.read(file, "Stand", List.of("mm"), Optional.of(ZoneId.of("Europe/Berlin")));
        assertThat(trace.valueAt("mm", Instant.parse("2026-07-01T08:30:00Z"), Instant.parse("2026-07-01T01:00:00Z")))
                .hasValue(0.5);
    }

    private IssuedTrace rain(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("f.csv"), text);
        return IssuedTrace.read(file, "issued", List.of("rain"), Optional.empty());
    }

    private static OptionalDouble at(IssuedTrace trace, String time, String known) {
        return trace.valueAt("rain", today(time), today(known));
    }

    private static Instant today(String time) {
        return Instant.parse("2026-01-01T" + time + ":00Z");
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
