package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.BlindCause;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.telemetry.JobHealth;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.Room;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RescaleStagesTest {
    private static final Instant T0 = Instant.parse("2001-06-13T06:30:00Z");

    private final PretendedJob job = new PretendedJob(() -> 1);
    private final RescaleStages stages = new RescaleStages(PretendedJob.SLOTS);

    @BeforeEach
    void asksForThree() {
        job.status = JobStatus.RUNNING;
        stages.begin(new Rescale(T0, 1, 3, BlindCause.Lack.NO_METRICS, Optional.empty(), List.of()), Optional.empty());
    }

    private void pods(int existing, int scheduled, long second) {
        stages.observe(job.snapshot(T0.plusSeconds(second)), Optional.of(new PodCount(existing, scheduled, scheduled)));
    }

    private Room room() {
        return stages.health(JobHealth.UNKNOWN, Optional.empty(), OptionalInt.of(2))
                .room();
    }

    @Test
    void podsThatAreScheduledAtOnceHaveFoundRoom() {
        pods(3, 1, 1);
        assertThat(room().found()).isEmpty();
        pods(3, 3, 4);
        assertThat(room().found()).hasValue(true);
    }

    @Test
    void podsThatStayWithoutANodeHaveWaitedForOne() {
        pods(3, 1, 1);
        pods(3, 2, 60);
        pods(3, 3, 130);
        assertThat(room().found()).hasValue(false);
    }

    @Test
    void whereNobodySeesPodsNobodyKnows() {
        stages.observe(job.snapshot(T0.plusSeconds(60)), Optional.empty());
        assertThat(room().found()).isEmpty();
        assertThat(room().held()).hasValue(2);
    }

    @Test
    void theNextRescaleBeginsAnew() {
        pods(3, 1, 1);
        pods(3, 3, 90);
        stages.begin(
                new Rescale(T0.plusSeconds(600), 3, 4, BlindCause.Lack.NO_METRICS, Optional.empty(), List.of()),
                Optional.empty());
        assertThat(room().found()).isEmpty();
    }
}
