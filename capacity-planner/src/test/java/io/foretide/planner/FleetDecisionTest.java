package io.foretide.planner;

import static io.foretide.planner.Fixtures.flat;
import static io.foretide.planner.Fixtures.minute;
import static io.foretide.planner.Fixtures.running;
import static io.foretide.planner.Fixtures.settings;
import static io.foretide.planner.Fixtures.settledAt;
import static io.foretide.planner.Fixtures.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.CapacityPlanner.Outcome;
import io.foretide.planner.decision.Allowance;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.SizeAt;
import io.foretide.planner.fleet.FleetMember;
import io.foretide.planner.fleet.FleetMember.Usage;
import io.foretide.planner.fleet.FleetPlan;
import io.foretide.planner.fleet.FleetSettings;
import io.foretide.planner.fleet.Wish;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.DailyPeriod;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.RuleSettings;
import io.foretide.planner.settings.Sizes;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.MetricsGap;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A job of a fleet that may use 20 slots, ten TaskManagers; one carries 150 records/s at the reference design's utilization. */
class FleetDecisionTest {
    private static final OptionalInt NONE = OptionalInt.empty();
    private static final FleetSettings SLOTS = new FleetSettings(OptionalInt.of(20), NONE);

    private final CapacityPlanner planner = new CapacityPlanner();
    private final PlannerSettings settings = settings(2, 8);

    private static FleetMember member(String job, int priority, int running, int wanted) {
        return new FleetMember(new JobId(job), priority, new Sizes(2, 2, 8, NONE), new Usage(running, wanted, false));
    }

    /** What a fleet leaves of "job", of priority 50, beside these. */
    private static Optional<Allowance> beside(FleetSettings fleet, FleetMember job, FleetMember... others) {
        List<FleetMember> members = new ArrayList<>(List.of(others));
        members.add(job);
        return FleetPlan.of(fleet, members).allowance(job.job());
    }

    /** It runs on 6 TaskManagers and wants them; jobs of higher priority want 6 of the fleet's 10, and have 4. */
    private static Optional<Allowance> yielding() {
        return beside(SLOTS, member("job", 50, 6, 6), member("orders", 90, 2, 3), member("payments", 80, 2, 3));
    }

    private Outcome decide(
            PlannerState state, JobSnapshot snapshot, Overrides overrides, Optional<Allowance> allowance) {
        return planner.plan(new PlanInput(
                state,
                snapshot,
                Optional.of(flat(snapshot.time(), 800)),
                overrides,
                settings,
                snapshot.time(),
                allowance));
    }

    private ScalingDecision decide(PlannerState state, Optional<Allowance> allowance) {
        return decide(state, running(minute(3), state.taskManagers(), 800, 0), Overrides.NONE, allowance)
                .decision();
    }

    private PlannerState on(int taskManagers) {
        return settledAt(taskManagers, 800, settings);
    }

    @Test
    void aJobYieldsToHigherPrioritiesWhateverItsLoadAndSaysSo() {
        ScalingDecision decision = decide(on(6), yielding());
        assertThat(decision.reason())
                .isEqualTo("Scale down 6 -> 4 TaskManagers: 5.3 are needed, as the 0.9 quantile of flat peaks at 800"
                        + " records/s and a TaskManager counts for 150; fleet: the fleet may use 20 slots, and jobs of"
                        + " higher priority want them (orders, payments).");
        assertThat(decision.reasonId()).isEqualTo("fleet-priority");
    }

    @Test
    void itYieldsWithinItsCooldownToo() {
        PlannerState fresh = on(4).rescaled(minute(2), 6);
        PlannerState complete = fresh.withHistory(fresh.history().interrupted());
        assertThat(decide(complete, yielding()).reasonId()).isEqualTo("fleet-priority");
    }

    @Test
    void whatItWantedIsWhatTheNextPlanGoesBy() {
        assertThat(Wish.of(decide(on(6), yielding()))).isEqualTo(6);
        ScalingDecision grown = decide(on(4), beside(SLOTS, member("job", 50, 4, 6), member("orders", 90, 5, 5)));
        assertThat(grown.reason())
                .startsWith("Scale up 4 -> 5 TaskManagers")
                .endsWith("; fleet: the fleet may use 20 slots, and a job of higher priority wants them (orders).");
        assertThat(Wish.of(grown)).isEqualTo(6);
        assertThat(Wish.of(decide(on(4), Optional.empty()))).isEqualTo(6);
        assertThat(Wish.of(decide(on(6), Optional.empty()))).isEqualTo(6);
    }

    @Test
    void aJobThatOnlyWaitsForItsCooldownWantsToGrowStill() {
        PlannerState fresh = on(3).rescaled(minute(2), 4);
        PlannerState complete = fresh.withHistory(fresh.history().interrupted());
        ScalingDecision decision = decide(complete, Optional.empty());
        assertThat(decision.reasonId()).isEqualTo("cooldown");
        assertThat(Wish.of(decision)).isEqualTo(6);
    }

    @Test
    void itWaitsForSlotsThatOthersHaveToGiveBack() {
        ScalingDecision decision = decide(on(4), beside(SLOTS, member("job", 50, 4, 6), member("ads", 10, 6, 6)));
        assertThat(decision).isInstanceOf(Hold.class);
        assertThat(decision.reasonId()).isEqualTo("fleet-waiting");
        assertThat(decision.reason())
                .endsWith(
                        "; fleet: the fleet may use 20 slots, and those that it gets are not free until ads has scaled"
                                + " down.");
    }

    @Test
    void itWaitsForItsTurnAndWantsTheSameStill() {
        FleetSettings oneAtOnce = new FleetSettings(NONE, OptionalInt.of(1));
        ScalingDecision decision =
                decide(on(4), beside(oneAtOnce, member("job", 50, 4, 6), member("orders", 90, 2, 3)));
        assertThat(decision).isInstanceOf(Hold.class);
        assertThat(decision.reason()).endsWith("; fleet: the fleet rescales 1 job at once, and orders comes first.");
        assertThat(Wish.of(decision)).isEqualTo(6);
        assertThat(decision.planned().sizes())
                .as("as if its turn came next")
                .extracting(SizeAt::taskManagers)
                .containsExactly(4, 6);
    }

    @Test
    void whatHasNotBeenSeenHolds() {
        JobSnapshot blind = without(JobStatus.RUNNING, minute(3), 6);
        assertThat(decide(on(6), blind, Overrides.NONE, yielding()).decision().reasonId())
                .isEqualTo("no-metrics");
        JobSnapshot old = running(minute(0), 6, 800, 0);
        ScalingDecision late = planner.decide(
                        new PlanInput(on(6), old, Optional.empty(), Overrides.NONE, settings, minute(10), yielding()))
                .decision();
        assertThat(late.reasonId()).isEqualTo("stale-telemetry");
    }

    @Test
    void aBlockedJobOfWhichNobodyKnowsWhatArrivesYieldsNothing() {
        JobSnapshot blocked =
                running(minute(3), 6, 800, 0).without(new MetricsGap.Blocked("source", "sink", true, 800));
        assertThat(decide(on(6), blocked, Overrides.NONE, yielding()).decision())
                .isInstanceOf(Hold.class);
    }

    @Test
    void whatPeopleAskForComesBeforeTheFleet() {
        JobSnapshot seen = running(minute(3), 6, 800, 0);
        Overrides pinned = new Overrides(Optional.empty(), false, false, OptionalInt.of(7), NONE, NONE);
        assertThat(decide(on(6), seen, pinned, yielding()).state().taskManagers())
                .isEqualTo(7);
        Overrides paused = new Overrides(Optional.empty(), false, true, NONE, NONE, NONE);
        ScalingDecision kept = decide(on(6), seen, paused, yielding()).decision();
        assertThat(kept.reasonId()).isEqualTo("paused-down");
        assertThat(kept).isInstanceOf(Hold.class);
        Overrides least = new Overrides(Optional.empty(), false, false, NONE, OptionalInt.of(5), NONE);
        assertThat(decide(on(6), seen, least, yielding()).state().taskManagers())
                .isEqualTo(5);
    }

    @Test
    void aJobThatMayNotGrowWantsNothing() {
        Overrides paused = new Overrides(Optional.empty(), true, false, NONE, NONE, NONE);
        ScalingDecision decision = decide(
                        on(4),
                        running(minute(3), 4, 800, 0),
                        paused,
                        beside(SLOTS, member("job", 50, 4, 6), member("orders", 90, 6, 6)))
                .decision();
        assertThat(decision.reasonId()).isEqualTo("paused-up");
        assertThat(Wish.of(decision)).isEqualTo(4);
    }

    @Test
    void nothingIsRescaledInAnExcludedPeriod() {
        DailyPeriod morning = new DailyPeriod(LocalTime.of(6, 0), LocalTime.of(7, 0), ZoneOffset.UTC);
        RuleSettings rules = settings.rules();
        PlannerSettings excluding = settings.withRules(new RuleSettings(
                rules.cooldown(),
                rules.stabilization(),
                rules.standoff(),
                rules.mostUp(),
                rules.mostDown(),
                rules.rescalesPerDay(),
                List.of(morning),
                rules.events()));
        ScalingDecision decision = planner.decide(new PlanInput(
                        on(6),
                        running(minute(3), 6, 800, 0),
                        Optional.of(flat(minute(3), 800)),
                        Overrides.NONE,
                        excluding,
                        minute(3),
                        yielding()))
                .decision();
        assertThat(decision.reasonId()).isEqualTo("excluded-period");
        assertThat(decision).isInstanceOf(Hold.class);
    }

    @Test
    void aFleetWithRoomChangesNothing() {
        Optional<Allowance> room = beside(SLOTS, member("job", 50, 4, 6), member("orders", 90, 2, 2));
        assertThat(room).isPresent();
        assertThat(decide(on(4), room)).isEqualTo(decide(on(4), Optional.empty()));
    }
}
