package io.foretide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.store.FolderWatch.Gone;
import io.foretide.store.FolderWatch.Replaced;
import io.foretide.telemetry.JobId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
    private static final JobId JOB = new JobId("orders");
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    @TempDir
    Path folder;

    private SqliteDatabase open(DataFolder data) throws IOException {
        Files.createDirectories(data.path());
        return SqliteDatabase.open(data.features(), FeatureStore.MIGRATIONS);
    }

    @Test
    void aFolderThatIsMovedAwayAndBackGoesOn() throws IOException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        try (SqliteDatabase database = open(data)) {
            FeatureStore store = new FeatureStore(database);
            store.append(JOB, new FeatureRow(NOON, Map.of(Features.DEMAND, 1.0)));
            FolderWatch watch = new FolderWatch(data, data.databases());
            assertThat(watch.look()).isEmpty();
            Path away = folder.resolve("away");
            Files.move(data.path(), away);
            assertThat(watch.look()).contains(new Gone("data folder " + data.path()));
            Files.move(away, data.path());
            assertThat(watch.look()).isEmpty();
            store.append(JOB, new FeatureRow(NOON.plusSeconds(60), Map.of(Features.DEMAND, 2.0)));
        }
        try (SqliteDatabase database = open(data)) {
            assertThat(new FeatureStore(database).latest(JOB)).contains(NOON.plusSeconds(60));
        }
    }

    @Test
    void aFolderThatIsMadeAnewIsAnotherOne() throws IOException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        try (SqliteDatabase database = open(data)) {
            assertThat(database.file()).exists();
            FolderWatch watch = new FolderWatch(data, data.databases());
            Files.move(data.path(), folder.resolve("away"));
            Files.createDirectories(data.path());
            assertThat(watch.look()).contains(new Gone("store file " + data.features()));
            Files.writeString(data.features(), "");
            assertThat(watch.look()).contains(new Replaced(data.features()));
            assertThat(new Replaced(data.features()).sentence()).endsWith("the service must be restarted");
        }
    }

    @Test
    void whatComesLaterIsWatchedToo() throws IOException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        try (SqliteDatabase database = open(data)) {
            assertThat(database.file()).exists();
            FolderWatch watch = new FolderWatch(data, data.databases());
            Files.writeString(data.decisions(), "");
            assertThat(watch.look()).isEmpty();
            Files.delete(data.decisions());
            assertThat(watch.look()).contains(new Gone("store file " + data.decisions()));
        }
    }
}
