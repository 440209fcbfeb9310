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
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.simulation.ScalingCurve;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A job in front of a database that processes 180 records/s at most, however many slots ask it: 72 on one TaskManager of two, 169 on
 * 24. Its scale ups come before their load, so that none is on trial.
 */
class ContentionTest {
    private static final PlannerSettings SETTINGS = horizon(1, 24);

    private final CapacityPlanner planner = new CapacityPlanner();
    private PlannerState state = PlannerState.initial(1, SETTINGS);
    private ScalingCurve database = new ScalingCurve(45, 0.25, 1);
    private ScalingDecision last;
    private double lag;
    private int now;

    private void run(int minutes, double demand, double forecast) {
        for (int end = now + minutes; now < end; now++) {
            int slots = 2 * state.taskManagers();
            double possible = database.capacity(slots);
            double processed = Math.min(possible, demand + lag / 60);
            lag = Math.max(0, lag + (demand - processed) * 60);
            JobMetrics metrics = new JobMetrics(processed, processed, processed / possible, 0, lag, demand);
            JobSnapshot snapshot = new JobSnapshot(
                    JOB,
                    minute(now),
                    JobStatus.RUNNING,
                    new Capacity(state.taskManagers(), slots, slots),
                    Optional.of(metrics));
            CapacityPlanner.Outcome outcome = planner.decide(new PlanInput(
                    state, snapshot, Optional.of(flat(minute(now), forecast)), Overrides.NONE, SETTINGS, minute(now)));
            state = outcome.state();
            last = outcome.decision();
        }
    }

    private void overloaded() {
        run(30, 40, 40);
        run(6, 60, 80);
        run(20, 100, 120);
        run(20, 120, 150);
        run(10, 130, 400);
        run(60, 400, 400);
    }

    @Test
    void aLoadThatNoSizeCarriesIsGivenNoMoreThanBringsSomething() {
        overloaded();
        assertThat(state.taskManagers()).isLessThanOrEqualTo(12);
        assertThat(database.capacity(2 * state.taskManagers())).isGreaterThanOrEqualTo(0.9 * database.capacity(48));
        assertThat(Objects.requireNonNull(last).adjustments())
                .extracting(adjustment -> adjustment.cause().id())
                .contains("diminishing-returns");
    }

    @Test
    void aLoadThatTheLargestSizeJustCarriesGetsIt() {
        overloaded();
        run(240, 155, 155);
        assertThat(state.taskManagers()).isGreaterThan(12);
    }

    @Test
    void theJobGetsWhatItNeedsOnceTheDatabaseIsFaster() {
        overloaded();
        assertThat(lag).isPositive();
        database = new ScalingCurve(45, 0.01, 1);
        run(240, 400, 400);
        assertThat(lag).isZero();
    }
}
