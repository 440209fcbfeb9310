package io.foretide.planner;

import static io.foretide.planner.Fixtures.JOB;
import static io.foretide.planner.Fixtures.horizon;
import static io.foretide.planner.Fixtures.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Strategy;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobHealth;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.JobTopology;
import io.foretide.telemetry.MetricsGap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Sources that are blocked all the time: nobody ever knows what arrives. */
class BlockedJobTest {
    private PlannerSettings settings = horizon(1, 12);
    private final CapacityPlanner planner = new CapacityPlanner();
    private final List<Integer> sizes = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private PlannerState state = PlannerState.initial(2, settings);
    private boolean works = true;
    private boolean arrives = true;

    /** Minutes of a job that processes so much on so many TaskManagers; a rescale is complete a minute later. */
    private void minutes(int from, int to, IntToDoubleFunction processed) {
        for (int i = from; i < to; i++) {
            int slots = arrives ? 2 * state.taskManagers() : 4;
            MetricsGap gap = new MetricsGap.Blocked(
                    "Source: orders", "join", works, processed.applyAsDouble(state.taskManagers()));
            JobSnapshot snapshot = new JobSnapshot(
                    JOB,
                    minute(i),
                    JobStatus.RUNNING,
                    new Capacity(state.taskManagers(), slots, slots),
                    Optional.empty(),
                    JobHealth.UNKNOWN,
                    JobTopology.PLAIN,
                    Optional.of(gap));
            CapacityPlanner.Outcome outcome = planner.decide(
                    new PlanInput(state, snapshot, Optional.empty(), Overrides.NONE, settings, minute(i)));
            state = outcome.state();
            sizes.add(state.taskManagers());
            ScalingDecision decision = outcome.decision();
            reasons.add(decision.reason());
        }
    }

    @Test
    void aStepUpIsTriedOnceItHasLasted() {
        minutes(0, 3, taskManagers -> 4 * taskManagers);
        assertThat(sizes).containsOnly(2);
        assertThat(reasons.get(0))
                .isEqualTo(
                        "Hold: join works all the time and does not keep up, and Source: orders fetches nothing meanwhile: what"
                                + " arrives is unknown, more slots may help, and a step up is tried once it has lasted for three"
                                + " minutes.");
        minutes(3, 4, taskManagers -> 4 * taskManagers);
        assertThat(sizes).endsWith(3);
        assertThat(reasons.get(3))
                .isEqualTo(
                        "Scale up 2 -> 3 TaskManagers: join works all the time and does not keep up, and Source: orders fetches"
                                + " nothing meanwhile: what arrives is unknown, and this step shows whether slots help.");
    }

    @Test
    void whatHelpsIsFollowedByMoreWithinTheBounds() {
        minutes(0, 90, taskManagers -> 4 * taskManagers);
        assertThat(sizes).isSorted().endsWith(12);
    }

    @Test
    void whatBringsNothingIsTakenBackAndNotTriedAgain() {
        minutes(0, 60, taskManagers -> 8);
        assertThat(sizes.stream().distinct()).containsExactly(2, 3);
        assertThat(sizes).endsWith(2);
        assertThat(reasons.get(59)).contains("quarantine: 3 and more processed no more than fewer did");
    }

    @Test
    void theLargestSizeThatPaidIsKept() {
        minutes(0, 90, taskManagers -> 4 * Math.min(taskManagers, 3));
        assertThat(sizes.stream().distinct()).containsExactly(2, 3, 4);
        assertThat(sizes).endsWith(3);
    }

    @Test
    void slotsAreNotThrownAtWhatDoesNotWork() {
        works = false;
        minutes(0, 30, taskManagers -> 4 * taskManagers);
        assertThat(sizes).containsOnly(2);
        assertThat(reasons).allMatch(reason -> reason.contains("slots will not help"));
    }

    @Test
    void noStepFollowsOneThatIsNotCompleteYet() {
        arrives = false;
        minutes(0, 14, taskManagers -> 4);
        assertThat(sizes).endsWith(3);
        assertThat(reasons.get(13)).contains("the last rescale is not complete");
    }

    @Test
    void thresholdsTryAStepAsWell() {
        settings = settings.withStrategy(Strategy.Threshold.DEFAULT);
        minutes(0, 10, taskManagers -> 4 * taskManagers);
        assertThat(sizes).contains(3);
    }
}
