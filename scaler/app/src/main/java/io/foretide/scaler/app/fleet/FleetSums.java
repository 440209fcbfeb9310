package io.foretide.scaler.app.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foretide.planner.fleet.FleetSettings;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A fleet as a whole.
 *
 * @param jobs how many, by state
 * @param slots of all jobs
 * @param slotsRecommended of all jobs
 * @param demand records/s of all jobs
 * @param maxSlots that they may have
 * @param rescalesAtOnce that may be under way
 * @param problems of the file as a whole
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record FleetSums(
        States jobs,
        int slots,
        int slotsRecommended,
        double demand,
        int rescalesUnderWay,
        OptionalInt maxSlots,
        OptionalInt rescalesAtOnce,
        List<String> problems) {
    FleetSums {
        problems = List.copyOf(problems);
    }

    /** Jobs by state. */
    record States(int total, long served, long waiting, long overdue, long invalid, long elsewhere) {}

    static FleetSums of(Fleet fleet) {
        List<JobView> jobs = fleet.views();
        Map<String, Long> states = jobs.stream().collect(Collectors.groupingBy(JobView::state, Collectors.counting()));
        FleetSettings limits = fleet.config().limits();
        return new FleetSums(
                new States(
                        jobs.size(),
                        states.getOrDefault(JobRow.SERVED, 0L),
                        states.getOrDefault(JobRow.WAITING, 0L),
                        states.getOrDefault(JobRow.OVERDUE, 0L),
                        states.getOrDefault(JobRow.INVALID, 0L),
                        states.getOrDefault(JobRow.ELSEWHERE, 0L)),
                jobs.stream().mapToInt(job -> job.slots().orElse(0)).sum(),
                jobs.stream().mapToInt(job -> job.slotsRecommended().orElse(0)).sum(),
                jobs.stream().mapToDouble(job -> job.demand().orElse(0.0)).sum(),
                fleet.rescalesUnderWay(),
                limits.maxSlots(),
                limits.rescalesAtOnce(),
                fleet.problems());
    }
}
