package io.foretide.planner.fleet;

import io.foretide.planner.decision.Allowance;
import io.foretide.planner.decision.Allowance.Limit;
import io.foretide.planner.fleet.FleetMember.Usage;
import io.foretide.planner.settings.Sizes;
import io.foretide.telemetry.JobId;
import java.util.OptionalInt;

/** Fleets to plan for: jobs of one slot a TaskManager, at least 2 and at most 50 of them. */
final class Fleet {
    private static final Sizes SIZES = sizes(1, 2, 50);

    private Fleet() {}

    static Sizes sizes(int slotsPerTaskManager, int min, int max) {
        return new Sizes(slotsPerTaskManager, min, max, OptionalInt.empty());
    }

    static FleetMember job(String name, int priority, int running, int wanted) {
        return new FleetMember(new JobId(name), priority, SIZES, new Usage(running, wanted, false));
    }

    /** The same while it is rescaled. */
    static FleetMember rescaling(FleetMember member) {
        return new FleetMember(
                member.job(), member.priority(), member.sizes(), new Usage(member.running(), member.wanted(), true));
    }

    static FleetMember withSizes(FleetMember member, Sizes sizes) {
        return new FleetMember(member.job(), member.priority(), sizes, member.usage());
    }

    static FleetSettings slots(int maxSlots) {
        return new FleetSettings(OptionalInt.of(maxSlots), OptionalInt.empty());
    }

    static FleetSettings atOnce(int rescales) {
        return new FleetSettings(OptionalInt.empty(), OptionalInt.of(rescales));
    }

    static Allowance allowance(FleetPlan plan, String job) {
        return plan.allowance(new JobId(job)).orElseThrow();
    }

    static Limit limit(FleetPlan plan, String job) {
        return allowance(plan, job).limit().orElseThrow();
    }

    /** The most TaskManagers of a job. */
    static int most(FleetPlan plan, String job) {
        return limit(plan, job).taskManagers();
    }

    /** Why no more, half a sentence. */
    static String why(FleetPlan plan, String job) {
        return limit(plan, job).why().sentence();
    }
}
