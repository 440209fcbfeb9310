package io.foretide.retraining;

import io.foretide.datasets.FlightsDataset;
import io.foretide.datasets.Trace;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Minutes;
import io.foretide.series.Period;
import io.foretide.store.DataFolder;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.JobId;
import io.foretide.text.InputException;
import io.foretide.training.FlightsHistory;
import io.foretide.training.registry.TrainingPlan;
import io.foretide.whatif.setup.SimulationOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
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
     * The stored history of a job before an instant, such as {@link #lastMidnight}; one that ends earlier is taken up to its own
     * last midnight UTC. Rows from there on, as a clock that was ahead leaves them, take no part.
     *
     * @param data folder of the feature store
     * @param masked what is not to be learned from
     * @throws IllegalStateException if nothing is stored
     */
    public static TrainingJob stored(
            JobId job, Path data, ZoneId zone, PlannerSettings planner, List<Period> masked, Instant until) {
        Path file = new DataFolder(data).features();
        if (!Files.exists(file)) {
            throw tooLittle(job, data);
        }
        try (SqliteDatabase database = SqliteDatabase.open(file, FeatureStore.MIGRATIONS)) {
            FeatureStore store = new FeatureStore(database);
            Instant first = store.earliest(job).orElseThrow(() -> tooLittle(job, data));
            Instant over =
                    store.latest(job).orElseThrow(() -> tooLittle(job, data)).plus(Minutes.STEP);
            Instant end = over.isBefore(until) ? lastMidnight(over) : until;
            Instant longest = end.minus(TrainingPlan.MAX_HISTORY);
            Instant from = first.isAfter(longest) ? first : longest;
            if (!end.isAfter(from)) {
                throw tooLittle(job, data);
            }
            return new TrainingJob(
                    job.value(), store.range(job, from, end), zone, planner, SimulationOptions.of(planner), masked);
        }
    }

    /** The end of a training's data: one that was ended and is begun again the same day has the same data and goes on. */
    public static Instant lastMidnight(Instant now) {
        return now.truncatedTo(ChronoUnit.DAYS);
    }

    private static IllegalStateException tooLittle(JobId job, Path data) {
        return new IllegalStateException("job " + job + " has no whole day of history in " + data
                + ": let foretide serve collect some weeks first");
    }
}
