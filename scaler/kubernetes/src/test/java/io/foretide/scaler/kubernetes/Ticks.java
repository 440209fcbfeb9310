package io.foretide.scaler.kubernetes;

import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.Standing;
import io.foretide.scaler.control.TickReport;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Ticks that a target is told of. */
final class Ticks {
    static final Instant T0 = Instant.parse("2001-06-13T06:30:00Z");
    static final JobId JOB = new JobId("orders");

    private Ticks() {}

    static TickReport rescaled(int from, int to, Optional<ScalingTarget.Answer> answer) {
        return new TickReport(
                T0.toString(),
                T0,
                new JobSnapshot(JOB, T0, JobStatus.RUNNING, new Capacity(from, 2 * from, 2 * from), Optional.empty()),
                Optional.empty(),
                new Rescale(
                        T0,
                        from,
                        to,
                        new Cause.Recorded("test", "Scale up: more is needed."),
                        Optional.empty(),
                        List.of()),
                PlannerState.initial(to, PlannerSettings.defaults(2, 1, 8)),
                answer,
                new Standing.Leads());
    }
}
