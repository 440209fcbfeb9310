package io.foretide.planner;

import static io.foretide.planner.Fixtures.flat;
import static io.foretide.planner.Fixtures.horizon;
import static io.foretide.planner.Fixtures.minute;
import static io.foretide.planner.Fixtures.running;
import static io.foretide.planner.Fixtures.settledAt;
import static io.foretide.planner.Fixtures.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.planner.CapacityPlanner.Outcome;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.DailyPeriod;
import io.foretide.planner.settings.Overrides;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.SizeWindow;
import io.foretide.planner.settings.Sizes;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobHealth;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.Obstacle;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OverruledTest {
    private static final OptionalInt NONE = OptionalInt.empty();

    private final CapacityPlanner planner = new CapacityPlanner();
    private final PlannerSettings settings = horizon(1, 12);

    private Outcome decide(PlannerState state, JobSnapshot snapshot, double load, PlannerSettings with, int minute) {
        return planner.decide(state, snapshot, Optional.of(flat(minute(minute - 1), load)), with, minute(minute));
    }

    private static Overrides pinned(int size) {
        return new Overrides(Optional.empty(), false, false, OptionalInt.of(size), NONE, NONE);
    }

    private static JobSnapshot blocked(int minute, int came, Instant since) {
        JobSnapshot seen = running(minute(minute), 2, 900, 0);
        Obstacle quota = new Obstacle(Obstacle.Kind.QUOTA, "quota 'cpu' of namespace 'flink' is used up", since);
        return new JobSnapshot(seen.job(), seen.time(), seen.status(), new Capacity(came, 2 * came, 4), seen.metrics())
                .with(JobHealth.UNKNOWN.with(Optional.empty(), Optional.empty(), Optional.of(quota)));
    }

    @Test
    void aHoldHoldsAndSaysWhy() {
        Outcome outcome = decide(
                settledAt(2, 900, settings),
                running(minute(3), 2, 900, 0),
                900,
                settings.with(Overrides.holding("replica foretide-0 leads")),
                3);
        assertThat(outcome.decision()).isInstanceOf(Hold.class);
        assertThat(outcome.decision().reason()).isEqualTo("Hold: replica foretide-0 leads.");
    }

    @Test
    void aPinActsAtOnceEvenWithoutMetricsAndThenHolds() {
        PlannerState recent = settledAt(3, 100, settings).rescaled(minute(2), 2);
        PlannerSettings five = settings.with(pinned(5));
        Outcome outcome = decide(recent, without(JobStatus.RESTARTING, minute(3), 2), 100, five, 3);
        assertThat(outcome.state().taskManagers()).isEqualTo(5);
        assertThat(outcome.decision().reason()).isEqualTo("Scale up 2 -> 5: the size is pinned.");
        assertThat(decide(outcome.state(), running(minute(4), 5, 100, 0), 100, five, 4)
                        .decision()
                        .reason())
                .isEqualTo("Hold: the size is pinned to 5.");
    }

    @Test
    void aPauseStopsOneDirectionOnly() {
        PlannerSettings up = settings.with(new Overrides(Optional.empty(), true, false, NONE, NONE, NONE));
        PlannerSettings down = settings.with(new Overrides(Optional.empty(), false, true, NONE, NONE, NONE));
        PlannerState small = settledAt(2, 900, settings);
        PlannerState large = settledAt(8, 100, settings);
        assertThat(decide(small, running(minute(3), 2, 900, 0), 900, up, 3)
                        .decision()
                        .reason())
                .contains("pause: scaling up is paused");
        assertThat(decide(small, running(minute(3), 2, 900, 0), 900, down, 3).decision())
                .isInstanceOf(Rescale.class);
        assertThat(decide(large, running(minute(3), 8, 100, 0), 100, down, 3)
                        .decision()
                        .reason())
                .contains("pause: scaling down is paused");
        assertThat(decide(large, running(minute(3), 8, 100, 0), 100, up, 3).decision())
                .isInstanceOf(Rescale.class);
    }

    @Test
    void boundsOfAWindowAndOfTheMomentHold() {
        DailyPeriod morning = new DailyPeriod(LocalTime.of(6, 0), LocalTime.of(7, 0), ZoneOffset.UTC);
        Sizes sizes = new Sizes(2, 1, 12, NONE, List.of(new SizeWindow(morning, OptionalInt.of(4), OptionalInt.of(6))));
        assertThat(sizes.at(minute(0), Overrides.NONE)).isEqualTo(new Sizes(2, 4, 6, NONE));
        assertThat(sizes.at(minute(60), Overrides.NONE)).isEqualTo(new Sizes(2, 1, 12, NONE));
        Overrides most = new Overrides(Optional.empty(), false, false, NONE, OptionalInt.of(2), OptionalInt.of(3));
        assertThat(sizes.at(minute(60), most)).isEqualTo(new Sizes(2, 2, 3, NONE));
        assertThat(sizes.at(minute(0), most)).as("the person's limit wins").isEqualTo(new Sizes(2, 3, 3, NONE));
        Outcome outcome =
                decide(settledAt(8, 900, settings), running(minute(3), 8, 900, 0), 900, settings.with(most), 3);
        assertThat(outcome.state().taskManagers()).isEqualTo(3);
    }

    @Test
    void takesBackWhatAnObstacleKeepsAwayButKeepsWhatCame() {
        PlannerState up = settledAt(2, 900, settings).rescaled(minute(0), 8);
        PlannerState waiting =
                decide(up, blocked(2, 5, minute(0)), 900, settings, 2).state();
        assertThat(waiting.taskManagers()).as("two lead times are not over").isEqualTo(8);
        Outcome back = decide(waiting, blocked(3, 5, minute(0)), 900, settings, 3);
        assertThat(back.state().taskManagers()).isEqualTo(5);
        assertThat(back.decision().reason())
                .startsWith(
                        "Roll back 8 -> 5: quota 'cpu' of namespace 'flink' is used up; no more than 5 are tried until");
        Outcome after = decide(back.state(), running(minute(20), 5, 2000, 0), 2000, settings, 20);
        assertThat(after.state().taskManagers()).as("quarantined for an hour").isEqualTo(5);
    }

    @Test
    void nothingIsTakenBackWhileFlinkDoesNotAnswer() {
        PlannerState up = settledAt(2, 900, settings).rescaled(minute(0), 8);
        Outcome outcome = decide(up, without(JobStatus.UNKNOWN, minute(30), 0), 900, settings, 30);
        assertThat(outcome.decision()).isInstanceOf(Hold.class);
    }

    @Test
    void refusesOverridesThatCannotBe() {
        assertThatThrownBy(() -> pinned(0)).hasMessageContaining("pin").hasMessageContaining("at least 1");
        assertThatThrownBy(
                        () -> new Overrides(Optional.empty(), false, false, NONE, OptionalInt.of(5), OptionalInt.of(4)))
                .hasMessageContaining("max")
                .hasMessageContaining("5");
    }
}
