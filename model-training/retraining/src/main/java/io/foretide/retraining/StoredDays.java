package io.foretide.retraining;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Minutes;
import io.foretide.store.FeatureStore;
import io.foretide.telemetry.JobId;
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
     * @param longest at most so much of it
     * @throws IllegalStateException if nothing is stored
     */
    public static FeatureWindow before(Instant until, JobId job, FeatureStore store, Duration longest) {
        Instant first = store.earliest(job).orElseThrow(() -> tooLittle(job, store.name()));
        Instant over = store.latest(job)
                .orElseThrow(() -> tooLittle(job, store.name()))
                .plus(Minutes.STEP);
        Instant end = over.isBefore(until) ? lastMidnight(over) : until;
        Instant earliest = end.minus(longest);
        Instant from = first.isAfter(earliest) ? first : earliest;
        if (!end.isAfter(from)) {
            throw tooLittle(job, store.name());
        }
        return store.range(job, from, end);
    }

    /** Nothing can be learned yet, in a store of this name. */
    public static IllegalStateException tooLittle(JobId job, String store) {
        return new IllegalStateException("job " + job + " has no whole day of history in " + store
                + ": let foretide serve collect some weeks first");
    }
}
