package io.foretide.telemetry.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCalendarTest {
    @TempDir
    private Path folder;

    @Test
    void readsEventsWithAndWithoutMultiplier() throws IOException {
        Path file = file("""
                from,to,name,multiplier
                # planned by marketing
                2026-05-01T08:00:00Z,2026-05-01T09:00:00Z,"spring, sale",2.5
                2026-06-01T08:00:00Z, 2026-06-01T09:00:00Z, match,
                """);
        assertThat(EventCalendar.read(file, Optional.empty()).events())
                .containsExactly(
                        new Event(
                                Instant.parse("2026-05-01T08:00:00Z"),
                                Instant.parse("2026-05-01T09:00:00Z"),
                                "spring, sale",
                                2.5),
                        new Event(
                                Instant.parse("2026-06-01T08:00:00Z"),
                                Instant.parse("2026-06-01T09:00:00Z"),
                                "match",
                                1));
    }

    @Test
    void theColumnMultiplierMayBeAbsent() throws IOException {
        Path file = file("from,to,name\n2026-05-01T08:00:00Z,2026-05-01T09:00:00Z,sale\n");
        assertThat(EventCalendar.read(file, Optional.empty()).at(Instant.parse("2026-05-01T08:30:00Z")))
                .hasValueSatisfying(event -> assertThat(event.multiplier()).isEqualTo(1));
    }

    @Test
    void allBadLinesAreNamed() throws IOException {
        Path file = file("""
                from,to,name,multiplier
                yesterday,2026-05-01T09:00:00Z,a,1
                2026-05-01T08:00:00Z,2026-05-01T09:00:00Z,fine,1
                2026-05-01T09:00:00Z,2026-05-01T08:00:00Z,b,1
                2026-05-01T08:00:00Z,2026-05-01T09:00:00Z,c,many
                2026-05-01T08:00:00Z,2026-05-01T09:00:00Z,d,-1
                2026-05-01T08:00:00Z
                """);
        assertThatThrownBy(() -> EventCalendar.read(file, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("line 2: from is 'yesterday'")
                .hasMessageContaining("line 4: event 'b'")
                .hasMessageContaining("line 5: multiplier is 'many'")
                .hasMessageContaining("line 6: event 'd' has the multiplier -1.0")
                .hasMessageContaining("line 7: 1 columns");
    }

    @Test
    void ofManyBadLinesTheFirstAreNamedAndTheOthersCounted() throws IOException {
        Path file = file("from,to,name\n" + "soon,later,sale\n".repeat(25) + "x".repeat(5_000) + ",,sale\n");
        assertThatThrownBy(() -> EventCalendar.read(file, Optional.empty()))
                .hasMessageContaining("line 11: from is 'soon'")
                .hasMessageEndingWith("; 16 more lines are wrong");
        Path one = file("from,to,name\n" + "x".repeat(5_000) + ",,sale\n");
        assertThatThrownBy(() -> EventCalendar.read(one, Optional.empty()))
                .hasMessageContaining("from is '" + "x".repeat(60) + "...'")
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(600));
    }

    @Test
    void moreEventsThanAreAllowedAreRefusedWithoutReadingOn() throws IOException {
        String event = "2026-05-01T08:00:00Z,2026-05-01T09:00:00Z,sale\n";
        assertThat(EventCalendar.read(file("from,to,name\n" + event.repeat(10_000)), Optional.empty())
                        .events())
                .hasSize(10_000);
        Path damaged = file("from,to,name\n" + event.repeat(10_001) + "\"never closed");
        assertThatThrownBy(() -> EventCalendar.read(damaged, Optional.empty()))
                .hasMessage("events file " + damaged
                        + ", line 10002: there are more than 10000 events: must be at most 10000");
    }

    @Test
    void aNameThatIsTooLongIsRefused() throws IOException {
        Path file = file("from,to,name\n2026-05-01T08:00:00Z,2026-05-01T09:00:00Z," + "x".repeat(201) + "\n");
        assertThatThrownBy(() -> EventCalendar.read(file, Optional.empty()))
                .hasMessageContaining("line 2: name has 201 characters: must have at most 200");
    }

    @Test
    void aWrongHeaderOrNoFileIsNamed() throws IOException {
        Path file = file("start,end\n");
        assertThatThrownBy(() -> EventCalendar.read(file, Optional.empty()))
                .hasMessageContaining("from,to,name[,multiplier] is needed");
        Path empty = file("");
        assertThatThrownBy(() -> EventCalendar.read(empty, Optional.empty()))
                .hasMessageContaining("from,to,name[,multiplier] is needed");
        Path none = folder.resolve("none.csv");
        assertThatThrownBy(() -> EventCalendar.read(none, Optional.empty()))
                .hasMessageContaining(none + " does not exist");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UTF-8      | ''
            UTF-8      | '\ufeff'
            UTF-16LE   | '\ufeff'
            UTF-16BE   | '\ufeff'
            ISO-8859-1 | ''
            """)
    void anEventsFileIsReadAsASpreadsheetSavesIt(Charset charset, String mark) throws IOException {
        Path file = Files.write(
                folder.resolve("events.csv"),
                (mark
                                + "sep=;\r\nfrom;to;name;multiplier\r\n2026-12-24 18:00;24.12.2026 20:00;Frühschoppen;2,5\r\n\r\n")
                        .getBytes(charset));
        assertThat(EventCalendar.read(file, Optional.of(ZoneId.of("Europe/Berlin")))
                        .events())
                .containsExactly(new Event(
                        Instant.parse("2026-12-24T17:00:00Z"),
                        Instant.parse("2026-12-24T19:00:00Z"),
                        "Frühschoppen",
                        2.5));
        assertThatThrownBy(() -> EventCalendar.read(file, Optional.empty()))
                .hasMessageContaining("line 3: from is '2026-12-24 18:00'")
                .hasMessageContaining("without an offset");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("events.csv"), text);
    }
}
