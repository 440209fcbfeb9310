package io.foretide.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreRepairTest extends StoreRepairContract {
    @TempDir
    private Path folder;

    @Override
    Database connect() {
        return SqliteDatabase.open(folder.resolve("features.db"), FeatureStore.MIGRATIONS);
    }

    @Test
    void aCopyHoldsWhatWasThere() {
        Path file = folder.resolve("features.db");
        Path copy = folder.resolve("copy.db");
        new DatabaseFile(file).copyTo(copy);
        try (Database database = connect()) {
            new StoreRepair(database).forget(JOB, NOON, minute(MINUTES));
        }
        try (Database kept = SqliteDatabase.open(copy, FeatureStore.MIGRATIONS)) {
            assertThat(demand(new FeatureStore(kept).range(JOB, NOON, minute(MINUTES))))
                    .containsExactly(without());
        }
    }
}
