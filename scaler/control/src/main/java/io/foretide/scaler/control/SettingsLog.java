package io.foretide.scaler.control;

import io.foretide.store.Database;
import io.foretide.telemetry.JobId;
import io.foretide.text.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** When which tuned settings began to serve a job, beside its decisions: what was tuned at night is a decision too. Thread-safe. */
public final class SettingsLog {
    private final Database database;

    SettingsLog(Database database) {
        this.database = database;
    }

    /**
     * Settings that were tuned, below what the configuration says.
     *
     * @param at when they were found
     * @param keys of the {@code planner} block
     */
    public record Tuned(Instant at, Map<String, Object> keys) {
        public Tuned {
            keys = Map.copyOf(keys);
        }
    }

    /** From {@code now} on {@code tuned} serves, or the configuration alone; nothing is written while that is as it was. */
    public void serves(JobId job, Optional<Tuned> tuned, Instant now) {
        database.use(handle -> {
            if (!newest(handle, job, now).equals(tuned)) {
                handle.createUpdate("INSERT INTO settings (job, at, tuned) VALUES (:job, :at, :tuned)"
                                + " ON CONFLICT (job, at) DO UPDATE SET tuned = excluded.tuned")
                        .bind("job", job.value())
                        .bind("at", now.toEpochMilli())
                        .bind("tuned", tuned.map(Json::line).orElse(null))
                        .execute();
            }
        });
    }

    /** What served at {@code time}; empty: the configuration alone, or nobody knows. */
    public Optional<Tuned> at(JobId job, Instant time) {
        return database.with(handle -> newest(handle, job, time));
    }

    private static Optional<Tuned> newest(Handle handle, JobId job, Instant time) {
        return handle.createQuery(
                        "SELECT tuned FROM settings WHERE job = :job AND at <= :time ORDER BY at DESC LIMIT 1")
                .bind("job", job.value())
                .bind("time", time.toEpochMilli())
                .map((row, context) -> Optional.ofNullable(row.getString("tuned")))
                .findOne()
                .flatMap(json -> json)
                .map(json -> Json.read(json, Tuned.class));
    }
}
