package io.foretide.scaler.control;

import io.foretide.store.StoreAddress;
import io.foretide.store.StoreLogin;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class StoreCopyTest extends StoreCopyContract {
    @TempDir
    private Path other;

    @Override
    Stores target() {
        return Stores.open(new StoreAddress.Sqlite(other.resolve("features.db")), StoreLogin.NONE);
    }
}
