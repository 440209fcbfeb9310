package io.foretide.scaler.training;

import io.foretide.datasets.FlightsDataset;
import io.foretide.datasets.Trace;
import io.foretide.planner.PlannerSettings;
import io.foretide.scaler.UserError;
import io.foretide.scaler.config.ForetideConfig;
import io.foretide.scaler.simulate.Knob;
import io.foretide.scaler.simulate.Knobs;
import io.foretide.series.FeatureWindow;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.foretide.training.FlightsHistory;
import io.foretide.training.TrainingMask.Period;
import io.foretide.training.registry.TrainingPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The series to train on, and what is known of its job.
 *
 * @param name of the series
 * @param history at most six months
 * @param zone local time of the calendar
 * @param planner with which the service would use forecasts
 * @param knobs the job and the cluster, for the simulation
 * @param masked restarts and incidents
 */
public record TrainingJob(
        String name, FeatureWindow history, ZoneId zone, PlannerSettings planner, Knobs knobs, List<Period> masked) {
    private static final int SLOTS = 4;
    private static final int MOST_TASK_MANAGERS = 1000;

    public TrainingJob {
        masked = List.copyOf(masked);
    }

    /**
     * The flights that ship, before an instant.
     *
     * @throws UserError if they do not reach there
     */
    public static TrainingJob flights(Instant until) {
        Trace flights = FlightsDataset.load();
        if (!until.isAfter(flights.start()) || until.isAfter(flights.end())) {
            throw new UserError(
                    UserError.USAGE,
                    "--until " + until + ": after " + flights.start() + " and up to " + flights.end()
                            + ", where the flights end, is allowed");
        }
        return new TrainingJob(
                "flights",
                FlightsHistory.of(flights.slice(flights.start(), until)),
                FlightsHistory.ZONE,
                PlannerSettings.defaults(SLOTS, 1, MOST_TASK_MANAGERS),
                Knobs.usual(),
                List.of());
    }

    /**
     * The stored history of a configured job, up to the last midnight UTC: a training that was ended and is begun again the
     * same day has the same data and goes on.
     *
     * @param until another end
     * @throws UserError if nothing is stored
     */
    public static TrainingJob stored(ForetideConfig config, Optional<Instant> until) {
        Path file = config.data().resolve("features.db");
        if (!Files.exists(file)) {
            throw tooLittle(config);
        }
        try (SqliteDatabase database = SqliteDatabase.open(file, FeatureStore.MIGRATIONS)) {
            FeatureStore store = new FeatureStore(database);
            Instant first = store.earliest(config.job()).orElseThrow(() -> tooLittle(config));
            Instant last = store.latest(config.job()).orElseThrow(() -> tooLittle(config));
            Instant end = until.orElse(last.truncatedTo(ChronoUnit.DAYS));
            Instant longest = end.minus(TrainingPlan.LONGEST);
            Instant from = first.isAfter(longest) ? first : longest;
            if (!end.isAfter(from)) {
                throw tooLittle(config);
            }
            List<Period> masked = new ArrayList<>(Restarts.of(config.data().resolve("decisions.db"), config.job()));
            masked.addAll(config.training().incidents());
            return new TrainingJob(
                    config.job().value(),
                    store.range(config.job(), from, end),
                    config.calendar().zone(),
                    config.planner(),
                    knobs(config.planner()),
                    masked);
        }
    }

    private static Knobs knobs(PlannerSettings planner) {
        Knobs knobs = Knobs.usual()
                .with(Knob.SLOTS_PER_TASK_MANAGER, String.valueOf(planner.slotsPerTaskManager()))
                .with(Knob.SLO_LAG, planner.sloLag().toString());
        return planner.priors().recordsPerSecondPerSlot().isPresent()
                ? knobs.with(
                        Knob.RECORDS_PER_SECOND_PER_SLOT,
                        String.valueOf(
                                planner.priors().recordsPerSecondPerSlot().getAsDouble()))
                : knobs;
    }

    private static UserError tooLittle(ForetideConfig config) {
        return new UserError(
                UserError.FAILED,
                "job " + config.job() + " has no whole day of history in " + config.data()
                        + ": let foretide serve collect some weeks first");
    }
}
