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
import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.DailyPeriod;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.SizeWindow;
import io.foretide.planner.settings.Sizes;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ManualOverrideTest {
    private static final OptionalInt NONE = OptionalInt.empty();

    private final CapacityPlanner planner = new CapacityPlanner();
    private final PlannerSettings settings = horizon(1, 12);

    private Outcome decide(PlannerState state, JobSnapshot snapshot, double load, Overrides overrides) {
        return planner.decide(new PlanInput(
                state, snapshot, Optional.of(flat(snapshot.time(), load)), overrides, settings, snapshot.time()));
    }

    private static Overrides pinned(int size) {
        return new Overrides(Optional.empty(), false, false, OptionalInt.of(size), NONE, NONE);
    }

    @Test
    void aHoldHoldsAndSaysWhy() {
        Cause leader = new Cause.Recorded("not-leading", "replica foretide-0 leads");
        Outcome outcome =
                decide(settledAt(2, 900, settings), running(minute(3), 2, 900, 0), 900, Overrides.holding(leader));
        assertThat(outcome.decision()).isInstanceOf(Hold.class);
        assertThat(outcome.decision().reasonId()).isEqualTo("not-leading");
        assertThat(outcome.decision().reason()).isEqualTo("Hold: replica foretide-0 leads.");
    }

    @Test
    void aPinActsAtOnceEvenWithoutMetricsAndThenHolds() {
        PlannerState recent = settledAt(3, 100, settings).rescaled(minute(2), 2);
        Outcome outcome = decide(recent, without(JobStatus.RESTARTING, minute(3), 2), 100, pinned(5));
        assertThat(outcome.state().taskManagers()).isEqualTo(5);
        assertThat(outcome.decision().reasonId()).isEqualTo("pinned");
        assertThat(outcome.decision().reason()).isEqualTo("Scale up 2 -> 5: the size is pinned.");
        Outcome next = decide(outcome.state(), running(minute(4), 5, 100, 0), 100, pinned(5));
        assertThat(next.decision().reason()).isEqualTo("Hold: the size is pinned to 5.");
    }

    @Test
    void aPinOutsideOfTheBoundsIsCarriedOutAndSaidToBe() {
        Outcome outcome = decide(settledAt(3, 100, settings), running(minute(3), 3, 100, 0), 100, pinned(14));
        assertThat(outcome.state().taskManagers()).isEqualTo(14);
        assertThat(outcome.decision().reason())
                .isEqualTo("Scale up 3 -> 14: the size is pinned, though 1 to 12 TaskManagers are allowed.");
        assertThat(decide(outcome.state(), running(minute(4), 14, 100, 0), 100, pinned(14))
                        .decision()
                        .reason())
                .isEqualTo("Hold: the size is pinned to 14, though 1 to 12 TaskManagers are allowed.");
    }

    @Test
    void aPauseStopsOneDirectionOnly() {
        Overrides up = new Overrides(Optional.empty(), true, false, NONE, NONE, NONE);
        Overrides down = new Overrides(Optional.empty(), false, true, NONE, NONE, NONE);
        PlannerState small = settledAt(2, 900, settings);
        PlannerState large = settledAt(8, 100, settings);
        assertThat(decide(small, running(minute(3), 2, 900, 0), 900, up)
                        .decision()
                        .reasonId())
                .isEqualTo("paused-up");
        assertThat(decide(small, running(minute(3), 2, 900, 0), 900, down).decision())
                .isInstanceOf(Rescale.class);
        assertThat(decide(large, running(minute(3), 8, 100, 0), 100, down)
                        .decision()
                        .reasonId())
                .isEqualTo("paused-down");
        assertThat(decide(large, running(minute(3), 8, 100, 0), 100, up).decision())
                .isInstanceOf(Rescale.class);
    }

    @Test
    void boundsOfAWindowAndOfTheMomentHold() {
        DailyPeriod morning = new DailyPeriod(LocalTime.of(6, 0), LocalTime.of(7, 0), ZoneOffset.UTC);
        Sizes sizes = new Sizes(2, 1, 12, NONE, List.of(new SizeWindow(morning, OptionalInt.of(4), OptionalInt.of(6))));
        assertThat(sizes.at(minute(0))).isEqualTo(new Sizes(2, 4, 6, NONE, sizes.windows()));
        assertThat(sizes.at(minute(60))).isEqualTo(sizes);
        Overrides most = new Overrides(Optional.empty(), false, false, NONE, OptionalInt.of(2), OptionalInt.of(3));
        assertThat(most.within(sizes.at(minute(60)))).isEqualTo(new Sizes(2, 2, 3, NONE));
        assertThat(most.within(sizes.at(minute(0))))
                .as("the person's limit wins")
                .isEqualTo(new Sizes(2, 3, 3, NONE));
        Outcome outcome = decide(settledAt(8, 900, settings), running(minute(3), 8, 900, 0), 900, most);
        assertThat(outcome.state().taskManagers()).isEqualTo(3);
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
