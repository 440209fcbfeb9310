package io.foretide.store;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.telemetry.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The last minutes of one job in memory, so that a long window costs no long read each time: the store is asked only for what was
 * written since, late rows and corrections included.
 *
 * <p>What is held is little, as a process has many jobs: of the demand all minutes, those before yesterday in 16 bits each (off by
 * half a 32,767th of their day's largest at most); of other features the last hours, once they are asked for; of all else the
 * store itself is read. Otherwise a window shows what {@link FeatureStore#window} shows. Made for instants that go forward; one
 * that lies before the last is read anew. Thread-safe.
 */
public final class RollingWindow {
    /** Of what features but the demand are held. */
    public static final Duration BESIDE = Duration.ofHours(6);

    private static final int DAY = (int) Duration.ofDays(1).toMinutes();
    private static final int HOUR = (int) Duration.ofHours(1).toMinutes();

    private final FeatureStore store;
    private final JobId job;
    private final int size;
    private final CompactSeries demand = new CompactSeries(DAY);
    private final Map<String, CompactSeries> beside = new LinkedHashMap<>();

    /** Rows that may not be shown yet, in the order in which they were written. */
    private final List<StoredRow> later = new ArrayList<>();

    private long heldFrom = Long.MAX_VALUE;
    private long heldTo = Long.MIN_VALUE;
    private long lastChange;

    /** Holds {@code length}, whole minutes, of a job. */
    public RollingWindow(FeatureStore store, JobId job, Duration length) {
        this.store = store;
        this.job = job;
        this.size = FeatureStore.minutes(length);
    }

    /** All features of the job as they were known at an instant, from the store: as many minutes as {@link #demand} shows. */
    public FeatureWindow whole(Instant asOf) {
        return store.window(job, asOf, StoredRow.STEP.multipliedBy(demand(asOf).size()));
    }

    /** The demand as it was known at an instant; the window ends with its minute, and begins with the first that has some. */
    public FeatureWindow demand(Instant asOf) {
        return at(asOf, Set.of());
    }

    /**
     * The same with other features, of which the last {@link #BESIDE} are known.
     *
     * @param features beside the demand
     */
    public synchronized FeatureWindow at(Instant asOf, Set<String> features) {
        long last = StoredRow.minuteOf(asOf);
        long first = last - size + 1;
        refresh(first, last);
        hold(features, last);
        long from = Math.min(last, demand.firstFrom(first, first));
        Map<String, TimeSeries> columns = new LinkedHashMap<>();
        add(Features.DEMAND, demand, from, last, columns);
        beside.forEach((feature, series) -> add(feature, series, from, last, columns));
        return new FeatureWindow(StoredRow.timeOf(from), StoredRow.STEP, (int) (last - from + 1), columns);
    }

    private static void add(
            String feature, CompactSeries series, long from, long last, Map<String, TimeSeries> columns) {
        if (!series.isEmpty()) {
            columns.put(feature, TimeSeries.ofObserved(StoredRow.timeOf(from), StoredRow.STEP, series.values(from, (int)
                    (last - from + 1))));
        }
    }

    private void refresh(long first, long last) {
        if (last < heldTo || first < heldFrom) {
            demand.forget(Long.MAX_VALUE);
            beside.clear();
            later.clear();
            heldTo = first - 1;
        }
        heldFrom = first;
        // Read before the rows: what is written meanwhile may be read twice, but never missed.
        long change = store.lastChange(job);
        long until = StoredRow.visibleUntil(last);
        if (heldTo >= first) {
            write(store.changes(job, first, heldTo, lastChange), until);
        }
        // day by day, so that little is held at a time
        for (long from = Math.max(first, heldTo + 1); from <= last; from += DAY) {
            write(store.rows(job, from, Math.min(last, from + DAY - 1), Long.MAX_VALUE), until);
            demand.pack(from - DAY);
        }
        heldTo = last;
        demand.forget(first);
        demand.pack(last - DAY);
        beside.values().forEach(series -> series.forget(last - BESIDE.toMinutes()));
        lastChange = change;
    }

    /** As the store does: a row replaces those of its minute that were recorded at the same time or later. */
    private void write(List<StoredRow> rows, long until) {
        for (StoredRow row : rows) {
            later.removeIf(one -> one.minute() == row.minute() && one.recordedAt() >= row.recordedAt());
        }
        later.stream().filter(row -> row.recordedAt() <= until).forEach(this::put);
        later.removeIf(row -> row.recordedAt() <= until);
        for (StoredRow row : rows) {
            if (row.recordedAt() <= until) {
                put(row);
            } else {
                later.add(row);
            }
        }
    }

    private void put(StoredRow row) {
        demand.put(row.minute(), row.value(Features.DEMAND));
        beside.forEach((feature, series) -> series.put(row.minute(), row.value(feature)));
    }

    /** Holds these features from now on, and no others. */
    private void hold(Set<String> features, long last) {
        beside.keySet().retainAll(features);
        if (!beside.keySet().containsAll(features)) {
            features.forEach(feature -> beside.put(feature, new CompactSeries(HOUR)));
            long from = Math.max(heldFrom, last - BESIDE.toMinutes() + 1);
            store.rows(job, from, last, StoredRow.visibleUntil(last)).forEach(this::put);
        }
    }
}
