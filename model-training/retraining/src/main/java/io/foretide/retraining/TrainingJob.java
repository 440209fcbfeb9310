package io.foretide.retraining;

import io.foretide.datasets.FlightsDataset;
import io.foretide.datasets.Trace;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Period;
import io.foretide.store.FeatureStore;
import io.foretide.telemetry.JobId;
import io.foretide.text.InputException;
import io.foretide.training.FlightsHistory;
import io.foretide.training.registry.TrainingPlan;
import io.foretide.whatif.setup.SimulationOptions;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * The series to train on, and what is known of its job.
 *
 * @param name of the series
 * @param history at most six months
 * @param zone local time of the calendar
 * @param planner with which the service would use forecasts
 * @param options the job and the cluster, for the simulation
 * @param masked restarts and incidents
 */
public record TrainingJob(
        String name,
        FeatureWindow history,
        ZoneId zone,
        PlannerSettings planner,
        SimulationOptions options,
        List<Period> masked) {
    private static final int SLOTS_PER_TASK_MANAGER = 4;
    private static final int MAX_TASK_MANAGERS = 1000;

    public TrainingJob {
        masked = List.copyOf(masked);
    }

    /**
     * The flights that ship, before an instant.
     *
     * @throws InputException if they do not reach there
     */
    public static TrainingJob flights(Instant until) {
        Trace flights = FlightsDataset.load();
        if (!until.isAfter(flights.start()) || until.isAfter(flights.end())) {
            throw new InputException("--until " + until + ": must be after " + flights.start() + " and up to "
                    + flights.end() + ", where the flights end");
        }
        return new TrainingJob(
                "flights",
                FlightsHistory.of(flights.slice(flights.start(), until)),
                FlightsHistory.ZONE,
                PlannerSettings.defaults(SLOTS_PER_TASK_MANAGER, 1, MAX_TASK_MANAGERS),
                SimulationOptions.defaults(),
                List.of());
    }

    /**
     * The stored history of a job before an instant, as {@link StoredDays} has it.
     *
     * @param masked what is not to be learned from
     * @throws IllegalStateException if nothing is stored
     */
    public static TrainingJob stored(
            JobId job, FeatureStore store, ZoneId zone, PlannerSettings planner, List<Period> masked, Instant until) {
        FeatureWindow history = StoredDays.before(until, job, store, TrainingPlan.MAX_HISTORY);
        return new TrainingJob(job.value(), history, zone, planner, SimulationOptions.of(planner), masked);
    }
}
