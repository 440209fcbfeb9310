package io.foretide.scaler.app.config;

import io.foretide.store.StoreAddress;
import io.foretide.telemetry.JobId;
import java.nio.file.Path;

/** Where the models of a job are. Immutable. */
public sealed interface RegistryPlace {
    /** A folder, of this machine or shared. */
    record Folder(Path path) implements RegistryPlace {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * The database of history and decisions, as several machines share it.
     *
     * @param local folder of this machine, for copies and for trainings under way
     */
    record InStore(StoreAddress.Postgres store, JobId job, Path local) implements RegistryPlace {
        @Override
        public String toString() {
            return "job " + job + " in store " + store;
        }
    }
}
