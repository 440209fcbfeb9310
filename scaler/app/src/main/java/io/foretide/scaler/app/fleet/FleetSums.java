package io.foretide.scaler.app.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foretide.planner.fleet.FleetSettings;
import java.util.List;
import java.util.OptionalInt;

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
    record States(int total, long served, long waiting, long overdue, long invalid) {}

    static FleetSums of(Fleet fleet) {
        List<JobRow> rows = fleet.members().stream().map(Fleet.Member::row).toList();
        FleetSettings limits = fleet.config().limits();
        return new FleetSums(
                new States(
                        rows.size(),
                        count(rows, JobRow.SERVED),
                        count(rows, JobRow.WAITING),
                        count(rows, JobRow.OVERDUE),
                        count(rows, JobRow.INVALID)),
                rows.stream().mapToInt(row -> row.slots().orElse(0)).sum(),
                rows.stream().mapToInt(row -> row.slotsRecommended().orElse(0)).sum(),
                rows.stream().mapToDouble(row -> row.demand().orElse(0.0)).sum(),
                fleet.rescalesUnderWay(),
                limits.maxSlots(),
                limits.rescalesAtOnce(),
                fleet.problems());
    }

    private static long count(List<JobRow> rows, String state) {
        return rows.stream().filter(row -> row.state().equals(state)).count();
    }
}
