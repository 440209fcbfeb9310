package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.Direction;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.decision.SizeAt;
import io.foretide.planner.decision.SizesAhead;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.store.Database;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a log keeps, whichever database it is in. */
abstract class DecisionLogContract {
    static final JobId JOB = new JobId("flights");
    static final Instant T0 = Instant.parse("2001-06-13T06:30:00Z");
    private static final PlannerSettings SETTINGS = PlannerSettings.defaults(2, 1, 8);

    /** Opens the test's database; again, as another process would. */
    abstract Database connect();

    private DecisionLog open() {
        return new DecisionLog(connect());
    }

    static TickReport rescale() {
        return rescale(T0, new ScalingTarget.Applied());
    }

    static TickReport rescale(Instant at, ScalingTarget.Answer answer) {
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
        try (DecisionLog log = open()) {
            log.append(JOB, rescale());
            log.append(JOB, first);
            log.append(JOB, last);
            log.save(JOB, PlannerMemory.Memory.of(PlannerState.initial(3, SETTINGS)));
        }
        try (DecisionLog log = open()) {
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
        SizesAhead planned = new SizesAhead(List.of(new SizeAt(T0, 1), new SizeAt(T0.plusSeconds(600), 5)));
        Instant later = T0.plusSeconds(60);
        try (DecisionLog log = open()) {
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
        try (Database database = connect()) {
            database.use(handle -> handle.execute("INSERT INTO decision (job, id, kind, from_size, to_size, reason,"
                    + " adjustments) VALUES ('flights', 'older', 'up', 1, 2, 'because', '[]')"));
        }
        try (DecisionLog log = open()) {
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
        try (DecisionLog log = open()) {
            log.settings().serves(JOB, Optional.empty(), T0);
            log.settings().serves(JOB, Optional.of(tuned), T0.plusSeconds(60));
            log.settings().serves(JOB, Optional.of(tuned), T0.plusSeconds(90));
            log.settings().serves(JOB, Optional.empty(), T0.plusSeconds(120));
            for (int second : new int[] {0, 60, 119, 120}) {
                log.append(JOB, rescale(T0.plusSeconds(second), new ScalingTarget.Applied()));
            }
        }
        try (DecisionLog log = open()) {
            assertThat(log.rescales(JOB))
                    .extracting(entry ->
                            log.explained(JOB, entry.id()).orElseThrow().tuned())
                    .containsExactly(Optional.empty(), Optional.of(tuned), Optional.of(tuned), Optional.empty());
            assertThat(log.settings().at(new JobId("other"), T0.plusSeconds(70)))
                    .isEmpty();
        }
        try (Database database = connect()) {
            assertThat(database.<Integer>with(handle -> handle.createQuery("SELECT count(*) FROM settings")
                            .mapTo(Integer.class)
                            .one()))
                    .as("changes alone")
                    .isEqualTo(2);
        }
    }

    @Test
    void theStateOfAnotherVersionStartsAnew() {
        try (Database database = connect()) {
            database.use(handle -> handle.execute(
                    "INSERT INTO planner_state (job, state) VALUES ('flights', '{\"taskManagers\":3}')"));
        }
        try (DecisionLog log = open()) {
            assertThat(log.load(JOB)).isEmpty();
        }
    }

    @Test
    void everyFateIsKeptWithItsReason() {
        Cause why = new ControlCause.RequestFailed("no rights");
        try (DecisionLog log = open()) {
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
    void theNewestDecisionAndTheNewestOutcomeCount() {
        DecisionOutcome first = outcome(Optional.empty());
        DecisionOutcome last = outcome(Optional.of(Duration.ofMinutes(7)));
        try (DecisionLog log = open()) {
            assertThat(log.newest(JOB)).isEmpty();
            for (int second : new int[] {0, 120, 60}) {
                log.append(JOB, rescale(T0.plusSeconds(second), new ScalingTarget.Applied()));
            }
            log.append(JOB, rescale(T0, new ScalingTarget.Refused(new ControlCause.RequestFailed("a second one"))));
            log.append(JOB, first);
            log.append(JOB, last);
            assertThat(log.newest(JOB).orElseThrow().at()).isEqualTo(T0.plusSeconds(120));
            assertThat(log.outcome(JOB, T0.toString())).contains(last);
            assertThat(log.explained(JOB, T0.toString()).orElseThrow().entry().fate())
                    .as("of two at one instant the first one stays")
                    .isEqualTo(Fate.APPLIED);
        }
    }

    private static DecisionOutcome outcome(Optional<Duration> caughtUp) {
        return new DecisionOutcome(
                T0.toString(), Map.of(RescaleStage.SLOTS, Duration.ofSeconds(150)), caughtUp, Optional.empty(), false);
    }

    @Test
    void theNewestMemoryCounts() {
        try (DecisionLog log = open()) {
            log.save(JOB, PlannerMemory.Memory.of(PlannerState.initial(3, SETTINGS)));
            log.save(JOB, PlannerMemory.Memory.of(PlannerState.initial(4, SETTINGS)));
            assertThat(log.load(JOB)).contains(PlannerMemory.Memory.of(PlannerState.initial(4, SETTINGS)));
        }
    }

    @Test
    void nothingCanBeChangedOrDeleted() {
        try (DecisionLog log = open()) {
            log.append(JOB, rescale(Instant.now().minus(Duration.ofDays(42)), new ScalingTarget.Applied()));
        }
        try (Database database = connect()) {
            for (String sql : List.of("UPDATE decision SET reason = 'x'", "DELETE FROM decision")) {
                assertThatThrownBy(() -> database.use(handle -> handle.execute(sql)))
                        .hasStackTraceContaining("append-only");
            }
        }
    }

    @Test
    void oldDecisionsGoWithTheirOutcomesAndAreNotChanged() {
        TickReport young = rescale(Instant.now(), new ScalingTarget.Applied());
        JobId other = new JobId("orders");
        try (DecisionLog log = open()) {
            log.append(JOB, rescale());
            log.append(JOB, rescale(T0.plus(Duration.ofDays(3)), new ScalingTarget.Applied()));
            log.append(JOB, outcome(Optional.empty()));
            log.append(JOB, young);
            log.append(other, rescale());
        }
        try (Database database = connect()) {
            assertThatThrownBy(() -> database.use(handle -> handle.execute("UPDATE decision SET reason = 'x'")))
                    .hasStackTraceContaining("append-only");
        }
        try (DecisionLog log = open()) {
            assertThat(log.forgetBefore(JOB, Instant.now().minus(DecisionLog.FINAL)))
                    .isEqualTo(2);
            assertThat(log.rescales(JOB)).extracting(DecisionLog.Entry::id).containsExactly(young.id());
            assertThat(log.explained(JOB, T0.toString())).isEmpty();
            assertThat(log.rescales(other)).hasSize(1);
        }
    }
}
