package io.foretide.scaler.control;

import io.foretide.series.FeatureRow;
import io.foretide.store.FeatureStore;
import io.foretide.store.StoreException;
import io.foretide.telemetry.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows of a job that its store could not take, as its server was away or its disk full: they are written with the next one that it
 * takes. Of more than half an hour the oldest are lost, and are missing then. Not thread-safe.
 */
final class UnsavedRows {
    private static final Logger log = LoggerFactory.getLogger(UnsavedRows.class);
    private static final Duration KEPT = Duration.ofMinutes(30);

    private final Deque<FeatureStore.Recorded> rows = new ArrayDeque<>();
    private long lost;

    /**
     * Writes a row, and with it those that are waiting.
     *
     * @throws StoreException if the store does not take them: they wait on
     */
    void write(FeatureStore store, JobId job, FeatureRow row, Instant now) {
        rows.removeIf(waiting -> waiting.row().time().equals(row.time())); // a newer version of the same minute
        rows.add(new FeatureStore.Recorded(row, now));
        while (rows.getFirst().at().isBefore(now.minus(KEPT))) {
            rows.removeFirst();
            lost++;
        }
        store.append(job, List.copyOf(rows));
        if (rows.size() > 1 || lost > 0) {
            log.info(
                    "{} minutes that the store had not taken are written{}",
                    rows.size() - 1,
                    lost > 0 ? "; " + lost + " older ones are lost" : "");
        }
        rows.clear();
        lost = 0;
    }
}
