package io.foretide.planner.fleet;

import io.foretide.telemetry.JobId;
import java.util.List;
import java.util.function.Predicate;

/** Jobs that want slots, by priority. */
final class Claims {
    private final List<JobId> jobs;

    /** How many of them have a priority above that of the index. */
    private final int[] above = new int[FleetMember.MAX_PRIORITY + 1];

    /** Those of {@code ranked} that claim something. */
    Claims(List<FleetMember> ranked, Predicate<FleetMember> claims) {
        List<FleetMember> claiming = ranked.stream().filter(claims).toList();
        jobs = claiming.stream().map(FleetMember::job).toList();
        for (FleetMember one : claiming) {
            for (int lower = 0; lower < one.priority(); lower++) {
                above[lower]++;
            }
        }
    }

    List<JobId> above(int priority) {
        return jobs.subList(0, above[priority]);
    }

    List<JobId> of(int priority) {
        return jobs.subList(above[priority], priority == 0 ? jobs.size() : above[priority - 1]);
    }
}
