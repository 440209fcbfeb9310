package io.foretide.planner;

import static io.foretide.planner.Fixtures.flat;
import static io.foretide.planner.Fixtures.horizon;
import static io.foretide.planner.Fixtures.minute;
import static io.foretide.planner.Fixtures.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.fleet.FleetMember;
import io.foretide.planner.fleet.FleetMember.Usage;
import io.foretide.planner.fleet.FleetPlan;
import io.foretide.planner.fleet.FleetSettings;
import io.foretide.planner.fleet.Wish;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.JobId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Planners of a fleet, minute by minute: each goes by the plan that what all wanted a minute ago has led to. */
class FleetLoopTest {
    private static final PlannerSettings SETTINGS = horizon(1, 20);

    private final CapacityPlanner planner = new CapacityPlanner();
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private int now;

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    private static final class Job {
        private final int priority;
        private double demand;
        private PlannerState state;
        private Optional<ScalingDecision> last = Optional.empty();

        Job(int priority, double demand, int taskManagers) {
            this.priority = priority;
            this.demand = demand;
            this.state = PlannerState.initial(taskManagers, SETTINGS);
        }

        FleetMember member(String name) {
            int size = state.taskManagers();
            Usage usage = new Usage(
                    size,
                    last.map(Wish::of).orElse(size),
                    state.history().pending().isPresent());
            return new FleetMember(new JobId(name), priority, SETTINGS.sizes(), usage);
        }
    }

    private static FleetSettings fleet(int maxSlots, int rescalesAtOnce) {
        return new FleetSettings(OptionalInt.of(maxSlots), OptionalInt.of(rescalesAtOnce));
    }

    private int slots() {
        return jobs.values().stream()
                .mapToInt(job -> 2 * job.state.taskManagers())
                .sum();
    }

    /** The rescales of a minute. */
    private int tick(FleetSettings settings) {
        List<FleetMember> members = jobs.entrySet().stream()
                .map(job -> job.getValue().member(job.getKey()))
                .toList();
        FleetPlan plan = FleetPlan.of(settings, members);
        int rescales = 0;
        for (FleetMember member : members) {
            Job job = Objects.requireNonNull(jobs.get(member.job().value()));
            CapacityPlanner.Outcome outcome = planner.decide(new PlanInput(
                    job.state,
                    running(minute(now), job.state.taskManagers(), job.demand, 0),
                    Optional.of(flat(minute(now), job.demand)),
                    Overrides.NONE,
                    SETTINGS,
                    minute(now),
                    plan.allowance(member.job())));
            job.state = outcome.state();
            job.last = Optional.of(outcome.decision());
            rescales += outcome.decision() instanceof Rescale ? 1 : 0;
        }
        now++;
        return rescales;
    }

    private int run(int minutes, FleetSettings settings) {
        int rescales = 0;
        for (int i = 0; i < minutes; i++) {
            rescales += tick(settings);
            assertThat(slots())
                    .as("minute %d", now)
                    .isLessThanOrEqualTo(settings.maxSlots().orElseThrow());
        }
        return rescales;
    }

    private int size(String job) {
        return Objects.requireNonNull(jobs.get(job)).state.taskManagers();
    }

    @Test
    void aGrowingJobGetsTheSlotsOfLowerPrioritiesAndReturnsThem() {
        jobs.put("orders", new Job(90, 700, 4));
        jobs.put("search", new Job(50, 700, 4));
        jobs.put("reports", new Job(10, 1000, 6));
        FleetSettings settings = fleet(30, 2);
        run(30, settings);
        assertThat(size("reports")).isEqualTo(6);
        Objects.requireNonNull(jobs.get("orders")).demand = 1500;
        run(15, settings);
        assertThat(size("orders") * 200).isGreaterThanOrEqualTo(1500);
        assertThat(size("search") * 200).isGreaterThanOrEqualTo(700);
        assertThat(size("reports")).isLessThan(6);
        assertThat(Objects.requireNonNull(jobs.get("reports"))
                        .last
                        .orElseThrow()
                        .reasonId())
                .isEqualTo("fleet-priority");
        Objects.requireNonNull(jobs.get("orders")).demand = 300;
        run(60, settings);
        assertThat(size("reports") * 200).isGreaterThanOrEqualTo(1000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void staysWithinItsSlotsAndComesToRest(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 8; i++) {
            jobs.put(
                    "job-" + i,
                    new Job(10 * random.nextInt(3), 100 + 1500 * random.nextDouble(), 1 + random.nextInt(3)));
        }
        FleetSettings settings = fleet(48 + random.nextInt(30), 1 + random.nextInt(4));
        for (int change = 0; change < 4; change++) {
            jobs.values().forEach(job -> job.demand = 100 + 1500 * random.nextDouble());
            run(45, settings);
        }
        run(60, settings);
        assertThat(run(60, settings))
                .as("rescales of an hour, the loads staying")
                .isLessThanOrEqualTo(4);
    }

    /** Loads that waver by a few percent, as real ones do. */
    @ParameterizedTest
    @MethodSource("seeds")
    void equalsThatDoNotFitAreNotRescaledForEveryChangeOfOne(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 8; i++) {
            jobs.put("job-" + i, new Job(50, 1200, 3));
        }
        FleetSettings settings = fleet(80, 8);
        int rescales = 0;
        for (int i = 0; i < 180; i++) {
            jobs.values().forEach(job -> job.demand = 1200 * (0.95 + 0.1 * random.nextDouble()));
            int before = run(1, settings);
            rescales += i < 60 ? 0 : before;
        }
        assertThat(rescales).as("of 8 jobs in two hours").isLessThanOrEqualTo(16);
    }
}
