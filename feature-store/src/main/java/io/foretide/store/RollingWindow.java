package io.foretide.store;

import io.foretide.series.FeatureWindow;
import io.foretide.telemetry.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The last minutes of one job in memory, so that a long window costs no long read each minute: the store is asked only for
 * what was written since, late rows and corrections included.
 *
 * <p>Answers exactly what {@link FeatureStore#window} answers. Made for instants that go forward; one that lies before the
 * last is read anew. Thread-safe.
 */
public final class RollingWindow {
    private final FeatureStore store;
    private final JobId job;
    private final int size;

    /** All versions of each minute that is held, in the order of their recording. */
    private final TreeMap<Long, List<StoredRow>> held = new TreeMap<>();

    private long heldFrom = Long.MAX_VALUE;
    private long heldTo = Long.MIN_VALUE;
    private long lastChange;

    /** Holds {@code length}, whole minutes, of a job. */
    public RollingWindow(FeatureStore store, JobId job, Duration length) {
        this.store = store;
        this.job = job;
        this.size = FeatureStore.minutes(length);
    }

    /** Features of the job as they were known at an instant; the window ends with its minute. */
    public synchronized FeatureWindow at(Instant asOf) {
        long last = StoredRow.minuteOf(asOf);
        long first = last - size + 1;
        refresh(first, last);
        WindowBuilder window = new WindowBuilder(first, size);
        long until = StoredRow.visibleUntil(last);
        for (List<StoredRow> versions : held.subMap(first, true, last, true).values()) {
            versions.stream().filter(row -> row.recordedAt() <= until).forEach(window::add);
        }
        return window.build();
    }

    private void refresh(long first, long last) {
        if (first < heldFrom) {
            held.clear();
            heldTo = first - 1;
        }
        held.headMap(first).clear();
        heldFrom = first;
        // Read before the rows: what is written meanwhile may be read twice, but never missed.
        long change = store.lastChange(job);
        if (heldTo >= first) {
            store.changes(job, first, heldTo, lastChange).forEach(this::put);
        }
        if (last > heldTo) {
            store.rows(job, Math.max(first, heldTo + 1), last, Long.MAX_VALUE).forEach(this::put);
            heldTo = last;
        }
        lastChange = change;
    }

    /** As the store does: a row replaces those of its minute that were recorded at the same time or later. */
    private void put(StoredRow row) {
        List<StoredRow> versions = held.computeIfAbsent(row.minute(), minute -> new ArrayList<>(1));
        versions.removeIf(older -> older.recordedAt() >= row.recordedAt());
        versions.add(row);
    }
}
