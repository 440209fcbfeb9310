package io.foretide.planner;

import static io.foretide.planner.Fixtures.flat;
import static io.foretide.planner.Fixtures.horizon;
import static io.foretide.planner.Fixtures.minute;
import static io.foretide.planner.Fixtures.running;
import static io.foretide.planner.Fixtures.settledAt;
import static io.foretide.planner.Fixtures.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.CapacityPlanner.Outcome;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.Quarantine;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Priors;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobHealth;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.Obstacle;
import io.foretide.telemetry.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RollbackTest {
    private final CapacityPlanner planner = new CapacityPlanner();
    private final PlannerSettings settings = horizon(1, 12);

    private Outcome decide(PlannerState state, JobSnapshot snapshot, double load) {
        return decide(state, snapshot, load, settings, Overrides.NONE);
    }

    private Outcome decide(
            PlannerState state, JobSnapshot snapshot, double load, PlannerSettings with, Overrides overrides) {
        Instant now = snapshot.time();
        return planner.decide(new PlanInput(state, snapshot, Optional.of(flat(now, load)), overrides, with, now));
    }

    private static JobSnapshot blocked(int minute, int arrived, Instant since) {
        JobSnapshot snapshot = running(minute(minute), 2, 900, 0);
        Obstacle quota = new Obstacle(Obstacle.Kind.QUOTA, "quota 'cpu' of namespace 'flink' is used up", since);
        return new JobSnapshot(
                        snapshot.job(),
                        snapshot.time(),
                        snapshot.status(),
                        new Capacity(arrived, 2 * arrived, 4),
                        snapshot.metrics())
                .with(JobHealth.UNKNOWN.with(Optional.empty(), Optional.empty(), Optional.of(quota), Room.UNKNOWN));
    }

    @Test
    void takesBackWhatAnObstacleKeepsAwayButKeepsWhatCame() {
        PlannerState up = settledAt(2, 900, settings).rescaled(minute(0), 8);
        PlannerState waiting = decide(up, blocked(2, 5, minute(0)), 900).state();
        assertThat(waiting.taskManagers()).as("two lead times are not over").isEqualTo(8);
        Outcome back = decide(waiting, blocked(3, 5, minute(0)), 900);
        assertThat(back.state().taskManagers()).isEqualTo(5);
        assertThat(back.decision())
                .isInstanceOfSatisfying(
                        Rescale.class,
                        rescale -> assertThat(rescale.isRollback()).isTrue());
        assertThat(back.decision().reasonId()).isEqualTo("rollback");
        assertThat(back.decision().reason())
                .startsWith(
                        "Roll back 8 -> 5: quota 'cpu' of namespace 'flink' is used up; no more than 5 are tried until");
        Outcome after = decide(back.state(), running(minute(20), 5, 2000, 0), 2000);
        assertThat(after.state().taskManagers()).as("quarantined for an hour").isEqualTo(5);
    }

    @Test
    void holdsInsteadWhileScalingDownIsPaused() {
        PlannerState up = settledAt(2, 900, settings).rescaled(minute(0), 8);
        Overrides paused = new Overrides(
                Optional.empty(), false, true, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
        Outcome outcome = decide(up, blocked(3, 5, minute(0)), 900, settings, paused);
        assertThat(outcome.decision()).isInstanceOf(Hold.class);
        assertThat(outcome.decision().reasonId()).isEqualTo("rollback-paused");
        assertThat(outcome.decision().reason())
                .isEqualTo("Hold: quota 'cpu' of namespace 'flink' is used up, and scaling down is paused.");
    }

    @Test
    void aJobManagerThatWasAwayLeavesARescaleTheTimeItHad() {
        PlannerState state = settledAt(2, 900, settings).rescaled(minute(0), 8);
        for (int minute = 1; minute <= 60; minute++) {
            Outcome outcome = decide(state, without(JobStatus.UNKNOWN, minute(minute), 0), 900);
            assertThat(outcome.decision()).isInstanceOf(Hold.class);
            state = outcome.state();
        }
        Outcome restarting = decide(state, without(JobStatus.RESTARTING, minute(61), 0), 900);
        assertThat(restarting.state().taskManagers()).as("not taken back").isEqualTo(8);
        Outcome runs = decide(restarting.state(), running(minute(62), 8, 900, 0), 900);
        assertThat(runs.state().learned().leadTime().observed()).containsExactly(Duration.ofMinutes(2));
    }

    @Test
    void nothingIsTakenBackWhileFlinkDoesNotAnswer() {
        PlannerState up = settledAt(2, 900, settings).rescaled(minute(0), 8);
        Outcome outcome = decide(up, without(JobStatus.UNKNOWN, minute(30), 0), 900);
        assertThat(outcome.decision()).isInstanceOf(Hold.class);
    }

    @Test
    void takesBackASizeThatCannotBeReached() {
        PlannerState state = settledAt(2, 900, settings).rescaled(minute(0), 6);
        for (int i = 1; i <= 16; i++) {
            state = decide(state, running(minute(i), 2, 900, 0), 900).state();
        }
        assertThat(state.history().quarantined()).containsExactly(new Quarantine(3, false, minute(76)));
        assertThat(state.taskManagers()).isEqualTo(2);
    }

    /** Else a start that takes twenty minutes would be taken back after fifteen for ever. */
    @Test
    void aStartThatNothingHinderedIsWaitedForLongerTheNextTime() {
        PlannerState up = settledAt(2, 900, settings).rescaled(minute(0), 8);
        Outcome back = decide(up, running(minute(16), 2, 900, 0), 900);
        assertThat(back.decision().reasonId()).isEqualTo("rollback");
        assertThat(back.state().learned().leadTime().estimate()).isEqualTo(Duration.ofMinutes(16));
        PlannerState again = back.state().rescaled(minute(80), 8);
        assertThat(decide(again, running(minute(110), 2, 900, 0), 900)
                        .decision()
                        .reasonId())
                .isNotEqualTo("rollback");
    }

    @Test
    void waitsLongerWhereStartsTakeLong() {
        PlannerSettings slow = settings.withPriors(
                new Priors(settings.priors().recordsPerSecondPerSlot(), Duration.ofMinutes(8), Duration.ofMinutes(1)));
        PlannerState state = settledAt(2, 900, slow).rescaled(minute(0), 6);
        for (int i = 1; i <= 33; i++) {
            assertThat(state.history().quarantined()).as("minute " + i).isEmpty();
            state = decide(state, running(minute(i), 2, 900, 0), 900, slow, Overrides.NONE)
                    .state();
        }
        assertThat(state.history().quarantined()).hasSize(1);
    }
}
