package io.foretide.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class RollingWindowTest extends RollingWindowContract {
    @TempDir
    private Path folder;

    @Override
    Database connect() {
        return SqliteDatabase.open(folder.resolve("features.db"), FeatureStore.MIGRATIONS);
    }
}
