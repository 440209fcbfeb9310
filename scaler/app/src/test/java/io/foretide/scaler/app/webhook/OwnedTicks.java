package io.foretide.scaler.app.webhook;

import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.control.ControlCause;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.Standing;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.scaler.control.TickReport;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.Obstacle;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Ticks of one job. */
final class OwnedTicks {
    static final JobId JOB = new JobId("orders");
    static final Instant T0 = Instant.parse("2026-01-31T06:30:00Z");
    static final Cause WHY = new ControlCause.RequestFailed("no rights");
    static final Standing LEADS = new Standing.Leads();

    private OwnedTicks() {}

    /** A tick that wants another size. */
    static TickReport rescale(int minute, int to, ScalingTarget.Answer answer) {
        return rescale(minute, to, answer, LEADS);
    }

    static TickReport rescale(int minute, int to, ScalingTarget.Answer answer, Standing standing) {
        Instant now = T0.plusSeconds(60L * minute);
        return new TickReport(
                now.toString(),
                now,
                new JobSnapshot(JOB, now, JobStatus.RUNNING, new Capacity(1, 2, 2), Optional.empty()),
                Optional.empty(),
                new Rescale(now, 1, to, new Cause.Recorded("test", "Scale up."), Optional.empty(), List.of()),
                PlannerState.initial(1, PlannerSettings.defaults(2, 1, 8)),
                Optional.of(answer),
                standing);
    }

    /** A tick that keeps the size, and sees something in the way or not. */
    static TickReport hold(int minute, Optional<String> inTheWay) {
        Instant now = T0.plusSeconds(60L * minute);
        TargetSnapshot target = new TargetSnapshot(
                1,
                Optional.empty(),
                Overrides.NONE,
                Optional.empty(),
                inTheWay.map(message -> new Obstacle(Obstacle.Kind.IMAGE_PULL, message, T0)),
                "somebody",
                "1");
        return new TickReport(
                now.toString(),
                now,
                new JobSnapshot(JOB, now, JobStatus.RUNNING, new Capacity(1, 2, 2), Optional.empty()),
                Optional.empty(),
                new Hold(now, 1, new Cause.Recorded("test", "Enough."), Optional.empty(), List.of()),
                PlannerState.initial(1, PlannerSettings.defaults(2, 1, 8)),
                Optional.empty(),
                LEADS,
                Optional.of(target));
    }
}
