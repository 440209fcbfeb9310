package io.foretide.scaler.pieces;

import io.foretide.planner.settings.PlannerBlock;
import io.foretide.process.Installation;
import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.JobId;
import io.foretide.training.Effort;
import io.foretide.whatif.policy.ComparedPolicies;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Histories of some jobs, a fortnight and a day each, with noise of a seed, and pieces of work on them. */
final class StoredFleet implements AutoCloseable {
    static final Instant BEGIN = Instant.parse("2026-10-01T00:00:00Z");
    static final Instant END = BEGIN.plus(Duration.ofDays(15));

    private final Path folder;
    private final SqliteDatabase database;

    StoredFleet(Path folder, String... jobs) {
        this.folder = folder;
        this.database = SqliteDatabase.open(folder.resolve("features.db"), FeatureStore.MIGRATIONS);
        FeatureStore store = new FeatureStore(database);
        for (String job : jobs) {
            Random noise = new Random(job.hashCode());
            store.appendAll(
                    new JobId(job),
                    IntStream.range(0, 15 * 1440)
                            .mapToObj(i -> new FeatureRow(
                                    BEGIN.plus(Duration.ofMinutes(i)),
                                    Map.of(
                                            Features.DEMAND,
                                            300 - 200 * Math.cos(2 * Math.PI * i / 1440) + 20 * noise.nextDouble())))
                            .toList());
        }
    }

    Attempts attempts() {
        Histories histories = new Histories(database, new FeatureStore(database), Optional.empty());
        return new Attempts(new PieceWork(histories, new Installation(folder), ComparedPolicies.builtIn()));
    }

    private static PlannerBlock planner() {
        return new PlannerBlock(
                Map.of("slotsPerTaskManager", 2, "maxTaskManagers", 20), ZoneOffset.UTC, Duration.ofMinutes(1));
    }

    /** @param registries a folder with a registry for each job */
    Piece training(String job, String registries) {
        return new TrainingPiece(
                job,
                planner(),
                List.of(),
                new TrainingPiece.Registry(folder.resolve(registries).resolve(job), false),
                new TrainingPiece.Request(List.of("ridge"), Effort.QUICK, 7, END, END));
    }

    static Piece simulation(String job) {
        return new SimulationPiece(
                job,
                Optional.of(planner()),
                ZoneOffset.UTC,
                END,
                Map.of("policies", List.of("static-peak", "predictive-untuned")));
    }

    @Override
    public void close() {
        database.close();
    }
}
