package io.foretide.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people export them: each is read, or refused by line and column. Lines are parted by {@code ~}. */
class TraceFilesTest {
    private static final double NONE = Double.NaN;
    private static final String T = "2026-03-02T00:0%d:00Z";

    /** A file, and what its load is. */
    record Case(String name, String text, Charset charset, List<Double> load) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case of(String name, String text, double... load) {
        return new Case(
                name,
                text.replace('~', '\n'),
                StandardCharsets.UTF_8,
                Arrays.stream(load).boxed().toList());
    }

    private static Case in(Charset charset, String name, String text, double... load) {
        return new Case(
                name,
                text.replace("~", "\r\n"),
                charset,
                Arrays.stream(load).boxed().toList());
    }

    /** Three minutes with these values. */
    private static String values(String separator, String... values) {
        StringBuilder text = new StringBuilder("time" + separator + "value~");
        for (int i = 0; i < values.length; i++) {
            text.append(String.format(T, i)).append(separator).append(values[i]).append('~');
        }
        return text.toString();
    }

    /** Three times with the values 1, 2 and 3. */
    private static String times(String... times) {
        StringBuilder text = new StringBuilder("time,value~");
        for (int i = 0; i < times.length; i++) {
            text.append(times[i]).append(',').append(i + 1).append('~');
        }
        return text.toString();
    }

    static Stream<Case> files() {
        return Stream.of(
                // values
                of("thousands by comma", values(",", "\"60,314\"", "\"1,060,314\"", "950"), 60_314, 1_060_314, 950),
                of(
                        "thousands by comma, with decimals",
                        values(",", "\"60,314.5\"", "\"1,2\"", "9").replace("1,2\"", "1,200\""),
                        60_314.5,
                        1200,
                        9),
                of("thousands as in India", values(",", "\"1,23,456\"", "7", "8"), 123_456, 7, 8),
                of("thousands by apostrophe", values(",", "1'000", "1’234’567", "2"), 1000, 1_234_567, 2),
                of(
                        "thousands by space and narrow space",
                        values(",", "1 000", "12\u202f345", "1\u00a0000.5"),
                        1000,
                        12_345,
                        1000.5),
                of("thousands by point, decimal comma", values(";", "1.234,5", "60.314", "7"), 1234.5, 60_314, 7),
                of("decimal comma", values(";", "1,5", "0,125", "60,314"), 1.5, 0.125, 60.314),
                of("decimal comma in quotes", values(",", "\"1,5\"", "\"2,25\"", "3"), 1.5, 2.25, 3),
                of("decimals told by a number of four digits", values(";", "1234", "60,314", "7"), 1234, 60.314, 7),
                of(
                        "decimals told by another column",
                        "time;value;cpu~" + rows(";", "60.314;0.25", "1.500;0.5"),
                        60.314,
                        1.5),
                of("decimals told by a zero before the point", values(";", "0.125", "60.314", "7"), 0.125, 60.314, 7),
                of("three decimals of a program", values(",", "60.314", "1.000", "2.500"), 60.314, 1, 2.5),
                of(
                        "thousands of a program that knows units",
                        values(",", "60.3 K", "1.2 M", "950"),
                        60_300,
                        1.2e6,
                        950),
                of("units of Grafana", values(",", "1.2 Mil", "60.3K", "2 Bil"), 1.2e6, 60_300, 2e9),
                of("counted words", values(",", "12 req", "1.5 K requests", "0"), 12, 1500, 0),
                of("percent", values(",", "45%", "45.5 %", "0"), 45, 45.5, 0),
                of("first cells null", values(",", "null", "null", "60,314".replace(",", "")), NONE, NONE, 60_314),
                of(
                        "empty, NaN and NA",
                        values(",", "", "NaN", "3", "NA", "n/a", "-", "7"),
                        NONE,
                        NONE,
                        3,
                        NONE,
                        NONE,
                        NONE,
                        7),
                of("NULL of a database", values("\t", "\\N", "NULL", "5"), NONE, NONE, 5),
                of("a plus and an exponent", values(",", "+5", "1e3", "1.5E-1"), 5, 1000, 0.15),
                of(
                        "spaces around cells",
                        "time , value~ 2026-03-02T00:00Z , \"60,314\" ~2026-03-02T00:01Z, 5 ~",
                        60_314,
                        5),
                // times
                of(
                        "a space for the T",
                        times("2026-03-02 00:00:00+00:00", "2026-03-02 00:01:00+00:00", "2026-03-02 00:02:00+00:00"),
                        1,
                        2,
                        3),
                of(
                        "offsets without colon",
                        times("2026-03-02T00:00:00+0000", "2026-03-02T01:01:00+0100", "2026-03-02 01:02+01"),
                        1,
                        2,
                        3),
                of(
                        "UTC by name",
                        times("2026-03-02 00:00:00 UTC", "2026-03-02 00:01:00 GMT", "2026-03-02 00:02:00z"),
                        1,
                        2,
                        3),
                of(
                        "no seconds, and fractions",
                        times("2026-03-02T00:00Z", "2026-03-02T00:01:00.000Z", "2026/03/02 00:02:00.000000+00:00"),
                        1,
                        2,
                        3),
                of(
                        "Java's zones",
                        times("2026-03-02T01:00+01:00[Europe/Berlin]", "2026-03-02T01:01+01:00[Europe/Berlin]"),
                        1,
                        2),
                of("epoch seconds", times("1772409600", "1772409660", "1772409720"), 1, 2, 3),
                of("epoch seconds with decimals", times("1772409600.0", "1.77240966E9", "1772409720.000"), 1, 2, 3),
                of("epoch milliseconds", times("1772409600000", "1772409660000", "1772409720000"), 1, 2, 3),
                of("epoch microseconds", times("1772409600000000", "1772409660000000"), 1, 2),
                of("epoch nanoseconds", times("1772409600000000000", "1772409660000000000"), 1, 2),
                of(
                        "some milliseconds off",
                        times("2026-03-01T23:59:59.998Z", "2026-03-02T00:01:00.003Z", "2026-03-02T00:02:00Z"),
                        1,
                        2,
                        3),
                of(
                        "asked for at a part of a second",
                        times("1772409600.123", "1772409660.123", "1772409720.123"),
                        1,
                        2,
                        3),
                of(
                        "a second off",
                        times("2026-03-02T00:00:01Z", "2026-03-02T00:01:02Z", "2026-03-02T00:02:01Z"),
                        1,
                        2,
                        3),
                of("newest first", times("2026-03-02T00:02Z", "2026-03-02T00:01Z", "2026-03-02T00:00Z"), 3, 2, 1),
                of("in no order", times("2026-03-02T00:01Z", "2026-03-02T00:00Z", "2026-03-02T00:02Z"), 2, 1, 3),
                of(
                        "equal rows twice",
                        "time,value~" + "2026-03-02T00:00Z,1~".repeat(2) + "2026-03-02T00:01Z,2~".repeat(3),
                        1,
                        2),
                of(
                        "three minutes missing",
                        times("2026-03-02T00:00Z", "2026-03-02T00:01Z", "2026-03-02T00:05Z"),
                        1,
                        2,
                        NONE,
                        NONE,
                        NONE,
                        3),
                of(
                        "a minute missing at once",
                        times("2026-03-02T00:00Z", "2026-03-02T00:02Z", "2026-03-02T00:03Z", "2026-03-02T00:04Z"),
                        1,
                        NONE,
                        2,
                        3,
                        4),
                // form
                of("semicolons", values(";", "1", "2", "3"), 1, 2, 3),
                of("tabs", values("\t", "1", "2", "3"), 1, 2, 3),
                of("bars", values("|", "1", "2", "3"), 1, 2, 3),
                of("a line that names the separator", "sep=;~" + values(";", "1", "2,5", "3"), 1, 2.5, 3),
                of("the same in quotes", "\"sep=\t\"~" + values("\t", "1", "2", "3"), 1, 2, 3),
                of("commas in quoted names", "time;\"value, all\"~" + rows(";", "1,5", "2,5"), 1.5, 2.5),
                of("blank last lines", values(",", "1", "2", "3") + "~  ~", 1, 2, 3),
                of(
                        "a blank line between",
                        values(",", "1", "2", "3")
                                .replace("00:01", "~2026-03-02T00:01")
                                .replace("2026-03-02T~", "~"),
                        1,
                        2,
                        3),
                of("a comma after every row", values(",", "1,", "2,", "3,"), 1, 2, 3),
                of("a comma after the header too", values(",", "1,", "2,", "3,").replace("value", "value,"), 1, 2, 3),
                of("rows of commas at the end", values(",", "1", "2", "3") + ",~,~", 1, 2, 3),
                of("remarks", "# exported by hand~" + values(",", "1", "2", "3"), 1, 2, 3),
                of("everything in quotes", "\"time\",\"value\"~" + rows(",", "\"1\"", "\"2\""), 1, 2),
                of("a mark of UTF-8", "\ufeff" + values(",", "1", "2", "3"), 1, 2, 3),
                in(StandardCharsets.UTF_16LE, "UTF-16, little", "\ufeff" + values("\t", "1", "2", "3"), 1, 2, 3),
                in(StandardCharsets.UTF_16BE, "UTF-16, big", "\ufeff" + values(",", "1", "2", "3"), 1, 2, 3),
                in(StandardCharsets.UTF_16LE, "UTF-16 without a mark", values(";", "1", "2", "3"), 1, 2, 3),
                in(StandardCharsets.ISO_8859_1, "Latin-1", "Zeit;Aufträge~" + rows(";", "1", "2"), 1, 2),
                of("names on two lines", "time,\"value\nof all\"~" + rows(",", "5", "6"), 5, 6),
                of(
                        "row numbers of a data frame",
                        ",time,value~0,2026-03-02T00:00Z,5~1,2026-03-02T00:00Z,5~2,2026-03-02T00:01Z,6",
                        5,
                        6),
                // columns
                of("words are no load", "time,host,cpu~" + rows(",", "web-1,5", "web-1,6"), 5, 6),
                of("value before others", "time,orders,value~" + rows(",", "5,7", "6,8"), 7, 8),
                of("filled in rows", "time,value,observed~" + rows(",", "5,1", "6,False", "7,true"), 5, NONE, 7));
    }

    private static String rows(String separator, String... rows) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.length; i++) {
            text.append(String.format(T, i)).append(separator).append(rows[i]).append('~');
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("files")
    void areRead(Case file) {
        Trace trace = read(file.text().getBytes(file.charset()), Optional.empty());
        double[] perMinute =
                TraceLoad.of(trace, Optional.empty(), Optional.empty()).perSecond();
        assertThat(trace.start()).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(perMinute).hasSameSizeAs(file.load());
        for (int i = 0; i < perMinute.length; i++) {
            assertThat(perMinute[i])
                    .as("step " + i)
                    .isEqualTo(Double.valueOf(file.load().get(i) / 60));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            time,value,taskmanagers~2026-03-02T00:00Z,about 60,2~2026-03-02T00:01Z,5,3 | line 2: column value is "about 60"
            time,value,taskmanagers~2026-03-02T00:00Z,60.3.1,2~2026-03-02T00:01Z,60.3.1,3 | Maybe --column taskmanagers
            time,load,taskmanagers~2026-03-02T00:00Z,12 GB,2~2026-03-02T00:01Z,13 GB,3 | line 2: column load is "12 GB"
            time,load,taskmanagers~2026-03-02T00:00Z,,2~2026-03-02T00:01Z,null,3 | column load has no value in any row
            time,value,host~2026-03-02T00:00Z,off,a~2026-03-02T00:01Z,on,a | line 2: column value is "off"
            time,cost~2026-03-02T00:00Z,$5~2026-03-02T00:01Z,$6 | line 2: column cost is "$5"
            time,cost,taskmanagers~2026-03-02T00:00Z,€5,1~2026-03-02T00:01Z,€6,1 | line 2: column cost is "€5"
            time,v~1.77241E+12,5~1.77241E+12,6 | t.csv has 2 rows of one time, 2026-03-02T00:06:40Z
            time,value,cpu~2026-03-02T00:00Z,off,1~2026-03-02T00:01Z,on,2 | line 2: column value is "off"
            time,v~2026-03-02T00:00Z,60/s~2026-03-02T00:01Z,60/min | line 3: column v is "60/min", but must be in /s
            time,v~2026-03-02T00:00Z,60/s~2026-03-02T00:01Z,60 | line 3: column v is "60", but must be in /s
            time,v~2026-03-02T00:00Z,1.5~2026-03-02T00:01Z,"1,5" | line 3: column v is "1,5", but must be written with the same decimal
            time;v~2026-03-02T00:00Z;60,314~2026-03-02T00:01Z;950 | line 2: column v is "60,314", but must be 60314 or 60.314: nothing in the file tells which
            time,v~2026-03-02T00:00Z,"12,34"~2026-03-02T00:01Z,"1,234.5" | line 3: column v is "1,234.5"
            time,v~2026-03-02T00:00Z,5~2026-03-02T00:01Z,-5 | line 3: column v is "-5", but a load must be zero or more
            time,v~2026-03-02T00:00Z,5~2026-03-02T00:00Z,6~2026-03-02T00:01Z,6 | line 3: the time 2026-03-02T00:00:00Z appears twice
            time,host,v~2026-03-02T00:00Z,a,5~2026-03-02T00:00Z,b,5~2026-03-02T00:01Z,a,6 | line 3: the time 2026-03-02T00:00:00Z appears twice
            time,v~2026-03-02 00:00,5~2026-03-02 00:01,6 | line 2: column time: the time is "2026-03-02 00:00" without an offset
            time,v~1772409600,5~60,6 | line 3: column time: the time is "60", but must be
            time,v~03/02/2026 00:00,5 | line 2: column time: the time is "03/02/2026 00:00", but must be
            """)
    void areRefusedByLineAndColumn(String text, String message) {
        assertThatThrownBy(() -> TraceLoad.of(
                        read(text.replace('~', '\n').getBytes(StandardCharsets.UTF_8), Optional.empty()),
                        Optional.empty(),
                        Optional.empty()))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageStartingWith("t.csv")
                .hasMessageContaining(message);
    }

    @Test
    void localTimesAreReadInTheirZone() {
        Trace trace = read(
                times("2026-03-02 01:00", "02.03.2026 01:01:00", "2026-03-02T01:02")
                        .replace('~', '\n')
                        .getBytes(StandardCharsets.UTF_8),
                Optional.of(ZoneId.of("Europe/Berlin")));
        assertThat(trace.start()).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(TraceLoad.of(trace, Optional.empty(), Optional.empty()).description())
                .isEqualTo("trace: t.csv: column value, per-step counts, step 1 min, 2026-03-02T00:00:00Z to "
                        + "2026-03-02T00:03:00Z, local times of Europe/Berlin");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-25 01:59, 2026-10-25 02:00, comes twice in Europe/Berlin",
        "2026-03-29 01:59, 2026-03-29 02:00, does not exist in Europe/Berlin",
    })
    void theHourThatTheClocksChangeInIsRefusedByLine(String first, String second, String message) {
        assertThatThrownBy(() -> read(
                        times(first, second).replace('~', '\n').getBytes(StandardCharsets.UTF_8),
                        Optional.of(ZoneId.of("Europe/Berlin"))))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("line 3: column time: the time is \"" + second + "\"")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            60/s      | 60
            12 req/s  | 12
            1.2 Kreq/s| 1200
            600/min   | 10
            7200 per hour | 2
            5 rps     | 5
            """)
    void ratesSayTheirUnit(String cell, double perSecond) {
        TraceLoad load = load(values(",", cell, "0", cell));
        assertThat(load.perSecond()).containsExactly(perSecond, 0, perSecond);
        assertThat(load.description()).contains("column value, records/");
        Trace trace =
                read(values(",", cell, cell).replace('~', '\n').getBytes(StandardCharsets.UTF_8), Optional.empty());
        assertThatThrownBy(() -> TraceLoad.of(trace, Optional.empty(), Optional.of(LoadUnit.PER_STEP)))
                .hasMessageContaining("must have no unit of time for --unit per-step");
    }

    @Test
    void whatWasUnderstoodIsOneLine() {
        assertThat(load("time,host,value,cpu,observed~2026-03-02T00:00:00.004Z,a,1,5,1~2026-03-02T00:01Z,a,null,5,1~"
                                + "2026-03-02T00:05Z,a,3,5,1~2026-03-02T00:05Z,a,3,5,1~2026-03-02T00:06Z,a,3,5,0~")
                        .description())
                .isEqualTo("trace: t.csv: column value (of 2), per-step counts, step 1 min, 2026-03-02T00:00:00Z to"
                        + " 2026-03-02T00:07:00Z, 3 steps missing, 1 filled in, 1 equal row counted once, times rounded"
                        + " by up to 4 ms, 1 value missing, words in host");
    }

    @ParameterizedTest
    @CsvSource({"7, true", "7, false", "0, true"})
    void rowsOfAProgramThatWaitsAMinuteDriftAlongTheSteps(int latest, boolean isConstant) {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder("time,value\n");
        long time = 1_772_409_600_000L;
        for (int i = 0; i < 6000; i++) {
            text.append(time).append(',').append(100 + i % 3).append('\n');
            time += 60_000 + (isConstant ? latest : random.nextInt(2 * latest));
        }
        Trace trace = read(text.toString().getBytes(StandardCharsets.UTF_8), Optional.empty());
        assertThat(trace.step()).isEqualTo(Duration.ofMinutes(1));
        assertThat(trace.start()).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(trace.size()).isBetween(6000, 6001);
        boolean[] observed = trace.observed();
        assertThat(IntStream.range(0, observed.length).filter(i -> !observed[i]).count())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void aSecondProgramThatBeganAtAnotherSecondIsRefusedByLine() {
        String text = times(
                "2026-03-02T00:00:00Z",
                "2026-03-02T00:01:00Z",
                "2026-03-02T00:02:00Z",
                "2026-03-02T00:02:30Z",
                "2026-03-02T00:03:30Z");
        assertThatThrownBy(() -> load(text))
                .hasMessage("t.csv, line 5: the time is 2026-03-02T00:02:30Z, but must be 2026-03-02T00:02:00Z or"
                        + " 2026-03-02T00:03:00Z (at most PT3S off), as most rows are PT1M apart");
    }

    @Test
    void anotherColumnIsReadableAlthoughOneIsNot() {
        Trace trace = read(
                "time,value,taskmanagers\n2026-03-02T00:00Z,x1,2\n2026-03-02T00:01Z,x2,3\n"
                        .getBytes(StandardCharsets.UTF_8),
                Optional.empty());
        assertThat(trace.columns()).containsExactly("taskmanagers");
        assertThat(trace.column("taskmanagers")).containsExactly(2, 3);
        assertThatThrownBy(() -> trace.column("value")).hasMessageContaining("line 2: column value is \"x1\"");
    }

    @Test
    void aColumnHasItsOwnGaps() {
        Trace trace = read(
                "time,a,b\n2026-03-02T00:00Z,,2\n2026-03-02T00:01Z,1,\n2026-03-02T00:02Z,3,4\n"
                        .getBytes(StandardCharsets.UTF_8),
                Optional.empty());
        assertThat(trace.column("a")).containsExactly(1, 1, 3);
        assertThat(trace.column("b")).containsExactly(2, 2, 4);
        assertThat(trace.observed("a")).containsExactly(false, true, true);
        assertThat(trace.observed("b")).containsExactly(true, false, true);
        assertThat(trace.observed()).containsExactly(true, true, true);
    }

    @Test
    void aLineOrCellThatNeverEndsIsRefused() {
        String endless = values(",", "1") + "\"" + "2026-03-02T00:01Z,1~".repeat(60_000);
        assertThatThrownBy(() -> load(endless))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("t.csv, line 3: a line or quoted cell has more than 1048576 characters");
        String blank = values(",", "1") + "~".repeat(200_000);
        assertThatThrownBy(() -> load(blank))
                .hasMessageContaining("t.csv, line 3: more than 100000 blank lines follow");
        String wide = "time,value~2026-03-02T00:00Z," + "1".repeat(2_000_000);
        assertThatThrownBy(() -> load(wide)).hasMessageContaining("t.csv, line 2: a line or quoted cell");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "1", "1,", ".", "x"})
    void aLongCellIsRefusedInAShortSentenceAndAtOnce(String filling) {
        String cell = "1" + filling.repeat(100_000) + "1x1";
        assertThatThrownBy(() ->
                        load("time;value~" + String.format(T, 0) + ";" + cell + "~" + String.format(T, 1) + ";2~"))
                .hasMessageStartingWith("t.csv, line 2: column value is \"1" + filling)
                .hasMessageEndingWith("...\", but must be a finite number");
        assertThatThrownBy(() -> load("time;value~" + cell + ";1~"))
                .hasMessageStartingWith("t.csv, line 2: column time: the time is \"1" + filling);
    }

    @Test
    void aHeaderThatNeverEndsIsRefused() {
        assertThatThrownBy(() -> load("time" + ",v".repeat(5000) + "~"))
                .hasMessage("t.csv, line 1: there are 5001 columns, but must be at most 2000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            504B0304 | is a zip archive or a workbook
            28B52FFD | is zstd
            00010203 | is no text
            """)
    void otherFilesAreNamed(String begin, String message) {
        List<Byte> bytes = new ArrayList<>();
        for (int i = 0; i < begin.length(); i += 2) {
            bytes.add((byte) Integer.parseInt(begin.substring(i, i + 2), 16));
        }
        byte[] file = new byte[400];
        Arrays.fill(file, (byte) 1);
        for (int i = 0; i < bytes.size(); i++) {
            file[i] = bytes.get(i);
        }
        assertThatThrownBy(() -> read(file, Optional.empty())).hasMessageContaining("t.csv " + message);
    }

    private static TraceLoad load(String text) {
        Trace trace = read(text.replace('~', '\n').getBytes(StandardCharsets.UTF_8), Optional.empty());
        return TraceLoad.of(trace, Optional.empty(), Optional.empty());
    }

    private static Trace read(byte[] file, Optional<ZoneId> zone) {
        return TraceReader.read(new ByteArrayInputStream(file), "t.csv", zone);
    }
}
