package io.foretide.store.copy;

import io.foretide.store.FeatureStore;
import io.foretide.telemetry.JobId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of a feature store, with the names of their features: numbers of jobs and of changes are each database's own. */
final class FeatureRows implements CopiedTable {
    private static final int NAMES = 2;
    private static final int SECONDS = 60;

    /** A key below those of a minute and all after it. */
    Object[] before(Instant minute) {
        return new Object[] {Math.floorDiv(minute.getEpochSecond(), SECONDS) - 1, Long.MAX_VALUE};
    }

    @Override
    public String name() {
        return "features";
    }

    @Override
    public String jobs() {
        return "select name from job order by name";
    }

    @Override
    public String from() {
        return "feature_row join feature_schema on feature_schema.id = feature_row.schema";
    }

    @Override
    public String ofJob() {
        return "job = (select id from job where name = ?)";
    }

    @Override
    public List<String> key() {
        return List.of("minute", "recorded_at");
    }

    @Override
    public List<String> columns() {
        return List.of("minute", "recorded_at", "names", "payload");
    }

    @Override
    public String turn(String job) {
        return FeatureStore.turn(new JobId(job));
    }

    @Override
    public void write(Handle handle, String job, List<Object[]> rows) {
        handle.execute("insert into job (name) values (?) on conflict do nothing", job);
        rows.stream()
                .map(row -> row[NAMES])
                .distinct()
                .forEach(names ->
                        handle.execute("insert into feature_schema (names) values (?) on conflict do nothing", names));
        PreparedBatch batch = handle.prepareBatch(
                "insert into feature_row (job, minute, recorded_at, schema, payload)"
                        + " values ((select id from job where name = ?), ?, ?, (select id from feature_schema where names = ?), ?)");
        rows.forEach(
                row -> batch.add(Stream.concat(Stream.of(job), Stream.of(row)).toArray()));
        batch.execute();
    }
}
