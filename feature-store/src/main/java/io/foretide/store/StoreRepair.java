package io.foretide.store;

import io.foretide.telemetry.JobId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Removes from a store what nothing should learn from: values that cannot be, and periods. A service that runs on the same
 * store sees it at its next tick. Thread-safe.
 */
public final class StoreRepair {
    private static final String ROWS = "select minute, recorded_at, schema, payload from feature_row"
            + " where job = (select id from job where name = ?)";

    private final Database database;
    private final Schemas schemas = new Schemas();

    /** Repairs a database that was opened with {@link FeatureStore#MIGRATIONS}; the caller closes it. */
    public StoreRepair(Database database) {
        this.database = database;
    }

    /** A stored value that its feature cannot have, see {@link io.foretide.series.Limits}. */
    public record Impossible(Instant minute, String feature, double value) {}

    /** All values of a job that cannot be, by minute. */
    public List<Impossible> impossible(JobId job) {
        List<Impossible> found = new ArrayList<>();
        database.use(handle -> visit(handle, job, row -> {
            for (int i = 0; i < row.schema().names().size(); i++) {
                if (!row.schema().isPossible(i, row.value(i))) {
                    found.add(new Impossible(
                            StoredRow.timeOf(row.minute()), row.schema().names().get(i), row.value(i)));
                }
            }
        }));
        return found;
    }

    /** Removes these values; what else was recorded of their minutes stays. Returns how many minutes are changed. */
    public int remove(JobId job, List<Impossible> values) {
        Map<Long, List<StoredRow>> minutes = new TreeMap<>(values.stream()
                .map(value -> StoredRow.minuteOf(value.minute()))
                .distinct()
                .collect(Collectors.toMap(minute -> minute, minute -> new ArrayList<StoredRow>())));
        database.use(all -> database.inTurn(all, FeatureStore.turn(job), handle -> {
            visit(handle, job, row -> {
                List<StoredRow> versions = minutes.get(row.minute());
                if (versions != null) {
                    versions.add(row);
                }
            });
            minutes.keySet().forEach(minute -> delete(handle, job, minute, minute + 1));
            // all versions in their order: a reader that keeps up with changes takes a newer one for a replacement of
            // later ones
            PreparedBatch batch = insert(handle, job);
            minutes.values()
                    .forEach(versions -> versions.forEach(row -> batch.add(
                            row.minute(),
                            row.recordedAt(),
                            row.schema().id(),
                            row.schema().encode(row.schema().possible(row.values())))));
            batch.execute();
        }));
        return minutes.size();
    }

    /**
     * Empties the minutes from that of {@code from} (inclusive) to that of {@code to} (exclusive), whenever they were recorded.
     * Returns how many told something.
     */
    public int forget(JobId job, Instant from, Instant to) {
        long first = StoredRow.minuteOf(from);
        long end = StoredRow.minuteOf(to);
        List<StoredRow> rows = new ArrayList<>();
        database.use(all -> database.inTurn(all, FeatureStore.turn(job), handle -> {
            rows.addAll(rows(handle, job, first, end));
            delete(handle, job, first, end);
            PreparedBatch batch = insert(handle, job);
            Map<Long, Schema> minutes = new TreeMap<>();
            rows.forEach(row -> minutes.put(row.minute(), row.schema()));
            minutes.forEach((minute, schema) -> {
                double[] nothing = new double[schema.names().size()];
                Arrays.fill(nothing, Double.NaN);
                // as if it had been recorded within its own minute: whoever looks as of then sees nothing either
                batch.add(minute, StoredRow.timeOf(minute).toEpochMilli(), schema.id(), schema.encode(nothing));
            });
            batch.execute();
        }));
        return told(rows);
    }

    private static void delete(Handle handle, JobId job, long first, long end) {
        handle.execute(
                "delete from feature_row where job = (select id from job where name = ?) and minute >= ? and minute < ?",
                job.value(),
                first,
                end);
    }

    /** How many minutes from that of {@code from} (inclusive) to that of {@code to} (exclusive) tell something. */
    public int told(JobId job, Instant from, Instant to) {
        return database.with(handle -> told(rows(handle, job, StoredRow.minuteOf(from), StoredRow.minuteOf(to))));
    }

    private static int told(List<StoredRow> rows) {
        return (int) rows.stream()
                .filter(row -> !Arrays.stream(row.values()).allMatch(Double::isNaN))
                .mapToLong(StoredRow::minute)
                .distinct()
                .count();
    }

    private List<StoredRow> rows(Handle handle, JobId job, long first, long end) {
        List<StoredRow> rows = new ArrayList<>();
        visit(handle, job, row -> {
            if (row.minute() >= first && row.minute() < end) {
                rows.add(row);
            }
        });
        return rows;
    }

    private interface Visitor {
        void see(StoredRow row);
    }

    private void visit(Handle handle, JobId job, Visitor visitor) {
        handle.select(ROWS + " order by minute, recorded_at", job.value())
                .map((result, context) -> {
                    Schema schema = schemas.byId(handle, result.getLong(3));
                    return new StoredRow(
                            result.getLong(1), result.getLong(2), schema, schema.decode(result.getBytes(4)));
                })
                .forEach(visitor::see);
    }

    private static PreparedBatch insert(Handle handle, JobId job) {
        long id = handle.select("select id from job where name = ?", job.value())
                .mapTo(Long.class)
                .findOne()
                .orElse(-1L);
        return handle.prepareBatch(
                "insert into feature_row (job, minute, recorded_at, schema, payload) values (" + id + ", ?, ?, ?, ?)");
    }
}
