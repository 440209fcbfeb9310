package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TickReportTest {
    private static final Instant T0 = Instant.parse("2026-01-31T06:30:00Z");
    private static final Cause WHY = new ControlCause.RequestFailed("no rights");
    private static final Standing LEADS = new Standing.Leads();

    @Test
    void saysInOneWordWhatBecameOfADecision() {
        assertThat(report(Optional.of(new ScalingTarget.Applied()), LEADS).sentence())
                .isEqualTo("Scale up.");
        assertThat(report(Optional.of(new ScalingTarget.Refused(WHY)), LEADS).sentence())
                .isEqualTo("Scale up. Refused: no rights.");
        assertThat(report(Optional.of(new ScalingTarget.Failed(WHY)), LEADS).sentence())
                .isEqualTo("Scale up. Failed: no rights.");
        assertThat(report(Optional.of(new ScalingTarget.Recommended(WHY)), LEADS)
                        .sentence())
                .isEqualTo("Scale up. Recommended: no rights.");
    }

    @Test
    void saysWhyNobodyWasAsked() {
        assertThat(report(Optional.empty(), new Standing.Follows(WHY)).sentence())
                .isEqualTo("Scale up. Not asked for: no rights.");
    }

    private static TickReport report(Optional<ScalingTarget.Answer> answer, Standing standing) {
        return new TickReport(
                T0.toString(),
                T0,
                new JobSnapshot(new JobId("orders"), T0, JobStatus.RUNNING, new Capacity(1, 2, 2), Optional.empty()),
                Optional.empty(),
                new Rescale(T0, 1, 3, new Cause.Recorded("test", "Scale up."), Optional.empty(), List.of()),
                PlannerState.initial(1, PlannerSettings.defaults(2, 1, 8)),
                answer,
                standing);
    }
}
