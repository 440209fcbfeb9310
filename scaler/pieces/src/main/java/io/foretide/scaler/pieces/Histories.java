package io.foretide.scaler.pieces;

import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.KeptStores;
import io.foretide.store.FeatureStore;
import java.util.Optional;

/**
 * What services have stored of their jobs. Thread-safe.
 *
 * @param decisions with what was learned; empty if there is no such file
 */
public record Histories(FeatureStore features, Optional<DecisionLog> decisions) {
    /** Those of a store, which stays open; empty if it has none. */
    public static Optional<Histories> of(KeptStores stores) {
        return stores.featureStore().map(features -> new Histories(features, stores.decisionLog()));
    }
}
