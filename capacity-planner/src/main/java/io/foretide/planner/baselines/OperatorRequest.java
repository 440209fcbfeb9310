package io.foretide.planner.baselines;

import io.foretide.planner.simulation.Plan;
import io.foretide.planner.simulation.SimulationReport;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.series.Quality;
import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A simulation under the autoscaler of Flink's Kubernetes operator, as it is handed to the program that has that autoscaler
 * on its class path. Immutable.
 *
 * @param variant which configuration of the autoscaler
 * @param settings the job and the cluster
 * @param start of the demand
 * @param step of the demand
 * @param recordsPerSecond the demand; NaN where it was not measured
 * @param startTaskManagers size to begin with
 */
public record OperatorRequest(
        Variant variant,
        SimulationSettings settings,
        Instant start,
        Duration step,
        List<Double> recordsPerSecond,
        int startTaskManagers) {
    /** Time between two reconciliations of a job by the operator: its default. */
    public static final Duration INTERVAL = Duration.ofSeconds(60);

    public OperatorRequest {
        recordsPerSecond = List.copyOf(recordsPerSecond);
        for (double value : recordsPerSecond) {
            if (value < 0 || Double.isInfinite(value)) {
                throw new IllegalArgumentException(
                        "records per second " + value + ": must be a finite number from 0 or NaN");
            }
        }
        if (startTaskManagers < 1) {
            throw new IllegalArgumentException(
                    "TaskManagers at the start " + startTaskManagers + ": must be at least 1");
        }
    }

    /** Configurations of the autoscaler. */
    public enum Variant {
        /** The operator's defaults. */
        DEFAULTS("flink-operator"),
        /** The quicker settings of the example in the operator's documentation. */
        FAST("flink-operator-fast");

        private final String policyName;

        Variant(String policyName) {
            this.policyName = policyName;
        }

        public String policyName() {
            return policyName;
        }
    }

    /** The request to run {@code demand} (records/s); gaps are carried forward by the simulator, on either side alike. */
    public static OperatorRequest of(
            Variant variant, SimulationSettings settings, TimeSeries demand, int startTaskManagers) {
        List<Double> values = new ArrayList<>(demand.size());
        for (int i = 0; i < demand.size(); i++) {
            boolean measured = demand.quality(i) == Quality.OBSERVED || (i == 0 && !demand.isMissing(0));
            values.add(measured ? demand.value(i) : Double.NaN);
        }
        return new OperatorRequest(variant, settings, demand.start(), demand.step(), values, startTaskManagers);
    }

    /** The demand in records/s. */
    public TimeSeries demand() {
        return TimeSeries.ofObserved(
                start,
                step,
                recordsPerSecond.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * Outcome of the simulation.
     *
     * @param changes of size, ascending in time
     * @param report of the simulation
     */
    public record Answer(List<Change> changes, SimulationReport report) {
        public Answer {
            changes = List.copyOf(changes);
        }

        /** A new copy of the sizes for one replay. */
        public Plan plan() {
            return new Plan(
                    report.policy(),
                    INTERVAL,
                    changes.stream().map(Change::time).toArray(Instant[]::new),
                    changes.stream().mapToInt(Change::taskManagers).toArray());
        }
    }

    /** From {@code time} on {@code taskManagers} are asked for. */
    public record Change(Instant time, int taskManagers) {}
}
