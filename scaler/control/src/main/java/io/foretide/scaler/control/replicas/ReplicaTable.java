package io.foretide.scaler.control.replicas;

import io.foretide.store.Database;
import io.foretide.store.Migrations;
import io.foretide.telemetry.JobId;
import io.foretide.text.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Replicas and their jobs in a database that all of them share. Every change names what it is based on, so that of two that want
 * the same one is too late. All throw {@link io.foretide.store.StoreException} where it cannot be reached. Thread-safe.
 */
public final class ReplicaTable {
    /** Its tables, for the database that it is in. */
    public static final Migrations MIGRATIONS = new Migrations("replicas", "io/foretide/scaler/replicas");

    private final Database database;

    /** In a database that was opened with {@link #MIGRATIONS}. */
    public ReplicaTable(Database database) {
        this.database = database;
    }

    /**
     * What there is, after a sign of life.
     *
     * @param own how many were given since the lease began; empty if another process has the name
     */
    record Look(Optional<Long> own, List<Lease> leases, Map<JobId, Claim> claims) {
        /** Whether there was no lease, or somebody has taken it away. */
        boolean isFirst() {
            return own.filter(beat -> beat == 1).isPresent();
        }
    }

    /**
     * Who acts for a job.
     *
     * @param replica empty: nobody
     */
    record Claim(Optional<String> replica, long epoch) {
        boolean isOf(String name) {
            return replica.filter(name::equals).isPresent();
        }
    }

    /** A job as it was seen free. */
    private record Free(String job, long epoch) {}

    /** Gives a sign of life, unless the name is another process's, and looks. */
    Look renew(Lease own) {
        return database.with(handle -> handle.inTransaction(one -> {
            Optional<Long> renewed = one.createQuery("INSERT INTO replica (name, process, beat, lease_millis)"
                            + " VALUES (:name, :process, 1, :lease)"
                            + " ON CONFLICT (name) DO UPDATE SET beat = replica.beat + 1,"
                            + " lease_millis = excluded.lease_millis WHERE replica.process = excluded.process"
                            + " RETURNING beat")
                    .bind("name", own.replica())
                    .bind("process", own.process())
                    .bind("lease", own.lasts().toMillis())
                    .mapTo(Long.class)
                    .findOne();
            return new Look(renewed, leases(one), claims(one));
        }));
    }

    private static List<Lease> leases(Handle handle) {
        return handle.createQuery("SELECT name, process, beat, lease_millis FROM replica ORDER BY name")
                .map((row, context) -> new Lease(
                        row.getString(1), row.getString(2), row.getLong(3), Duration.ofMillis(row.getLong(4))))
                .list();
    }

    private static Map<JobId, Claim> claims(Handle handle) {
        return handle.createQuery("SELECT job, replica, epoch FROM replica_job")
                .map((row, context) -> Map.entry(
                        new JobId(row.getString(1)), new Claim(Optional.ofNullable(row.getString(2)), row.getLong(3))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Takes a lease away; no if it has moved. */
    boolean remove(Lease ended) {
        return database.with(handle -> handle.createUpdate(
                                "DELETE FROM replica WHERE name = :name AND process = :process AND beat = :beat")
                        .bind("name", ended.replica())
                        .bind("process", ended.process())
                        .bind("beat", ended.beat())
                        .execute())
                == 1;
    }

    /** Makes jobs that nobody has {@code replica}'s, and tells the epochs of those for which it was in time. */
    Map<JobId, Long> claim(String replica, Map<JobId, Optional<Claim>> wanted) {
        List<String> unknown = wanted.keySet().stream()
                .filter(job -> wanted.get(job).isEmpty())
                .map(JobId::value)
                .sorted()
                .toList();
        List<Free> known = wanted.keySet().stream()
                .filter(job -> wanted.get(job).isPresent())
                .map(job -> new Free(job.value(), wanted.get(job).orElseThrow().epoch()))
                .toList();
        return database.with(handle -> handle.inTransaction(one -> {
            Map<JobId, Long> claimed = new HashMap<>();
            if (!unknown.isEmpty()) {
                claimed.putAll(claimed(
                        one,
                        "INSERT INTO replica_job (job, replica, epoch) SELECT job, :replica, nextval('replica_epoch')"
                                + " FROM json_array_elements_text(CAST(:jobs AS json)) AS jobs (job)"
                                + " ON CONFLICT DO NOTHING RETURNING job, epoch",
                        replica,
                        Json.line(unknown)));
            }
            if (!known.isEmpty()) {
                claimed.putAll(claimed(
                        one,
                        "UPDATE replica_job SET replica = :replica, epoch = nextval('replica_epoch')"
                                + " FROM json_to_recordset(CAST(:jobs AS json)) AS free (job text, epoch bigint)"
                                + " WHERE replica_job.job = free.job AND replica_job.epoch = free.epoch"
                                + " RETURNING replica_job.job, replica_job.epoch",
                        replica,
                        Json.line(known)));
            }
            return claimed;
        }));
    }

    private static Map<JobId, Long> claimed(Handle handle, String sql, String replica, String jobs) {
        return handle.createQuery(sql)
                .bind("replica", replica)
                .bind("jobs", jobs)
                .map((row, context) -> Map.entry(new JobId(row.getString(1)), row.getLong(2)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Gives jobs back as they were seen. */
    void release(Map<JobId, Claim> claims) {
        change("UPDATE replica_job SET replica = NULL", claims);
    }

    /** Forgets jobs that are served no more, as they were seen. */
    void forget(Map<JobId, Claim> claims) {
        change("DELETE FROM replica_job", claims);
        database.use(handle -> handle.createUpdate("DELETE FROM replica_member WHERE NOT EXISTS"
                        + " (SELECT 1 FROM replica_job WHERE replica_job.job = replica_member.job)")
                .execute());
    }

    private void change(String what, Map<JobId, Claim> claims) {
        List<Free> all = claims.entrySet().stream()
                .map(claim -> new Free(claim.getKey().value(), claim.getValue().epoch()))
                .toList();
        database.use(handle -> handle.createUpdate(
                        what + " WHERE (job, epoch) IN"
                                + " (SELECT job, epoch FROM json_to_recordset(CAST(:jobs AS json)) AS those (job text, epoch bigint))")
                .bind("jobs", Json.line(all))
                .execute());
    }

    /** Ends a replica that serves nobody any more. */
    void leave(Lease own) {
        database.use(handle -> handle.useTransaction(one -> {
            int left = one.createUpdate("DELETE FROM replica WHERE name = :name AND process = :process")
                    .bind("name", own.replica())
                    .bind("process", own.process())
                    .execute();
            if (left == 1) {
                one.createUpdate("UPDATE replica_job SET replica = NULL WHERE replica = :name")
                        .bind("name", own.replica())
                        .execute();
            }
        }));
    }

    /** Whether a job is still owned as it was. */
    boolean isOwned(JobId job, long epoch) {
        return database.with(handle -> handle.createQuery(
                        "SELECT 1 FROM replica_job WHERE job = :job AND epoch = :epoch AND replica IS NOT NULL")
                .bind("job", job.value())
                .bind("epoch", epoch)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }
}
