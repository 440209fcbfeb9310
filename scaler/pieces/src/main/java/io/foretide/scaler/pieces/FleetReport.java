package io.foretide.scaler.pieces;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foretide.scaler.pieces.PieceResult.State;
import io.foretide.text.Rounded;
import io.foretide.whatif.RecordedUse;
import io.foretide.whatif.SimulationResult.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of all pieces, as it is printed as JSON.
 *
 * @param seconds from the first piece to the last
 * @param sums of all jobs
 * @param jobs in the order of the fleet
 */
public record FleetReport(double seconds, Sums sums, List<PieceResult> jobs) {
    public FleetReport {
        jobs = List.copyOf(jobs);
    }

    /**
     * Sums of all jobs.
     *
     * @param policies a sum a policy over the jobs that were simulated; empty if none was
     * @param recorded what these jobs really used, where that is known
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Sums(int done, int skipped, int failed, List<PolicySum> policies, Optional<RecordedUse> recorded) {
        public Sums {
            policies = List.copyOf(policies);
        }
    }

    /** A policy's figures over all jobs that were simulated. */
    public record PolicySum(String name, double slotHours, long violationMinutes, long rescales, double cost) {
        private PolicySum plus(Policy one) {
            return new PolicySum(
                    name,
                    Rounded.to(slotHours + one.slotHours(), 4),
                    violationMinutes + one.violationMinutes(),
                    rescales + one.rescales(),
                    Rounded.to(cost + one.cost(), 4));
        }
    }

    /** Adds up. */
    public static FleetReport of(List<PieceResult> jobs, double seconds) {
        Map<String, PolicySum> policies = new LinkedHashMap<>();
        List<RecordedUse> recorded = new ArrayList<>();
        jobs.stream().flatMap(job -> job.simulation().stream()).forEach(simulation -> {
            for (Policy policy : simulation.policies()) {
                policies.merge(
                        policy.name(),
                        new PolicySum(policy.name(), 0, 0, 0, 0).plus(policy),
                        (sum, next) -> sum.plus(policy));
            }
            simulation.recorded().ifPresent(recorded::add);
        });
        Sums sums = new Sums(
                count(jobs, State.DONE),
                count(jobs, State.SKIPPED),
                count(jobs, State.FAILED),
                List.copyOf(policies.values()),
                recorded.stream().reduce(RecordedUse::plus));
        return new FleetReport(Rounded.to(seconds, 1), sums, jobs);
    }

    private static int count(List<PieceResult> jobs, State state) {
        return (int) jobs.stream().filter(job -> job.state() == state).count();
    }
}
