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
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.Quarantine;
import io.foretide.planner.learned.RescaleHistory;
import io.foretide.planner.learned.RescaleHistory.Proposed;
import io.foretide.planner.learned.Rescaled;
import io.foretide.planner.settings.DailyPeriod;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.RuleSettings;
import io.foretide.planner.settings.Sizes;
import io.foretide.telemetry.JobHealth;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RulesTest {
    private final CapacityPlanner planner = new CapacityPlanner();
    private final PlannerSettings settings = horizon(1, 12);

    private static RuleSettings rules(
            Duration stabilization, OptionalInt up, OptionalInt down, int perDay, DailyPeriod... out) {
        return new RuleSettings(
                Duration.ofMinutes(5), stabilization, Duration.ofHours(1), up, down, perDay, List.of(out), List.of());
    }

    private static RuleSettings rules(int perDay) {
        return rules(Duration.ZERO, OptionalInt.empty(), OptionalInt.empty(), perDay);
    }

    private Outcome decide(PlannerState state, double demand, PlannerSettings with) {
        return decide(state, running(minute(3), state.taskManagers(), demand, 0), demand, with);
    }

    private Outcome decide(PlannerState state, JobSnapshot snapshot, double forecast, PlannerSettings with) {
        return planner.decide(new PlanInput(
                state, snapshot, Optional.of(flat(minute(2), forecast)), Overrides.NONE, with, minute(3)));
    }

    @Test
    void aStepIsLimitedBothWays() {
        PlannerSettings steps = settings.with(rules(Duration.ZERO, OptionalInt.of(2), OptionalInt.of(1), 24));
        assertThat(decide(settledAt(1, 1500, settings), 1500, steps).state().taskManagers())
                .isEqualTo(3);
        assertThat(decide(settledAt(8, 100, settings), 100, steps).state().taskManagers())
                .isEqualTo(7);
    }

    @Test
    void scalesDownToTheLargestProposalOfTheWindow() {
        PlannerSettings stable =
                settings.with(rules(Duration.ofMinutes(30), OptionalInt.empty(), OptionalInt.empty(), 24));
        RescaleHistory history = RescaleHistory.none().proposed(new Proposed(minute(-10), 5), Duration.ofMinutes(30));
        assertThat(decide(settledAt(8, 100, settings).with(history), 100, stable)
                        .state()
                        .taskManagers())
                .isEqualTo(5);
        RescaleHistory old = RescaleHistory.none().proposed(new Proposed(minute(-40), 5), Duration.ofMinutes(30));
        assertThat(decide(settledAt(8, 100, settings).with(old), 100, stable)
                        .state()
                        .taskManagers())
                .isLessThan(5);
    }

    @Test
    void aSpentBudgetStopsScalingDownButNotUp() {
        RescaleHistory spent = RescaleHistory.none()
                .rescaled(new Rescaled(minute(-900), 7, 8))
                .rescaled(new Rescaled(minute(-800), 8, 8))
                .interrupted();
        PlannerSettings two = settings.with(rules(2));
        assertThat(decide(settledAt(8, 100, settings).with(spent), 100, two).decision())
                .isInstanceOf(Hold.class)
                .extracting(ScalingDecision::reasonId)
                .isEqualTo("restart-budget");
        assertThat(decide(settledAt(1, 1500, settings).with(spent), 1500, two)
                        .state()
                        .taskManagers())
                .isGreaterThan(5);
    }

    @Test
    void upAndDownInTurnsIsBroken() {
        RescaleHistory loop = RescaleHistory.none()
                .rescaled(new Rescaled(minute(-40), 4, 8))
                .rescaled(new Rescaled(minute(-30), 8, 4))
                .rescaled(new Rescaled(minute(-20), 4, 8))
                .interrupted();
        assertThat(decide(settledAt(8, 100, settings).with(loop), 100, settings)
                        .decision()
                        .reasonId())
                .isEqualTo("loop-breaker");
    }

    @Test
    void nothingIsRescaledInAnExcludedPeriod() {
        LocalTime now = LocalTime.ofInstant(minute(3), ZoneOffset.UTC);
        DailyPeriod release = new DailyPeriod(now.minusHours(1), now.plusHours(1), ZoneOffset.UTC);
        PlannerSettings excluded =
                settings.with(rules(Duration.ZERO, OptionalInt.empty(), OptionalInt.empty(), 24, release));
        assertThat(decide(settledAt(1, 1500, settings), 1500, excluded).decision())
                .isInstanceOf(Hold.class)
                .extracting(ScalingDecision::reasonId)
                .isEqualTo("excluded-period");
        assertThat(new DailyPeriod(LocalTime.of(23, 0), LocalTime.of(1, 0), ZoneOffset.UTC)
                        .holds(Instant.parse("2001-06-13T00:30:00Z")))
                .isTrue();
    }

    @Test
    void prefersParallelismsThatShareTheKeyGroupsEvenly() {
        // of 12 key groups, 5 x 2 slots have at most 2 each, as 3 x 2 slots have
        PlannerSettings twelve = settings.with(new Sizes(2, 1, 12, OptionalInt.of(12)));
        assertThat(decide(settledAt(1, 900, settings), 900, settings).state().taskManagers())
                .isEqualTo(5);
        assertThat(decide(settledAt(1, 900, settings), 900, twelve).state().taskManagers())
                .isEqualTo(6);
        assertThat(decide(settledAt(1, 2300, settings), 2300, twelve).state().taskManagers())
                .as("more slots than key groups do nothing")
                .isEqualTo(6);
    }

    @Test
    void doesNotScaleDownWhileCheckpointsFail() {
        PlannerState state = settledAt(8, 100, settings);
        JobSnapshot good = running(minute(3), 8, 100, 0);
        JobSnapshot failing = new JobSnapshot(
                good.job(),
                good.time(),
                good.status(),
                good.capacity(),
                good.metrics(),
                new JobHealth(Optional.empty(), true, false));
        assertThat(decide(state, good, 100, settings).state().taskManagers()).isLessThan(8);
        assertThat(decide(state, failing, 100, settings).decision().reasonId()).isEqualTo("checkpoints-fail");
    }

    @Test
    void takesBackAScaleDownThatMadeThingsWorseAndDoesNotTryItAgain() {
        PlannerState down = settledAt(4, 350, settings).rescaled(minute(0), 2);
        Outcome complete = planner.decide(new PlanInput(
                down,
                running(minute(1), 2, 350, 0),
                Optional.of(flat(minute(0), 350)),
                Overrides.NONE,
                settings,
                minute(1)));
        assertThat(complete.state().history().onTrial()).isPresent();
        Outcome worse = planner.decide(new PlanInput(
                complete.state(),
                running(minute(6), 2, 350, 350 * 100),
                Optional.of(flat(minute(5), 350)),
                Overrides.NONE,
                settings,
                minute(6)));
        assertThat(worse.state().history().quarantined()).containsExactly(new Quarantine(2, true, minute(366)));
        assertThat(worse.state().taskManagers()).isGreaterThan(2);
        Outcome later = planner.decide(new PlanInput(
                worse.state(),
                running(minute(60), worse.state().taskManagers(), 100, 0),
                Optional.of(flat(minute(59), 100)),
                Overrides.NONE,
                settings,
                minute(60)));
        assertThat(later.state().taskManagers()).isGreaterThan(2);
    }

    @Test
    void aRestartingJobTeachesNothing() {
        PlannerState state = settledAt(2, 100, settings);
        Outcome blind = planner.decide(new PlanInput(
                state,
                without(JobStatus.RESTARTING, minute(3), 2),
                Optional.empty(),
                Overrides.NONE,
                settings,
                minute(3)));
        assertThat(blind.state().learned()).isEqualTo(state.learned());
    }
}
