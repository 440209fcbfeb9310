package io.foretide.scaler.control;

import io.foretide.store.DataFolder;
import io.foretide.store.Database;
import io.foretide.store.DatabaseFile;
import io.foretide.store.FeatureStore;
import io.foretide.store.JobContents;
import io.foretide.store.Migrations;
import io.foretide.store.SqliteDatabase;
import io.foretide.store.StoreAddress;
import io.foretide.store.StoreLogin;
import io.foretide.telemetry.JobId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What is there of a store, be it files or a server, for who makes none: a command. Files are opened when they are asked for.
 * Not thread-safe.
 */
public final class KeptStores implements AutoCloseable {
    private final StoreAddress address;
    private final Optional<Stores> server;
    private final BiFunction<Path, Migrations, Database> opening;
    private final Opened opened = new Opened();

    private KeptStores(StoreAddress address, StoreLogin login, BiFunction<Path, Migrations, Database> opening) {
        this.address = address;
        this.server = address instanceof StoreAddress.Postgres
                ? Optional.of(opened.keep(Stores.open(address, login)))
                : Optional.empty();
        this.opening = opening;
    }

    /**
     * To be read: a file that this user may not write is read as a copy. The login is that of the environment.
     *
     * @throws io.foretide.store.StoreException if a server's cannot be opened
     */
    public static KeptStores read(StoreAddress address) {
        return read(address, StoreLogin.of(address, System.getenv()));
    }

    /** The same by another login. */
    public static KeptStores read(StoreAddress address, StoreLogin login) {
        return new KeptStores(address, login, SqliteDatabase::read);
    }

    /** To be changed, otherwise as {@link #read(StoreAddress)}. */
    public static KeptStores change(StoreAddress address) {
        return new KeptStores(address, StoreLogin.of(address, System.getenv()), SqliteDatabase::open);
    }

    /** Where it is, whole, for messages. Tells no secret. */
    public String place() {
        return address instanceof StoreAddress.Sqlite file
                ? file.features().toAbsolutePath().toString()
                : address.toString();
    }

    /** Whether there is anything: a server, or a file. */
    public boolean isThere() {
        return !(address instanceof StoreAddress.Sqlite file)
                || new DatabaseFile(file.features()).isThere()
                || new DatabaseFile(DataFolder.decisionsBeside(file.features())).isThere();
    }

    /**
     * The database of the histories; empty if there is no such file.
     *
     * @throws io.foretide.store.StoreException if it cannot be opened
     */
    public Optional<Database> features() {
        return address instanceof StoreAddress.Sqlite file
                ? file(file.features(), FeatureStore.MIGRATIONS)
                : server.map(Stores::features);
    }

    /** The histories, as {@link #features}. */
    public Optional<FeatureStore> featureStore() {
        return features().map(FeatureStore::new);
    }

    /**
     * The database of decisions and memory; empty if there is no such file.
     *
     * @throws io.foretide.store.StoreException if it cannot be opened
     */
    public Optional<Database> decisions() {
        return address instanceof StoreAddress.Sqlite file
                ? file(DataFolder.decisionsBeside(file.features()), DecisionLog.MIGRATIONS)
                : server.map(Stores::decisions);
    }

    /** Decisions and memory, as {@link #decisions}. */
    public Optional<DecisionLog> decisionLog() {
        return decisions().map(DecisionLog::new);
    }

    /** Where the small contents of a job are, as {@link Stores#contents}. */
    public JobContents contents(JobId job, Path own) {
        return server.map(stores -> stores.contents(job, own)).orElseGet(() -> new JobContents.InFolder(own));
    }

    private Optional<Database> file(Path file, Migrations migrations) {
        return new DatabaseFile(file).isThere()
                ? Optional.of(opened.keep(opening.apply(file, migrations)))
                : Optional.empty();
    }

    @Override
    public void close() {
        opened.close();
    }
}
