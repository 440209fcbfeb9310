package io.foretide.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceReaderTest {
    private static final String ROWS = "2014-04-01T04:00Z,3,ok,1\n2014-04-01T04:05Z,-1.5e1,,0\n";

    @TempDir
    private Path folder;

    private static Trace read(String csv) {
        return TraceReader.read(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "t.csv");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void readsNumbersLeavesTextOutAndTakesTheStepFromTheFirstRows() {
        Trace trace = read("\ufefftime,value,label,observed\r\n" + ROWS);
        assertThat(trace.columns()).containsExactly("value");
        assertThat(trace.column("value")).containsExactly(3, -15);
        assertThat(trace.observed()).containsExactly(true, false);
        assertThat(trace.start()).isEqualTo("2014-04-01T04:00:00Z");
        assertThat(trace.step()).isEqualTo(Duration.ofMinutes(5));
        assertThat(trace.name()).isEqualTo("t.csv");
    }

    @Test
    void countsEveryRowAsObservedWithoutThatColumn() {
        Trace trace = read("time,value\n2014-04-01T06:00+02:00,1\n2014-04-01T04:01:00Z,2");
        assertThat(trace.observed()).containsExactly(true, true);
        assertThat(trace.step()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void readsGzipAndPlainFiles() throws IOException {
        String csv = "time,value,label,observed\n" + ROWS;
        Path plain = Files.writeString(folder.resolve("a.csv"), csv);
        Path packed = Files.write(folder.resolve("a.csv.gz"), gzip(csv));
        assertThat(TraceReader.read(packed).column("value"))
                .isEqualTo(TraceReader.read(plain).column("value"));
        assertThat(TraceReader.read(packed).name()).isEqualTo("a.csv.gz");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a finite number   | time,v;2001-01-01T00:00Z,-inf;2001-01-01T00:01Z,1 | line 2 | "-inf"
            a finite number   | time,v;2001-01-01T00:00Z,1e999;2001-01-01T00:01Z,1 | line 2 | "1e999"
            a finite number   | time,v;2001-01-01T00:00Z,1;2001-01-01T00:01Z,two | line 3 | "two"
            a finite number   | time,v;2001-01-01T00:00Z,1;2001-01-01T00:01Z,1f | line 3 | "1f"
            must hold numbers | time,v;2001-01-01T00:00Z,;2001-01-01T00:01Z,NaN | t.csv | no value in any row
            must appear once  | time,v;2001-01-01T00:00Z,1;2001-01-01T00:00Z,2;2001-01-01T00:01Z,2 | line 3 | 1.0 and 2.0
            2001-01-01T00:02:00Z | time,v;2001-01-01T00:00Z,1;2001-01-01T00:01Z,1;2001-01-01T00:01:30Z,1;2001-01-01T00:02:30Z,1;2001-01-01T00:03:30Z,1 | line 4 | PT1M
            at most 44640     | time,v;2001-01-01T00:00Z,1;2001-01-01T00:01Z,1;2010-01-01T00:02Z,1 | line 4 | 2010-01-01
            must be 2         | time,v;2001-01-01T00:00Z,1;2001-01-01T00:01Z | line 3 | 1 values
            must be 2         | time,v;2001-01-01T00:00Z,1,9;2001-01-01T00:01Z,1 | line 2 | 3 values
            must be 0 or 1    | time,v,observed;2001-01-01T00:00Z,1,yes;2001-01-01T00:01Z,1,1 | line 2 | "yes"
            ISO-8601          | time,v;01/02/2001 00:00,1;2001-01-01T00:01Z,1 | line 2 | "01/02/2001 00:00"
            an epoch of 1990  | time,v;202603020000,1;202603020001,1 | line 2 | "202603020000"
            have one such as  | time,v;2001-01-01T00:00,1;2001-01-01T00:01Z,1 | line 2 | "2001-01-01T00:00"
            ISO-8601          | time,v;2001-02-30T00:00Z,1;2001-01-01T00:01Z,1 | line 2 | "2001-02-30T00:00Z"
            at least one must | time;2001-01-01T00:00Z;2001-01-01T00:01Z | line 1 | no value column
            at least one must | time,observed;2001-01-01T00:00Z,1;2001-01-01T00:01Z,1 | line 1 | no value column
            given and unique  | time,v,v;2001-01-01T00:00Z,1,1;2001-01-01T00:01Z,1,1 | line 1 | "v"
            must be a header  | 2001-01-01T00:00Z,1;2001-01-01T00:01Z,1 | line 1 | 2001-01-01T00:00:00Z
            must be a header  | 978307200,1;978307260,1 | line 1 | 2001-01-01T00:00:00Z
            a finite number   | time,v;2001-01-01T00:00Z,a;2001-01-01T00:01Z,b | line 2 | column v is "a"
            at least two      | time,v;2001-01-01T00:00Z,1 | t.csv | 1 rows
            at least two      | time,v | t.csv | 0 rows
            """)
    void namesLineValueAndWhatIsAllowed(String allowed, String csv, String line, String value) {
        assertThatThrownBy(() -> read(csv.replace(';', '\n')))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageStartingWith("t.csv")
                .hasMessageContaining(line)
                .hasMessageContaining(value)
                .hasMessageContaining(allowed);
    }

    @Test
    void refusesAnEmptyAMissingAndAFolder() {
        assertThatThrownBy(() -> read(""))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage("t.csv is empty, but must begin with a header");
        assertThatThrownBy(() -> TraceReader.read(folder.resolve("none.csv")))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("none.csv does not exist");
        assertThatThrownBy(() -> TraceReader.read(folder))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("is a folder");
    }

    @Test
    void refusesGzipThatIsCutOffOrNoGzipAtAll() throws IOException {
        byte[] whole = gzip("time,value,label,observed\n" + ROWS);
        Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole, whole.length - 12));
        assertThatThrownBy(() -> TraceReader.read(cut))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageStartingWith("cut.csv.gz is damaged");
        Path text = Files.writeString(folder.resolve("text.csv.gz"), "time,value\n");
        assertThatThrownBy(() -> TraceReader.read(text))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage("text.csv.gz is not gzip, although its name ends with .gz");
    }
}
