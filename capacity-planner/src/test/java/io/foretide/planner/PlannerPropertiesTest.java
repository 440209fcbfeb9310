package io.foretide.planner;

import static io.foretide.planner.Fixtures.flat;
import static io.foretide.planner.Fixtures.minute;
import static io.foretide.planner.Fixtures.running;
import static io.foretide.planner.Fixtures.settings;
import static io.foretide.planner.Fixtures.settledAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.CapacityPlanner.Outcome;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Strategy;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for every load: random cases from fixed seeds. */
class PlannerPropertiesTest {
    private final CapacityPlanner planner = new CapacityPlanner();

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    /** Seeds by strategy. */
    static Stream<Arguments> cases() {
        return IntStream.range(0, 100)
                .boxed()
                .flatMap(seed -> Stream.of(
                        Arguments.of(seed, Strategy.Threshold.DEFAULT),
                        Arguments.of(seed, Strategy.TargetTracking.DEFAULT),
                        Arguments.of(seed, Strategy.RecedingHorizon.DEFAULT)));
    }

    private int target(PlannerState state, JobSnapshot snapshot, double forecast, PlannerSettings settings) {
        Outcome outcome = planner.decide(new PlanInput(
                state,
                snapshot,
                Optional.of(flat(snapshot.time(), forecast)),
                Overrides.NONE,
                settings,
                snapshot.time()));
        return outcome.state().taskManagers();
    }

    /**
     * A load that is expected to stay. Where the plan expects it to change soon, it may wait with a large step down instead
     * of taking a small one now, so that less load can mean more slots for a while.
     */
    @ParameterizedTest
    @MethodSource("cases")
    void moreDemandNeverMeansLessParallelism(int seed, Strategy strategy) {
        Random random = new Random(seed);
        PlannerSettings settings = settings(1, 20).withStrategy(strategy);
        int taskManagers = 1 + random.nextInt(20);
        double demand = random.nextDouble() * 1500;
        int before = 0;
        for (double times = 1; times < 3; times += 0.05) {
            double load = demand * times;
            int target = target(settledAt(taskManagers, load, settings), saturated(taskManagers, load), load, settings);
            assertThat(target).as("%.2f times the load", times).isGreaterThanOrEqualTo(before);
            before = target;
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void carriesWhatIsNeededNowWhateverTheForecastSays(int seed, Strategy strategy) {
        Random random = new Random(seed);
        PlannerSettings settings = settings(1, 40).withStrategy(strategy);
        int taskManagers = 1 + random.nextInt(20);
        double demand = random.nextDouble() * 3000;
        int target = target(
                settledAt(taskManagers, demand, settings),
                saturated(taskManagers, demand),
                random.nextDouble() * 3000,
                settings);
        assertThat(target * 2 * Fixtures.RATE).isGreaterThanOrEqualTo(demand * 0.99);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void forTheThresholdsThePresentLoadAndTheForecastCountEachForItself(int seed) {
        Random random = new Random(seed);
        PlannerSettings settings = settings(1, 20);
        int taskManagers = 1 + random.nextInt(20);
        double demand = random.nextDouble() * 3000;
        double more = demand * (1 + random.nextDouble());
        double forecast = random.nextDouble() * 3000;
        PlannerState state = settledAt(taskManagers, demand, settings);
        int lower = target(state, saturated(taskManagers, demand), forecast, settings);
        assertThat(target(settledAt(taskManagers, more, settings), saturated(taskManagers, more), forecast, settings))
                .isGreaterThanOrEqualTo(lower);
        assertThat(target(state, saturated(taskManagers, demand), forecast * (1 + random.nextDouble()), settings))
                .isGreaterThanOrEqualTo(lower);
    }

    private static JobSnapshot saturated(int taskManagers, double demand) {
        return running(minute(2), taskManagers, demand, 0);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void staysWithinBoundsAndOutOfTheCooldownButForARescue(int seed, Strategy strategy) {
        Random random = new Random(seed);
        int min = 1 + random.nextInt(4);
        PlannerSettings settings = settings(min, min + random.nextInt(10)).withStrategy(strategy);
        PlannerState state = PlannerState.initial(min, settings);
        Deque<Instant> rescales = new ArrayDeque<>(List.of(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH));
        for (int i = 0; i < 300; i++) {
            double demand = random.nextDouble() * 4000;
            Outcome outcome = planner.decide(new PlanInput(
                    state,
                    running(minute(i), state.taskManagers(), demand, random.nextInt(3) * demand * 60),
                    Optional.of(flat(minute(i), random.nextDouble() * 4000)),
                    Overrides.NONE,
                    settings,
                    minute(i)));
            state = outcome.state();
            assertThat(state.taskManagers()).isBetween(settings.minTaskManagers(), settings.maxTaskManagers());
            if (outcome.decision() instanceof Rescale rescale) {
                boolean rescued =
                        rescale.isUp() && demand > 100 * settings.sizes().subtasksOn(rescale.fromTaskManagers());
                assertThat(minute(i))
                        .isAfterOrEqualTo(
                                (rescued ? rescales.getFirst() : rescales.getLast()).plus(settings.cooldown()));
                rescales.removeFirst();
                rescales.addLast(minute(i));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void constantDemandConvergesAndStays(int seed, Strategy strategy) {
        Random random = new Random(seed);
        PlannerSettings settings = settings(1, 30).withStrategy(strategy);
        double demand = random.nextDouble() * 3000;
        PlannerState state = PlannerState.initial(1 + random.nextInt(30), settings);
        int changes = 0;
        int changesLater = 0;
        for (int i = 0; i < 120; i++) {
            Outcome outcome = planner.decide(new PlanInput(
                    state,
                    running(minute(i), state.taskManagers(), demand, 0),
                    Optional.of(flat(minute(i), demand)),
                    Overrides.NONE,
                    settings,
                    minute(i)));
            state = outcome.state();
            int changed = outcome.decision() instanceof Rescale ? 1 : 0;
            changes += changed;
            changesLater += i >= 60 ? changed : 0;
        }
        // the second one when the rate is no longer only believed
        assertThat(changes).isLessThanOrEqualTo(2);
        assertThat(changesLater).isZero();
        assertThat(state.taskManagers() * 200.0).isGreaterThanOrEqualTo(Math.min(demand, 6000));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void doesNotDependOnTheUnitOfRecords(int seed, Strategy strategy) {
        Random random = new Random(seed);
        PlannerSettings settings = settings(1, 20).withStrategy(strategy);
        int taskManagers = 1 + random.nextInt(20);
        double demand = 50 + random.nextDouble() * 3000;
        double forecast = 50 + random.nextDouble() * 3000;
        double scale = 1000;
        PlannerState one = settledAt(taskManagers, demand, settings);
        PlannerSettings larger = settings.withPriors(Fixtures.priors(Fixtures.RATE * scale));
        PlannerState thousand = settledAt(taskManagers, demand * scale, larger);
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
