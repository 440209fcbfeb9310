package io.foretide.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures of any source, such as one that somebody else has written. */
class PlausibilityTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static JobSnapshot snapshot(JobMetrics metrics) {
        return new JobSnapshot(
                new JobId("orders"), NOW, JobStatus.RUNNING, new Capacity(2, 4, 4), Optional.of(metrics));
    }

    @ParameterizedTest
    @CsvSource({
        "1e300, 1, 1, 1,     recordsInPerSecond",
        "1, 2e12, 1, 1,      recordsOutPerSecond",
        "1, 1, 1e300, 1,     lagRecords",
        "1, 1, 1, 9.2e18,    demandRecordsPerSecond",
    })
    void whatCannotBeIsMissing(double in, double out, double lag, double demand, String named) {
        JobSnapshot possible = Plausibility.removed(snapshot(new JobMetrics(in, out, 0.5, 0, lag, demand)));
        assertThat(possible.metrics()).isEmpty();
        assertThat(possible.gap()).get().isInstanceOfSatisfying(MetricsGap.Impossible.class, gap -> {
            assertThat(gap.metric()).isEqualTo(named);
            assertThat(gap.sentence()).startsWith("the telemetry tells an impossible " + named + " of ");
        });
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, 0", "1e9, 1e9, 1e15, 1e9", "1, 1, 1e17, 0", "5e11, 1e6, 0, 5e11"})
    void whatCanBeStays(double in, double out, double lag, double demand) {
        JobSnapshot told = snapshot(new JobMetrics(in, out, 1, 1, lag, demand));
        assertThat(Plausibility.removed(told)).isEqualTo(told);
    }

    @Test
    void aClusterThatCannotBeIsNoAnswer() {
        JobSnapshot possible = Plausibility.removed(new JobSnapshot(
                new JobId("orders"), NOW, JobStatus.RUNNING, new Capacity(Integer.MAX_VALUE, 4, 4), Optional.empty()));
        assertThat(possible.status()).isEqualTo(JobStatus.UNKNOWN);
        assertThat(possible.gap()).get().isInstanceOf(MetricsGap.Unread.class);
    }

    @Test
    void sharesAndTimesThatCannotBeAreUnknown() {
        JobSnapshot told = snapshot(new JobMetrics(1, 1, 0.5, 0, 0, 1))
                .with(new TaskManagerLoad(OptionalDouble.of(1e300), OptionalDouble.of(-0.1)))
                .with(new JobHealth(Optional.of(Duration.ofDays(400)), true, false));
        JobSnapshot possible = Plausibility.removed(told);
        assertThat(possible.taskManagers()).isEqualTo(TaskManagerLoad.UNKNOWN);
        assertThat(possible.health()).isEqualTo(new JobHealth(Optional.empty(), true, false));
        assertThat(possible.metrics()).isPresent();
    }
}
