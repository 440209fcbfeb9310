package io.foretide.scaler.control;

import io.foretide.store.DataFolder;
import io.foretide.store.Database;
import io.foretide.store.FeatureStore;
import io.foretide.store.PostgresDatabase;
import io.foretide.store.SqliteDatabase;
import io.foretide.store.StoreAddress;
import io.foretide.store.StoreLogin;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The databases of history and decisions: two files side by side, or one of a server for both. Thread-safe.
 *
 * @param features opened with {@link FeatureStore#MIGRATIONS}
 * @param decisions opened with {@link DecisionLog#MIGRATIONS}
 */
public record Stores(Database features, Database decisions) implements AutoCloseable {
    /**
     * Opens what is at an address, or creates it.
     *
     * @param login for a server
     * @throws io.foretide.store.StoreException if it cannot be opened
     */
    public static Stores open(StoreAddress address, StoreLogin login) {
        if (address instanceof StoreAddress.Postgres postgres) {
            Database both =
                    PostgresDatabase.open(postgres, login, List.of(FeatureStore.MIGRATIONS, DecisionLog.MIGRATIONS));
            return new Stores(both, both);
        }
        StoreAddress.Sqlite file = (StoreAddress.Sqlite) address;
        Database features = SqliteDatabase.open(file.features(), FeatureStore.MIGRATIONS);
        try {
            return new Stores(
                    features, SqliteDatabase.open(DataFolder.decisionsBeside(file.features()), DecisionLog.MIGRATIONS));
        } catch (RuntimeException e) {
            features.close();
            throw e;
        }
    }

    /**
     * The same by the login that the environment tells.
     *
     * @throws io.foretide.store.StoreException if it cannot be opened
     */
    public static Stores open(StoreAddress address) {
        return open(address, StoreLogin.of(address, System.getenv()));
    }

    /** Its files on this machine; none of a server. */
    public List<Path> files() {
        return Stream.of(features, decisions)
                .filter(SqliteDatabase.class::isInstance)
                .map(database -> ((SqliteDatabase) database).file())
                .toList();
    }

    public FeatureStore featureStore() {
        return new FeatureStore(features);
    }

    public DecisionLog decisionLog() {
        return new DecisionLog(decisions);
    }

    @Override
    public void close() {
        decisions.close();
        features.close();
    }
}
