package io.foretide.planner;

import static io.foretide.planner.Fixtures.JOB;
import static io.foretide.planner.Fixtures.flat;
import static io.foretide.planner.Fixtures.horizon;
import static io.foretide.planner.Fixtures.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.Quarantine;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.RuleSettings;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Every scale up of an overloaded job has to show that it helps. The slots are two a TaskManager, the load never changes. */
class ScaleUpTrialsTest {
    private static final double DEMAND = 600;
    private PlannerSettings settings = horizon(1, 12);
    private final CapacityPlanner planner = new CapacityPlanner();
    private final List<Integer> sizes = new ArrayList<>();
    private PlannerState state = PlannerState.initial(2, settings);

    /** An hour of a job that can process so much on so many TaskManagers; a rescale is complete a minute later. */
    private ScalingDecision hour(IntToDoubleFunction possible) {
        double lag = 0;
        ScalingDecision last = null;
        for (int i = 0; i < 60; i++) {
            int taskManagers = state.taskManagers();
            double processed = Math.min(possible.applyAsDouble(taskManagers), DEMAND + lag / 60);
            lag = Math.max(0, lag + (DEMAND - processed) * 60);
            JobMetrics metrics = new JobMetrics(processed, processed, processed < DEMAND ? 1 : 0.7, 0, lag, DEMAND);
            int slots = 2 * taskManagers;
            JobSnapshot snapshot = new JobSnapshot(
                    JOB, minute(i), JobStatus.RUNNING, new Capacity(taskManagers, slots, slots), Optional.of(metrics));
            CapacityPlanner.Outcome outcome = planner.decide(new PlanInput(
                    state, snapshot, Optional.of(flat(minute(i), DEMAND)), Overrides.NONE, settings, minute(i)));
            state = outcome.state();
            last = outcome.decision();
            sizes.add(state.taskManagers());
        }
        return Objects.requireNonNull(last);
    }

    @Test
    void whatBringsNothingIsTakenBackAndNotTriedAgain() {
        ScalingDecision last = hour(taskManagers -> 54);

        assertThat(sizes.stream().distinct().count()).as("sizes %s", sizes).isEqualTo(2);
        assertThat(state.taskManagers()).isEqualTo(2);
        assertThat(state.history().quarantined()).extracting(Quarantine::why).containsExactly(Quarantine.Why.NO_GAIN);
        assertThat(last.adjustments())
                .extracting(adjustment -> adjustment.cause().id())
                .contains("no-gain");
    }

    @Test
    void theLargestSizeThatPaidIsKept() {
        RuleSettings rules = settings.rules();
        settings = settings.withRules(new RuleSettings(
                rules.cooldown(),
                rules.stabilization(),
                rules.standoff(),
                OptionalInt.of(2),
                rules.mostDown(),
                rules.rescalesPerDay(),
                rules.excluded(),
                rules.events()));

        hour(taskManagers -> 60 * Math.min(taskManagers, 5));

        assertThat(sizes.stream().distinct()).containsExactly(2, 4, 6, 8);
        assertThat(state.taskManagers()).isEqualTo(6);
    }

    @Test
    void whatHelpsIsFollowedByMore() {
        hour(taskManagers -> 100 * taskManagers);

        assertThat(state.history().quarantined()).isEmpty();
        assertThat(state.taskManagers()).isGreaterThanOrEqualTo(7);
    }
}
