package io.foretide.retraining;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Minutes;
import io.foretide.store.DataFolder;
import io.foretide.store.DatabaseFile;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.JobId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The last days of a job's stored history. */
public final class StoredDays {
    private StoredDays() {}

    /** The end of a night's data: work that was ended and is begun again the same day has the same data. */
    public static Instant lastMidnight(Instant now) {
        return now.truncatedTo(ChronoUnit.DAYS);
    }

    /**
     * The history before an instant, such as {@link #lastMidnight}; one that ends earlier is taken up to its own last midnight
     * UTC. Rows from there on, as a clock that was ahead leaves them, take no part.
     *
     * @param data folder of the feature store
     * @param longest at most so much of it
     * @throws IllegalStateException if nothing is stored
     */
    public static FeatureWindow before(Instant until, JobId job, Path data, Duration longest) {
        Path file = new DataFolder(data).features();
        if (!new DatabaseFile(file).isThere()) {
            throw tooLittle(job, data);
        }
        try (SqliteDatabase database = SqliteDatabase.read(file, FeatureStore.MIGRATIONS)) {
            FeatureStore store = new FeatureStore(database);
            Instant first = store.earliest(job).orElseThrow(() -> tooLittle(job, data));
            Instant over =
                    store.latest(job).orElseThrow(() -> tooLittle(job, data)).plus(Minutes.STEP);
            Instant end = over.isBefore(until) ? lastMidnight(over) : until;
            Instant earliest = end.minus(longest);
            Instant from = first.isAfter(earliest) ? first : earliest;
            if (!end.isAfter(from)) {
                throw tooLittle(job, data);
            }
            return store.range(job, from, end);
        }
    }

    private static IllegalStateException tooLittle(JobId job, Path data) {
        return new IllegalStateException("job " + job + " has no whole day of history in " + data
                + ": let foretide serve collect some weeks first");
    }
}
