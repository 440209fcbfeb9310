package io.foretide.scaler.cli;

import io.foretide.scaler.app.config.Origin;
import io.foretide.store.DataFolder;
import io.foretide.store.Database;
import io.foretide.store.JobContents;
import io.foretide.store.JobFiles;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.JobId;
import io.foretide.training.registry.ModelRegistry;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of jobs are beside a store. */
final class CopySides {
    private CopySides() {}

    /**
     * Of a store.
     *
     * @param database with its histories
     * @param areSeveral whether it is a fleet's, each of whose jobs has a folder of its own
     * @param local folder of this machine for the time of the copy
     */
    static JobFilesCopy.Side of(StoreAddress address, Database database, boolean areSeveral, Path local) {
        return address instanceof StoreAddress.Sqlite file
                ? new InFolders(DataFolder.of(file.features()).path(), areSeveral)
                : new InDatabase(database, local);
    }

    private record InFolders(Path data, boolean areSeveral) implements JobFilesCopy.Side {
        private Path own(JobId job) {
            Path ofFleet = Origin.ofFleet(data, job);
            return areSeveral || Files.isDirectory(ofFleet) ? ofFleet : data;
        }

        @Override
        public ModelRegistry registry(JobId job) {
            return new ModelRegistry(own(job).resolve("models"));
        }

        @Override
        public JobContents contents(JobId job) {
            return new JobContents.InFolder(own(job));
        }
    }

    private record InDatabase(Database database, Path local) implements JobFilesCopy.Side {
        @Override
        public ModelRegistry registry(JobId job) {
            return new ModelRegistry(new JobFiles(database, job), local.resolve(job.value()));
        }

        @Override
        public JobContents contents(JobId job) {
            return new JobContents.InDatabase(database, job);
        }
    }
}
