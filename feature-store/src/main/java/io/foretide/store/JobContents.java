package io.foretide.store;

import io.foretide.telemetry.JobId;
import java.nio.file.Path;

/**
 * Where a job's small contents are, such as {@code tuning.json}: in its folder, or in a database that several processes share.
 * Immutable.
 */
public sealed interface JobContents {
    /** The content of a name that ends with {@code .json}. */
    SharedContent content(String name);

    /** Of a folder that is there when something is stored. */
    record InFolder(Path folder) implements JobContents {
        @Override
        public SharedContent content(String name) {
            return new SharedFile(folder.resolve(name), folder.resolve("." + name.replaceFirst("[.]json$", ".lock")));
        }
    }

    /**
     * Of a database.
     *
     * @param database opened with {@link JobFiles#MIGRATIONS}
     */
    record InDatabase(Database database, JobId job) implements JobContents {
        @Override
        public SharedContent content(String name) {
            return new JobFiles(database, job).shared(name);
        }
    }
}
