package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.series.Period;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartsTest {
    private static final JobId JOB = new JobId("flights");
    private static final Instant T0 = Instant.parse("2001-06-13T06:30:00Z");
    private static final Instant LATER = T0.plus(Duration.ofHours(2));

    @TempDir
    Path folder;

    @Test
    void lastFromTheDecisionUntilTheJobRanAndSettled() {
        try (DecisionLog log = DecisionLog.open(folder.resolve("decisions.db"))) {
            log.append(JOB, rescale(T0, new ScalingTarget.Applied()));
            log.append(
                    JOB,
                    new DecisionOutcome(
                            T0.toString(),
                            Map.of(RescaleStage.RUNNING, Duration.ofSeconds(90)),
                            Optional.empty(),
                            Optional.empty(),
                            true));
            log.append(JOB, rescale(LATER, new ScalingTarget.Applied()));
            log.append(
                    JOB,
                    rescale(
                            LATER.plusSeconds(3600),
                            new ScalingTarget.Refused(new ControlCause.RequestFailed("no rights"))));

            assertThat(Restarts.of(log, JOB))
                    .containsExactly(
                            new Period(T0, T0.plusSeconds(150)), new Period(LATER, LATER.plus(Duration.ofMinutes(4))));
        }
    }

    private static TickReport rescale(Instant at, ScalingTarget.Answer answer) {
        return new TickReport(
                at.toString(),
                at,
                new JobSnapshot(JOB, at, JobStatus.RUNNING, new Capacity(1, 2, 2), Optional.empty()),
                Optional.empty(),
                new Rescale(at, 1, 3, new Cause.Recorded("test", "because"), Optional.empty(), List.of()),
                PlannerState.initial(3, PlannerSettings.defaults(2, 1, 8)),
                Optional.of(answer),
                new Standing.Leads());
    }
}
