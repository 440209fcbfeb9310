package io.foretide.scaler.control;

import io.foretide.store.DataFolder;
import io.foretide.store.Database;
import io.foretide.store.FeatureStore;
import io.foretide.store.JobContents;
import io.foretide.store.JobFiles;
import io.foretide.store.Migrations;
import io.foretide.store.PostgresDatabase;
import io.foretide.store.SqliteDatabase;
import io.foretide.store.StoreAddress;
import io.foretide.store.StoreLogin;
import io.foretide.telemetry.JobId;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The databases of history and decisions: two files side by side, or one of a server for both, and for the files of jobs. Thread-safe.
 *
 * @param features opened with {@link FeatureStore#MIGRATIONS}
 * @param decisions opened with {@link DecisionLog#MIGRATIONS}
 */
public record Stores(Database features, Database decisions) implements AutoCloseable {
    /** All tables of a server's database. */
    public static final List<Migrations> SHARED =
            List.of(FeatureStore.MIGRATIONS, DecisionLog.MIGRATIONS, JobFiles.MIGRATIONS);

    /**
     * Opens what is at an address, or creates it.
     *
     * @param login for a server
     * @throws io.foretide.store.StoreException if it cannot be opened
     */
    public static Stores open(StoreAddress address, StoreLogin login) {
        if (address instanceof StoreAddress.Postgres postgres) {
            Database both = PostgresDatabase.open(postgres, login, SHARED);
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

    /**
     * Where the small contents of a job are, such as tuned settings.
     *
     * @param own the job's folder on this machine, for stores that are files
     */
    public JobContents contents(JobId job, Path own) {
        return features instanceof PostgresDatabase
                ? new JobContents.InDatabase(features, job)
                : new JobContents.InFolder(own);
    }

    /** Whether they are the database at an address. */
    public boolean areAt(StoreAddress.Postgres address) {
        return features instanceof PostgresDatabase database && database.isAt(address);
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
