package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.Direction;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.decision.SizeAt;
import io.foretide.planner.decision.SizesAhead;
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
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionLogTest {
    private static final JobId JOB = new JobId("flights");
    private static final Instant T0 = Instant.parse("2001-06-13T06:30:00Z");
    private static final PlannerSettings SETTINGS = PlannerSettings.defaults(2, 1, 8);

    @TempDir
    Path folder;

    private static TickReport rescale() {
        return rescale(T0, new ScalingTarget.Applied());
    }

    private static TickReport rescale(Instant at, ScalingTarget.Answer answer) {
        return new TickReport(
                at.toString(),
                at,
                new JobSnapshot(JOB, at, JobStatus.RUNNING, new Capacity(1, 2, 2), Optional.empty()),
                Optional.empty(),
                new Rescale(at, 1, 3, new Cause.Recorded("test", "because"), Optional.empty(), List.of()),
                PlannerState.initial(3, SETTINGS),
                Optional.of(answer),
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
                assertThat(entry.at()).isEqualTo(T0);
                assertThat(entry.kind()).isEqualTo(Direction.UP);
                assertThat(entry.to()).isEqualTo(3);
                assertThat(entry.reasonId()).contains("test");
                assertThat(entry.fate()).isEqualTo(Fate.APPLIED);
                assertThat(entry.why()).isEmpty();
            });
            assertThat(log.outcome(JOB, T0.toString())).contains(last);
            assertThat(log.load(JOB)).contains(PlannerMemory.Memory.of(PlannerState.initial(3, SETTINGS)));
            assertThat(log.load(new JobId("other"))).isEmpty();
        }
    }

    @Test
    void theSizesPlannedAfterADecisionAreKeptAndWhereNoneWereKnownThereAreNone() {
        Path file = folder.resolve("decisions.db");
        SizesAhead planned = new SizesAhead(List.of(new SizeAt(T0, 1), new SizeAt(T0.plusSeconds(600), 5)));
        Instant later = T0.plusSeconds(60);
        try (DecisionLog log = DecisionLog.open(file)) {
            log.append(JOB, rescale());
            TickReport plain = rescale(later, new ScalingTarget.Applied());
            log.append(
                    JOB,
                    new TickReport(
                            plain.id(),
                            later,
                            plain.snapshot(),
                            plain.forecast(),
                            plain.decision().with(planned),
                            plain.state(),
                            plain.answer(),
                            plain.standing()));
        }
        try (SqliteDatabase database = SqliteDatabase.open(file, DecisionLog.MIGRATIONS)) {
            database.use(handle -> handle.execute("INSERT INTO decision (job, id, kind, from_size, to_size, reason,"
                    + " adjustments) VALUES ('flights', 'older', 'up', 1, 2, 'because', '[]')"));
        }
        try (DecisionLog log = DecisionLog.open(file)) {
            assertThat(log.explained(JOB, T0.toString()).orElseThrow().planned())
                    .isEqualTo(SizesAhead.NONE);
            assertThat(log.explained(JOB, later.toString()).orElseThrow().planned())
                    .isEqualTo(planned);
            assertThat(log.explained(JOB, "older").orElseThrow().planned()).isEqualTo(SizesAhead.NONE);
        }
    }

    @Test
    void aDecisionKnowsTheTunedSettingsItWasTakenWith() {
        SettingsLog.Tuned tuned = new SettingsLog.Tuned(T0, Map.of("strategy", "threshold", "rescalesPerDay", 4));
        try (DecisionLog log = DecisionLog.open(folder.resolve("decisions.db"))) {
            log.settings().serves(JOB, Optional.empty(), T0);
            log.settings().serves(JOB, Optional.of(tuned), T0.plusSeconds(60));
            log.settings().serves(JOB, Optional.of(tuned), T0.plusSeconds(90));
            log.settings().serves(JOB, Optional.empty(), T0.plusSeconds(120));
            for (int second : new int[] {0, 60, 119, 120}) {
                log.append(JOB, rescale(T0.plusSeconds(second), new ScalingTarget.Applied()));
            }
        }
        try (DecisionLog log = DecisionLog.open(folder.resolve("decisions.db"))) {
            assertThat(log.rescales(JOB))
                    .extracting(entry ->
                            log.explained(JOB, entry.id()).orElseThrow().tuned())
                    .containsExactly(Optional.empty(), Optional.of(tuned), Optional.of(tuned), Optional.empty());
            assertThat(log.settings().at(new JobId("other"), T0.plusSeconds(70)))
                    .isEmpty();
        }
        try (SqliteDatabase database = SqliteDatabase.open(folder.resolve("decisions.db"), DecisionLog.MIGRATIONS)) {
            assertThat(database.<Integer>with(handle -> handle.createQuery("SELECT count(*) FROM settings")
                            .mapTo(Integer.class)
                            .one()))
                    .as("changes alone")
                    .isEqualTo(2);
        }
    }

    @Test
    void theStateOfAnotherVersionStartsAnew() {
        Path file = folder.resolve("decisions.db");
        try (SqliteDatabase database = SqliteDatabase.open(file, DecisionLog.MIGRATIONS)) {
            database.use(handle -> handle.execute(
                    "INSERT INTO planner_state (job, state) VALUES ('flights', '{\"taskManagers\":3}')"));
        }
        try (DecisionLog log = DecisionLog.open(file)) {
            assertThat(log.load(JOB)).isEmpty();
        }
    }

    @Test
    void everyFateIsKeptWithItsReason() {
        Cause why = new ControlCause.RequestFailed("no rights");
        try (DecisionLog log = DecisionLog.open(folder.resolve("decisions.db"))) {
            log.append(JOB, rescale(T0, new ScalingTarget.Applied()));
            log.append(JOB, rescale(T0.plusSeconds(60), new ScalingTarget.Refused(why)));
            log.append(JOB, rescale(T0.plusMillis(60_500), new ScalingTarget.Failed(why)));
            log.append(JOB, rescale(T0.plusSeconds(120), new ScalingTarget.Recommended(why)));
            assertThat(log.rescales(JOB))
                    .extracting(DecisionLog.Entry::fate)
                    .containsExactly(Fate.APPLIED, Fate.REFUSED, Fate.FAILED, Fate.RECOMMENDED);
            assertThat(log.rescales(JOB))
                    .extracting(entry -> entry.why().orElse(""))
                    .containsExactly("", "no rights", "no rights", "no rights");
            assertThat(log.sizes(JOB)).extracting(SizeAt::taskManagers).containsExactly(3, 1, 1, 1);
        }
    }

    @Test
    void aLogOfTheFirstVersionIsReadAsItWasMeant() {
        Path file = folder.resolve("decisions.db");
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + file, null, null)
                .locations("classpath:" + DecisionLog.MIGRATIONS)
                .target("1")
                .load()
                .migrate();
        Jdbi first = Jdbi.create("jdbc:sqlite:" + file);
        first.useHandle(handle -> {
            row(handle, "2001-06-13T06:30:00Z", "hold", 1, null);
            row(handle, "2001-06-13T06:31:00.500Z", "up", 3, null);
            row(handle, "2001-06-13T06:31:00Z", "up", 3, "the mode is recommend");
            row(handle, "2001-06-13T06:32:00Z", "up", 3, "the HorizontalPodAutoscaler 'tm' scales it too");
            row(handle, "2001-06-13T06:33:00Z", "up", 3, "kubectl has set 5 replicas meanwhile");
            row(handle, "2001-06-13T06:34:00.001Z", "up", 3, "the target failed: no answer");
            handle.execute("INSERT INTO outcome VALUES ('flights', '2001-06-13T06:31:00.500Z', 0,"
                    + " '{\"decisionId\":\"2001-06-13T06:31:00.500Z\",\"complete\":true}')");
        });
        try (DecisionLog log = DecisionLog.open(file)) {
            assertThat(log.rescales(JOB))
                    .extracting(DecisionLog.Entry::at, DecisionLog.Entry::fate)
                    .containsExactly(
                            tuple(T0.plusSeconds(60), Fate.RECOMMENDED),
                            tuple(T0.plusMillis(60_500), Fate.APPLIED),
                            tuple(T0.plusSeconds(120), Fate.RECOMMENDED),
                            tuple(T0.plusSeconds(180), Fate.REFUSED),
                            tuple(T0.plusMillis(240_001), Fate.FAILED));
            assertThat(log.explained(JOB, "2001-06-13T06:30:00Z").orElseThrow().entry())
                    .isEqualTo(new DecisionLog.Entry(
                            T0.toString(),
                            T0,
                            Direction.HOLD,
                            1,
                            1,
                            "because",
                            Optional.empty(),
                            Fate.HELD,
                            Optional.empty()));
            assertThat(log.sizes(JOB)).extracting(SizeAt::taskManagers).containsExactly(1, 1, 3, 1, 1, 1);
            assertThat(log.outcome(JOB, "2001-06-13T06:31:00.500Z")
                            .orElseThrow()
                            .complete())
                    .isTrue();
            log.append(JOB, rescale(T0.plusSeconds(300), new ScalingTarget.Applied()));
            assertThat(log.sizes(JOB)).hasSize(7);
        }
    }

    private static void row(Handle handle, String id, String kind, int to, @Nullable String refused) {
        handle.execute(
                "INSERT INTO decision (job, id, kind, from_size, to_size, reason, adjustments, refused)"
                        + " VALUES ('flights', ?, ?, 1, ?, 'because', '[]', ?)",
                id,
                kind,
                to,
                refused);
    }

    @Test
    void nothingCanBeChangedOrDeleted() {
        Path file = folder.resolve("decisions.db");
        try (DecisionLog log = DecisionLog.open(file)) {
            log.append(JOB, rescale());
        }
        try (SqliteDatabase database = SqliteDatabase.open(file, "io/foretide/scaler/migrations")) {
            for (String sql : List.of("UPDATE decision SET reason = 'x'", "DELETE FROM decision")) {
                assertThatThrownBy(() -> database.use(handle -> handle.execute(sql)))
                        .hasStackTraceContaining("append-only");
            }
        }
    }
}
