package io.foretide.planner.fleet;

import static io.foretide.planner.fleet.Fleet.sizes;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.Allowance;
import io.foretide.planner.decision.Allowance.Limit;
import io.foretide.planner.fleet.FleetMember.Usage;
import io.foretide.telemetry.JobId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for every fleet: random ones from fixed seeds. */
class FleetPlanPropertiesTest {
    static IntStream seeds() {
        return IntStream.range(0, 500);
    }

    private static List<FleetMember> members(Random random) {
        int priorities = 1 + random.nextInt(4);
        List<FleetMember> members = new ArrayList<>();
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            int min = 1 + random.nextInt(4);
            int max = min + random.nextInt(12);
            Usage usage = new Usage(random.nextInt(max + 2), random.nextInt(max + 1), random.nextInt(5) == 0);
            members.add(new FleetMember(
                    new JobId("job-" + i),
                    10 * random.nextInt(priorities),
                    sizes(1 + random.nextInt(4), min, max),
                    usage));
        }
        return members;
    }

    /** From too few for the minimum to enough for everybody. */
    private static FleetSettings settings(List<FleetMember> members, Random random) {
        long most = Math.max(
                1,
                members.stream()
                        .mapToLong(one -> one.slots(one.sizes().maxTaskManagers() + 1))
                        .sum());
        return new FleetSettings(
                OptionalInt.of(1 + random.nextInt((int) most)), OptionalInt.of(1 + random.nextInt(members.size())));
    }

    private static Allowance allowance(FleetPlan plan, FleetMember member) {
        return plan.allowance(member.job()).orElseThrow();
    }

    private static int limit(FleetPlan plan, FleetMember member) {
        return allowance(plan, member).limit().map(Limit::taskManagers).orElseThrow();
    }

    /** What a job asks for next, at most. */
    private static int next(FleetPlan plan, FleetMember member) {
        return Math.min(limit(plan, member), member.wanted());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverGivesMoreThanTheFleetMayUseUnlessMinimumOrWhatRunsIsMore(int seed) {
        Random random = new Random(seed);
        List<FleetMember> members = members(random);
        FleetSettings settings = settings(members, random);
        FleetPlan plan = FleetPlan.of(settings, members);
        long held = members.stream()
                .mapToLong(one -> one.slots(Math.max(one.running(), one.min())))
                .sum();
        long meanwhile = members.stream()
                .mapToLong(one -> one.slots(Math.max(one.running(), limit(plan, one))))
                .sum();
        assertThat(meanwhile).as("while nobody has scaled down").isLessThanOrEqualTo(Math.max(held, slots(settings)));
        long min = members.stream().mapToLong(one -> one.slots(one.min())).sum();
        long then =
                members.stream().mapToLong(one -> one.slots(next(plan, one))).sum();
        assertThat(then).as("once everybody has").isLessThanOrEqualTo(Math.max(min, slots(settings)));
    }

    private static int slots(FleetSettings settings) {
        return settings.maxSlots().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverGivesLessThanTheMinimum(int seed) {
        Random random = new Random(seed);
        List<FleetMember> members = members(random);
        FleetPlan plan = FleetPlan.of(settings(members, random), members);
        assertThat(members).allMatch(one -> limit(plan, one) >= one.min());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void givesAllThatIsWantedWhereThereIsRoom(int seed) {
        Random random = new Random(seed);
        List<FleetMember> members = members(random);
        long room = members.stream()
                .mapToLong(one -> one.slots(Math.max(one.running(), one.wanted())))
                .sum();
        FleetPlan plan = FleetPlan.of(Fleet.slots((int) room), members);
        assertThat(members).allMatch(one -> limit(plan, one) >= Math.max(one.running(), one.wanted()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aHigherPriorityNeverGivesLess(int seed) {
        Random random = new Random(seed);
        List<FleetMember> members = members(random);
        FleetSettings settings = settings(members, random);
        FleetPlan plan = FleetPlan.of(settings, members);
        int index = random.nextInt(members.size());
        FleetMember one = members.get(index);
        for (int priority = one.priority(); priority <= 40; priority += 5) {
            FleetMember raised = new FleetMember(one.job(), priority, one.sizes(), one.usage());
            List<FleetMember> changed = new ArrayList<>(members);
            changed.set(index, raised);
            FleetPlan other = FleetPlan.of(settings, changed);
            assertThat(limit(other, raised)).as("priority %d", priority).isGreaterThanOrEqualTo(limit(plan, one));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nobodyYieldsToALowerPriority(int seed) {
        Random random = new Random(seed);
        List<FleetMember> members = members(random);
        FleetPlan plan = FleetPlan.of(settings(members, random), members);
        for (FleetMember cut : members) {
            if (limit(plan, cut) < Math.min(cut.running(), cut.wanted())) {
                assertThat(members)
                        .filteredOn(other -> other.priority() < cut.priority())
                        .allMatch(other -> next(plan, other) == other.min());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverBeginsMoreRescalesThanMayBeUnderWay(int seed) {
        Random random = new Random(seed);
        List<FleetMember> members = members(random);
        FleetSettings settings = settings(members, random);
        FleetPlan plan = FleetPlan.of(settings, members);
        long underWay = members.stream().filter(one -> one.usage().rescaling()).count();
        long may = members.stream()
                .filter(one -> allowance(plan, one).notYet().isEmpty())
                .count();
        assertThat(may).isEqualTo(Math.max(underWay, settings.rescalesAtOnce().orElseThrow()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void doesNotDependOnTheOrderOfTheMembers(int seed) {
        Random random = new Random(seed);
        List<FleetMember> members = members(random);
        FleetSettings settings = settings(members, random);
        FleetPlan plan = FleetPlan.of(settings, members);
        List<FleetMember> shuffled = new ArrayList<>(members);
        Collections.shuffle(shuffled, random);
        FleetPlan again = FleetPlan.of(settings, shuffled);
        assertThat(members).allMatch(one -> allowance(again, one).equals(allowance(plan, one)));
    }

    /** Wishes that stay: after a few rounds nobody is asked to change, and the slots are in use. */
    @ParameterizedTest
    @MethodSource("seeds")
    void comesToRest(int seed) {
        Random random = new Random(seed);
        List<FleetMember> members = members(random);
        FleetSettings settings = Fleet.slots(slots(settings(members, random)));
        List<FleetMember> before = members;
        for (int round = 0; round < 3; round++) {
            before = members;
            FleetPlan plan = FleetPlan.of(settings, before);
            members = before.stream()
                    .map(one -> new FleetMember(
                            one.job(),
                            one.priority(),
                            one.sizes(),
                            new Usage(next(plan, one), one.usage().wanted(), false)))
                    .toList();
        }
        assertThat(members)
                .extracting(FleetMember::running)
                .isEqualTo(before.stream().map(FleetMember::running).toList());
    }
}
