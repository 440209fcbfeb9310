package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.store.SqliteDatabase;
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

class DecisionLogTest {
    private static final JobId JOB = new JobId("flights");
    private static final Instant T0 = Instant.parse("2001-06-13T06:30:00Z");
    private static final PlannerSettings SETTINGS = PlannerSettings.defaults(2, 1, 8);

    @TempDir
    Path folder;

    private static TickReport rescale() {
        return new TickReport(
                T0.toString(),
                T0,
                new JobSnapshot(JOB, T0, JobStatus.RUNNING, new Capacity(1, 2, 2), Optional.empty()),
                Optional.empty(),
                new Rescale(T0, 1, 3, new Cause.Recorded("test", "because"), Optional.empty(), List.of()),
                PlannerState.initial(3, SETTINGS),
                Optional.of(new ScalingTarget.Applied()),
                new Standing.Leads());
    }

    @Test
    void keepsDecisionsOutcomesAndStateAcrossReopening() {
        Path file = folder.resolve("decisions.db");
        DecisionOutcome first = new DecisionOutcome(
                T0.toString(),
                Map.of(RescaleStage.SLOTS, Duration.ofSeconds(150)),
                Optional.empty(),
                Optional.empty(),
                false);
        DecisionOutcome last = new DecisionOutcome(
                T0.toString(),
                Map.of(RescaleStage.SLOTS, Duration.ofSeconds(150), RescaleStage.RUNNING, Duration.ofSeconds(180)),
                Optional.of(Duration.ofMinutes(7)),
                Optional.of(12.5),
                true);
        try (DecisionLog log = DecisionLog.open(file)) {
            log.append(JOB, rescale());
            log.append(JOB, first);
            log.append(JOB, last);
            log.save(JOB, PlannerMemory.Memory.of(PlannerState.initial(3, SETTINGS)));
        }
        try (DecisionLog log = DecisionLog.open(file)) {
            assertThat(log.rescales(JOB)).singleElement().satisfies(entry -> {
                assertThat(entry.kind()).isEqualTo("up");
                assertThat(entry.to()).isEqualTo(3);
            });
            assertThat(log.outcome(JOB, T0.toString())).contains(last);
            assertThat(log.load(JOB)).contains(PlannerMemory.Memory.of(PlannerState.initial(3, SETTINGS)));
            assertThat(log.load(new JobId("other"))).isEmpty();
        }
    }

    @Test
    void theStateOfAnotherVersionStartsAnew() {
        Path file = folder.resolve("decisions.db");
        try (SqliteDatabase database = SqliteDatabase.open(file, DecisionLog.MIGRATIONS)) {
            database.jdbi()
                    .useHandle(handle -> handle.execute(
                            "INSERT INTO planner_state (job, state) VALUES ('flights', '{\"taskManagers\":3}')"));
        }
        try (DecisionLog log = DecisionLog.open(file)) {
            assertThat(log.load(JOB)).isEmpty();
        }
    }

    @Test
    void nothingCanBeChangedOrDeleted() {
        Path file = folder.resolve("decisions.db");
        try (DecisionLog log = DecisionLog.open(file)) {
            log.append(JOB, rescale());
        }
        try (SqliteDatabase database = SqliteDatabase.open(file, "io/foretide/scaler/migrations")) {
            for (String sql : List.of("UPDATE decision SET reason = 'x'", "DELETE FROM decision")) {
                assertThatThrownBy(() -> database.jdbi().useHandle(handle -> handle.execute(sql)))
                        .hasStackTraceContaining("append-only");
            }
        }
    }
}
