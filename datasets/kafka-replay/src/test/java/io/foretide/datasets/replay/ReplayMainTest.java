package io.foretide.datasets.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ReplayMainTest {
    @TempDir
    Path folder;

    /** Four hours of minutes. */
    private Path trace() throws IOException {
        StringBuilder text = new StringBuilder("time,airborne\n");
        Instant start = Instant.parse("2001-06-13T05:00:00Z");
        for (int i = 0; i < 240; i++) {
            text.append(start.plusSeconds(60L * i))
                    .append(',')
                    .append(1000 + i % 60)
                    .append('\n');
        }
        return Files.writeString(folder.resolve("trace.csv"), text);
    }

    @ParameterizedTest
    @CsvSource({
        "--speed=0, --speed is 0.0",
        "--report-interval=0, --report-interval is 0.0",
        "--partitions=0, --partitions is 0",
        "--unit=per-hour, --unit is per-hour",
        "--column=cars, no numeric column cars",
        "--trace=none.csv, none.csv does not exist",
        "--from=2001-06-13T06:30:30Z, must be the beginning of a step",
        "--to=2001-06-13T06:00Z, must be before --to",
        "--to=2011-06-13T06:00Z, is not in the trace",
        "--from=yesterday, yesterday",
    })
    void refusesWrongUsageInOneSentence(String option, String message) throws IOException {
        StringWriter said = new StringWriter();
        CommandLine line = ReplayMain.commandLine(new ReplayMain()).setErr(new PrintWriter(said));
        List<String> arguments =
                new ArrayList<>(List.of("--from=2001-06-13T06:30Z", "--to=2001-06-13T07:30Z", "--trace=" + trace()));
        arguments.removeIf(given -> given.substring(0, 4).equals(option.substring(0, 4)));
        arguments.add(option);
        assertThat(line.execute(arguments.toArray(new String[0]))).isEqualTo(2);
        assertThat(said.toString()).contains(message);
    }

    @Test
    void sharesItsClockByARule() {
        Instant from = Instant.parse("2001-06-13T06:30:00Z");
        ReplayClock clock = new ReplayClock(from, 5_000, 60);
        assertThat(clock.traceMillisSince(from, 5_000)).isZero();
        assertThat(clock.traceMillisSince(from, 6_500)).isEqualTo(90_000);
        assertThat(clock.traceMillisSince(from.plusSeconds(60), 5_500)).isEqualTo(-30_000);
        assertThat(clock.realTime(120_000)).isEqualTo(Duration.ofSeconds(2));
    }
}
