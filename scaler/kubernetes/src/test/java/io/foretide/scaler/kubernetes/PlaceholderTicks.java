package io.foretide.scaler.kubernetes;

import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.control.ControlCause;
import io.foretide.scaler.control.Standing;
import io.foretide.scaler.control.TickReport;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Ticks of a job whose TaskManagers carry 100 records/s each. */
final class PlaceholderTicks {
    private static final Instant NOW = Instant.parse("2026-01-31T06:30:00Z");

    private PlaceholderTicks() {}

    /** A tick with everything known. */
    static TickReport expecting(double peak, int taskManagers) {
        return tick(metrics(), Optional.of(basis(Optional.of(peak))), taskManagers);
    }

    /** The same on a replica that follows. */
    static TickReport following(double peak, int taskManagers) {
        return tick(
                metrics(),
                Optional.of(basis(Optional.of(peak))),
                taskManagers,
                new Standing.Follows(new ControlCause.NotLeading(Optional.empty())));
    }

    static TickReport withoutForecast(int taskManagers) {
        return tick(metrics(), Optional.of(basis(Optional.empty())), taskManagers);
    }

    static TickReport withoutMetrics(double peak, int taskManagers) {
        return tick(Optional.empty(), Optional.of(basis(Optional.of(peak))), taskManagers);
    }

    /** As while the job restarts. */
    static TickReport withoutPlan(int taskManagers) {
        return tick(metrics(), Optional.empty(), taskManagers);
    }

    private static Optional<JobMetrics> metrics() {
        return Optional.of(new JobMetrics(150, 150, 0.5, 0, 0, 150));
    }

    private static Basis basis(Optional<Double> peak) {
        return new Basis(150, 0, 0, peak, 150, 50, 100, Duration.ofSeconds(80));
    }

    private static TickReport tick(Optional<JobMetrics> metrics, Optional<Basis> basis, int taskManagers) {
        return tick(metrics, basis, taskManagers, new Standing.Leads());
    }

    private static TickReport tick(
            Optional<JobMetrics> metrics, Optional<Basis> basis, int taskManagers, Standing standing) {
        return new TickReport(
                NOW.toString(),
                NOW,
                new JobSnapshot(
                        new JobId("orders"),
                        NOW,
                        JobStatus.RUNNING,
                        new Capacity(taskManagers, taskManagers * 2, taskManagers * 2),
                        metrics),
                Optional.empty(),
                new Hold(NOW, taskManagers, new Cause.Recorded("test", "Hold."), basis, List.of()),
                PlannerState.initial(taskManagers, PlannerSettings.defaults(2, 1, 10)),
                Optional.empty(),
                standing);
    }
}
