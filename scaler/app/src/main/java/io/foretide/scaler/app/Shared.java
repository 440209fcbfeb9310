package io.foretide.scaler.app;

import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.ScaledClock;
import io.foretide.scaler.control.Stores;
import io.foretide.store.DataFolder;
import io.foretide.store.FeatureStore;
import io.foretide.store.StoreAddress;
import io.foretide.store.StoreLogin;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Parts that all jobs of a process share. Thread-safe.
 *
 * @param data where the store and the decision log are
 * @param clock the jobs' clock
 */
public record Shared(DataFolder data, FeatureStore store, DecisionLog decisions, ScaledClock clock) {
    /**
     * Opens store and decision log in {@code data}; {@code opened} owns them.
     *
     * @throws io.foretide.store.StoreException if they cannot be opened
     */
    public static Shared open(DataFolder data, ScaledClock clock, Opened opened) throws IOException {
        Files.createDirectories(data.path());
        StoreAddress address = new StoreAddress.Sqlite(data.features());
        return of(data, opened.keep(Stores.open(address, StoreLogin.NONE)), clock);
    }

    /** Parts that are kept in {@code stores}, which the caller closes. */
    public static Shared of(DataFolder data, Stores stores, ScaledClock clock) {
        return new Shared(data, stores.featureStore(), stores.decisionLog(), clock);
    }
}
