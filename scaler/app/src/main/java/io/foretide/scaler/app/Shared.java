package io.foretide.scaler.app;

import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.ScaledClock;
import io.foretide.scaler.control.Stores;
import io.foretide.store.DataFolder;
import io.foretide.store.FeatureStore;
import io.foretide.store.StoreAddress;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Parts that all jobs of a process share. Thread-safe.
 *
 * @param data what the service keeps on its machine
 * @param stores where history, decisions and memory are
 * @param clock the jobs' clock
 */
public record Shared(DataFolder data, Stores stores, FeatureStore store, DecisionLog decisions, ScaledClock clock) {
    /**
     * Opens store and decision log in {@code data}; {@code opened} owns them.
     *
     * @throws io.foretide.store.StoreException if they cannot be opened
     */
    public static Shared open(DataFolder data, ScaledClock clock, Opened opened) throws IOException {
        Files.createDirectories(data.path());
        return of(data, opened.keep(Stores.open(new StoreAddress.Sqlite(data.features()))), clock);
    }

    /** Parts that are kept in {@code stores}, which the caller closes. */
    public static Shared of(DataFolder data, Stores stores, ScaledClock clock) {
        return new Shared(data, stores, stores.featureStore(), stores.decisionLog(), clock);
    }
}
