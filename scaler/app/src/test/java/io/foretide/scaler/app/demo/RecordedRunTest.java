package io.foretide.scaler.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
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
import org.junit.jupiter.api.Test;

class RecordedRunTest {
    private static final Instant T0 = Instant.parse("2001-06-13T06:30:00Z");
    private static final JobId JOB = new JobId("flights");
    private final RecordedRun run = new RecordedRun(2);

    private void tick(int minute, int taskManagers, Optional<JobMetrics> metrics) {
        Instant now = T0.plus(Duration.ofMinutes(minute));
        JobStatus status = metrics.isPresent() ? JobStatus.RUNNING : JobStatus.RESTARTING;
        int slots = 2 * taskManagers;
        run.accept(new TickReport(
                now.toString(),
                now,
                new JobSnapshot(
                        JOB, now, status, new Capacity(taskManagers, slots, metrics.isPresent() ? slots : 0), metrics),
                Optional.empty(),
                new Hold(now, taskManagers, new Cause.Recorded("test", ""), Optional.empty(), List.of()),
                PlannerState.initial(taskManagers, PlannerSettings.defaults(2, 1, 8)),
                Optional.empty(),
                new Standing.Leads()));
    }

    private static Optional<JobMetrics> load(double demand, double lagRecords) {
        return Optional.of(new JobMetrics(demand, demand, 0.5, 0, lagRecords, demand));
    }

    @Test
    void sumsUpWhatWasMeasuredAndSaysWhatWasNot() {
        tick(0, 1, Optional.empty());
        tick(1, 1, load(100, 0));
        tick(2, 2, Optional.empty());
        tick(3, 2, Optional.empty());
        tick(4, 2, load(160, 160 * 90));
        tick(5, 2, load(160, 0));
        tick(6, 2, Optional.empty());
        assertThat(run.demand().toArray()).containsExactly(100, 120, 140, 160, 160);
        assertThat(run.demand().start()).isEqualTo(T0);
        assertThat(run.missingMinutes()).isEqualTo(2);
        assertThat(run.slotMinutes()).isEqualTo(2 + 4 + 4 + 4 + 4.0);
        // two minutes without processing
        assertThat(run.worstLagSeconds()).isEqualTo(120);
        assertThat(run.violationMinutes(60)).isEqualTo(2);
        assertThat(run.restartTimes()).containsExactly(Duration.ofMinutes(2));
        assertThat(run.parallelisms()).containsExactly(2, 4);
    }
}
