package io.foretide.scaler.app.attack;

import io.foretide.scaler.control.DecisionLog;
import io.foretide.store.DataFolder;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.access.Mutator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Databases with bytes that a disk has lost. */
final class StoreAttack implements Attack {
    private static final JobId JOB = new JobId("orders");
    private static final Instant T0 = Instant.parse("2026-05-01T10:00:00Z");

    private final DataFolder data;
    private final byte[] features;
    private final byte[] decisions;

    StoreAttack(Path folder) throws IOException {
        data = new DataFolder(Files.createDirectories(folder));
        read();
        features = Files.readAllBytes(data.features());
        decisions = Files.readAllBytes(data.decisions());
    }

    @Override
    public String name() {
        return "databases";
    }

    @Override
    public int once(Mutator mutator) throws IOException {
        for (Path file : data.databases()) {
            Files.deleteIfExists(Path.of(file + "-wal"));
            Files.deleteIfExists(Path.of(file + "-shm"));
        }
        Files.write(data.features(), mutator.damaged(features));
        Files.write(data.decisions(), mutator.damaged(decisions));
        read();
        return 2;
    }

    private void read() {
        try (SqliteDatabase database = SqliteDatabase.open(data.features(), FeatureStore.MIGRATIONS);
                DecisionLog log = DecisionLog.open(data.decisions())) {
            new FeatureStore(database).window(JOB, T0, Duration.ofHours(1));
            log.load(JOB);
            log.sizes(JOB);
        }
    }
}
