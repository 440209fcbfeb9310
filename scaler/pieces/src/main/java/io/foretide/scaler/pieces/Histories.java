package io.foretide.scaler.pieces;

import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.KeptStores;
import io.foretide.store.Database;
import io.foretide.store.FeatureStore;
import java.util.Optional;

/**
 * What services have stored of their jobs. Thread-safe.
 *
 * @param database of the histories and, where several machines share it, of the models
 * @param decisions with what was learned; empty if there is no such file
 */
public record Histories(Database database, FeatureStore features, Optional<DecisionLog> decisions) {
    /** Those of a store, which stays open; empty if it has none. */
    public static Optional<Histories> of(KeptStores stores) {
        return stores.features()
                .map(database -> new Histories(database, new FeatureStore(database), stores.decisionLog()));
    }

    /** Those of a server's database with all its tables. */
    public static Histories in(Database shared) {
        return new Histories(shared, new FeatureStore(shared), Optional.of(new DecisionLog(shared)));
    }
}
