package io.foretide.planner;

import static io.foretide.planner.Fixtures.flat;
import static io.foretide.planner.Fixtures.minute;
import static io.foretide.planner.Fixtures.running;
import static io.foretide.planner.Fixtures.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.CapacityPlanner.Outcome;
import io.foretide.planner.ScalingDecision.Rescale;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for every load: random cases from fixed seeds. */
class PlannerPropertiesTest {
    private final CapacityPlanner planner = new CapacityPlanner();

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    private int target(PlannerState state, JobSnapshot snapshot, double forecast, PlannerSettings settings) {
        Outcome outcome = planner.decide(
                state, snapshot, Optional.of(flat(snapshot.time(), forecast)), settings, snapshot.time());
        return outcome.state().taskManagers();
    }

    private static PlannerState settledAt(int taskManagers, double demand, PlannerSettings settings) {
        PlannerState s = PlannerState.initial(taskManagers, settings);
        return new PlannerState(
                taskManagers,
                s.rate(),
                s.leadTime(),
                RecentDemand.none().observe(demand, minute(0)).observe(demand, minute(0)),
                s.lastRescale(),
                s.pending());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void moreDemandNeverMeansLessParallelism(int seed) {
        Random random = new Random(seed);
        PlannerSettings settings = settings(1, 20);
        int taskManagers = 1 + random.nextInt(20);
        double demand = random.nextDouble() * 3000;
        double more = demand * (1 + random.nextDouble());
        double forecast = random.nextDouble() * 3000;
        // the same learned rate for both: the busy ratio is not what differs
        int lower =
                target(settledAt(taskManagers, demand, settings), saturated(taskManagers, demand), forecast, settings);
        int higher = target(settledAt(taskManagers, more, settings), saturated(taskManagers, more), forecast, settings);
        int higherForecast = target(
                settledAt(taskManagers, demand, settings),
                saturated(taskManagers, demand),
                forecast * (1 + random.nextDouble()),
                settings);
        assertThat(higher).isGreaterThanOrEqualTo(lower);
        assertThat(higherForecast).isGreaterThanOrEqualTo(lower);
    }

    private static JobSnapshot saturated(int taskManagers, double demand) {
        return running(minute(2), taskManagers, demand, 0);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void staysWithinBoundsAndOutOfTheCooldown(int seed) {
        Random random = new Random(seed);
        int min = 1 + random.nextInt(4);
        PlannerSettings settings = settings(min, min + random.nextInt(10));
        PlannerState state = PlannerState.initial(min, settings);
        Instant last = Instant.EPOCH;
        for (int i = 0; i < 300; i++) {
            double demand = random.nextDouble() * 4000;
            Outcome outcome = planner.decide(
                    state,
                    running(minute(i), state.taskManagers(), demand, random.nextInt(3) * demand * 60),
                    Optional.of(flat(minute(i), random.nextDouble() * 4000)),
                    settings,
                    minute(i));
            state = outcome.state();
            assertThat(state.taskManagers()).isBetween(settings.minTaskManagers(), settings.maxTaskManagers());
            if (outcome.decision() instanceof Rescale) {
                assertThat(minute(i)).isAfterOrEqualTo(last.plus(settings.cooldown()));
                last = minute(i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void constantDemandConvergesAndStays(int seed) {
        Random random = new Random(seed);
        PlannerSettings settings = settings(1, 30);
        double demand = random.nextDouble() * 3000;
        PlannerState state = PlannerState.initial(1 + random.nextInt(30), settings);
        int changes = 0;
        for (int i = 0; i < 120; i++) {
            Outcome outcome = planner.decide(
                    state,
                    running(minute(i), state.taskManagers(), demand, 0),
                    Optional.of(flat(minute(i), demand)),
                    settings,
                    minute(i));
            state = outcome.state();
            changes += outcome.decision() instanceof Rescale ? 1 : 0;
        }
        assertThat(changes).isLessThanOrEqualTo(1);
        assertThat(state.taskManagers() * 200.0).isGreaterThanOrEqualTo(Math.min(demand, 6000));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void doesNotDependOnTheUnitOfRecords(int seed) {
        Random random = new Random(seed);
        PlannerSettings settings = settings(1, 20);
        int taskManagers = 1 + random.nextInt(20);
        double demand = 50 + random.nextDouble() * 3000;
        double forecast = 50 + random.nextDouble() * 3000;
        double scale = 1000;
        PlannerState one = settledAt(taskManagers, demand, settings);
        PlannerState thousand = new PlannerState(
                taskManagers,
                TrueProcessingRate.startingFrom(java.util.OptionalDouble.of(Fixtures.RATE * scale)),
                one.leadTime(),
                RecentDemand.none().observe(demand * scale, minute(0)).observe(demand * scale, minute(0)),
                one.lastRescale(),
                one.pending());
        JobSnapshot small = running(minute(2), taskManagers, demand, 0);
        JobMetrics m = small.metrics().orElseThrow();
        JobSnapshot large = new JobSnapshot(
                small.job(),
                small.time(),
                JobStatus.RUNNING,
                small.capacity(),
                Optional.of(new JobMetrics(
                        m.recordsInPerSecond() * scale,
                        m.recordsOutPerSecond() * scale,
                        m.busyRatio(),
                        0,
                        0,
                        demand * scale)));
        assertThat(target(thousand, large, forecast * scale, settings))
                .isEqualTo(target(one, small, forecast, settings));
    }
}
