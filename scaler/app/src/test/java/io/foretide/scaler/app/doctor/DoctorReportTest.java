package io.foretide.scaler.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.app.ExitCode;
import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Clocks;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.scaler.control.checks.Finding.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DoctorReportTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private static DoctorReport report(Finding... findings) {
        return new DoctorReport(Stream.of(findings)
                .map(finding -> new Check("Flink", "mode", finding))
                .toList());
    }

    @Test
    void warningsAreNotInTheWay() {
        assertThat(report(Finding.ok("fine"), Finding.warning("slow")).exitCode())
                .isEqualTo(ExitCode.OK);
        assertThat(report(Finding.warning("slow"), Finding.problem("wrong")).exitCode())
                .isEqualTo(ExitCode.CHECK);
        assertThat(report(Finding.problem("wrong"), Finding.noAnswer("silent")).exitCode())
                .isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void theTableGivesTheLineToAdd() {
        assertThat(report(Finding.problem("not set", Fix.flink("scheduler-mode: reactive")))
                        .table())
                .isEqualToNormalizingNewlines("""
                Flink
                  problem    mode  not set
                             add to Flink's configuration:
                               scheduler-mode: reactive

                1 check: 0 ok, 0 warnings, 1 problem, 0 without an answer
                """);
    }

    @Test
    void theJsonSaysWhetherAllIsGood() {
        assertThat(report(Finding.ok("fine")).json())
                .contains("\"good\" : true")
                .contains("\"level\" : \"ok\"");
    }

    @Test
    void clocksMayDifferALittle() {
        List<Level> levels = Stream.of(-2, 3, -31)
                .map(seconds -> Clocks.compare("its", NOON, NOON.plusSeconds(seconds), Duration.ofSeconds(30))
                        .level())
                .toList();
        assertThat(levels).containsExactly(Level.OK, Level.WARNING, Level.PROBLEM);
        assertThat(Clocks.compare("the API server's", NOON, NOON.minusSeconds(90), Duration.ofSeconds(5))
                        .found())
                .isEqualTo("the API server's is 1m30s behind this machine's");
    }
}
