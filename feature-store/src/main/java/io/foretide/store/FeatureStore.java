package io.foretide.store;

import io.foretide.series.FeatureRow;
import io.foretide.series.FeatureWindow;
import io.foretide.telemetry.JobId;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The features of all jobs, one row per job and minute, kept with the time at which each row was recorded.
 *
 * <p>A {@link #window} shows what was known then: no row of a later minute, and none that was recorded more than one step
 * after the window's last minute began. A row written again replaces the earlier one for all who look from its recording
 * time on; who looks as of an earlier instant still sees what was known then. A value that its feature cannot have, see {@link
 * io.foretide.series.Limits}, is missing, whoever has stored it. A written row is durable. Thread-safe, and
 * several processes may use one database.
 */
public final class FeatureStore {
    /** This store's tables, for the database that it is opened in. */
    public static final Migrations MIGRATIONS = new Migrations("features", "io/foretide/store/migrations");

    private static final int ROWS_PER_TRANSACTION = 10_000;
    private static final long MINUTES_PER_DAY = Duration.ofDays(1).toMinutes();

    private final Database database;
    private final Schemas schemas = new Schemas();
    private final Map<JobId, Long> jobIds = new ConcurrentHashMap<>();

    /** A store in a database that was opened with {@link #MIGRATIONS}; the caller closes it. */
    public FeatureStore(Database database) {
        this.database = database;
    }

    /** What it is called in messages. Tells no secret. */
    public String name() {
        return database.name();
    }

    /** Writes one row as if it had been recorded within its own minute: for history. */
    public void append(JobId job, FeatureRow row) {
        append(job, row, row.time());
    }

    /**
     * Writes one row; its time counts by the minute.
     *
     * @param recordedAt when the row became known, by the job's clock; not before its minute
     */
    public void append(JobId job, FeatureRow row, Instant recordedAt) {
        append(job, List.of(new Recorded(row, recordedAt)));
    }

    /** Writes rows in one transaction, as {@link #append(JobId, FeatureRow, Instant)}. */
    public void append(JobId job, List<Recorded> rows) {
        rows.stream()
                .filter(recorded -> StoredRow.minuteOf(recorded.at())
                        < StoredRow.minuteOf(recorded.row().time()))
                .findFirst()
                .ifPresent(early -> {
                    throw new IllegalArgumentException(
                            "row of job " + job + " at " + early.row().time() + " was recorded at " + early.at()
                                    + ": it cannot be known before its minute");
                });
        write(job, rows);
    }

    /**
     * Writes many rows as if each had been recorded within its own minute, in transactions of 10,000. If it fails, whole
     * transactions of earlier rows stay written.
     */
    public void appendAll(JobId job, Iterable<FeatureRow> rows) {
        List<Recorded> chunk = new ArrayList<>();
        for (FeatureRow row : rows) {
            chunk.add(new Recorded(row, row.time()));
            if (chunk.size() == ROWS_PER_TRANSACTION) {
                write(job, chunk);
                chunk.clear();
            }
        }
        if (!chunk.isEmpty()) {
            write(job, chunk);
        }
    }

    /**
     * Features of a job as they were known at an instant.
     *
     * @param asOf the window ends with the minute of this instant
     * @param length whole minutes, at least one
     * @return one-minute steps; what was not recorded by then is missing
     */
    public FeatureWindow window(JobId job, Instant asOf, Duration length) {
        long last = StoredRow.minuteOf(asOf);
        int size = minutes(length);
        return read(job, last - size + 1, last, StoredRow.visibleUntil(last));
    }

    /** Everything known today of the minutes from that of {@code from} (inclusive) to that of {@code to} (exclusive). */
    public FeatureWindow range(JobId job, Instant from, Instant to) {
        if (StoredRow.minuteOf(from) >= StoredRow.minuteOf(to)) {
            throw new IllegalArgumentException(
                    "range of job " + job + " from " + from + " to " + to + ": at least one minute is needed");
        }
        return read(job, StoredRow.minuteOf(from), StoredRow.minuteOf(to) - 1, Long.MAX_VALUE);
    }

    /** The last minute that has a row. */
    public Optional<Instant> latest(JobId job) {
        return edge(job, "max");
    }

    /** The first minute that has a row. */
    public Optional<Instant> earliest(JobId job) {
        return edge(job, "min");
    }

    /** The jobs that were ever written, by name. */
    public List<JobId> jobs() {
        return database.with(handle -> handle.select("select name from job order by name")
                .mapTo(String.class)
                .map(JobId::new)
                .list());
    }

    /**
     * Forgets a job's minutes before that of {@code cut}, a day in a transaction: nobody who writes waits for long.
     *
     * @return how many rows went
     */
    public int forgetBefore(JobId job, Instant cut) {
        long end = StoredRow.minuteOf(cut);
        int gone = 0;
        for (Optional<Instant> first = earliest(job);
                first.filter(minute -> StoredRow.minuteOf(minute) < end).isPresent();
                first = earliest(job)) {
            long until = Math.min(end, StoredRow.minuteOf(first.get()) + MINUTES_PER_DAY);
            gone += database.with(handle -> handle.execute(
                    "delete from feature_row where job = (select id from job where name = ?) and minute < ?",
                    job.value(),
                    until));
        }
        return gone;
    }

    static int minutes(Duration length) {
        if (Durations.isShorter(length, StoredRow.STEP) || length.getSeconds() % 60 != 0 || length.getNano() != 0) {
            throw new IllegalArgumentException("window length " + length + ": must be whole minutes, at least 1");
        }
        return Math.toIntExact(length.toMinutes());
    }

    /** Rows of the minutes {@code first} to {@code last} by minute and recording time. */
    List<StoredRow> rows(JobId job, long first, long last, long recordedUntil) {
        return database.with(handle -> {
            OptionalLong id = findJob(handle, job);
            return id.isEmpty()
                    ? List.of()
                    : select(
                            handle,
                            "job = ? and minute between ? and ? and recorded_at <= ? order by minute, recorded_at",
                            id.getAsLong(),
                            first,
                            last,
                            recordedUntil);
        });
    }

    /** Rows of the minutes {@code first} to {@code last} that were written after the change {@code after}, oldest first. */
    List<StoredRow> changes(JobId job, long first, long last, long after) {
        return database.with(handle -> {
            OptionalLong id = findJob(handle, job);
            // The plus sign keeps a database from walking through all minutes instead of the few changes.
            return id.isEmpty()
                    ? List.of()
                    : select(
                            handle,
                            "job = ? and seq > ? and +minute between ? and ? order by seq",
                            id.getAsLong(),
                            after,
                            first,
                            last);
        });
    }

    /**
     * The number of the last change of a job, 0 before the first. What is written later has a higher one: numbers of one job
     * are drawn and seen in {@link Database#inTurn turn}. Over all jobs they are not: one that is written for long may be seen
     * after higher ones of others.
     */
    long lastChange(JobId job) {
        return database.with(handle -> {
            OptionalLong id = findJob(handle, job);
            return id.isEmpty()
                    ? 0
                    : handle.select("select coalesce(max(seq), 0) from feature_row where job = ?", id.getAsLong())
                            .mapTo(Long.class)
                            .one();
        });
    }

    /** Whose transaction that changes rows of a job has to wait for whose. */
    public static String turn(JobId job) {
        return "features of " + job.value();
    }

    private FeatureWindow read(JobId job, long first, long last, long recordedUntil) {
        WindowBuilder window = new WindowBuilder(first, Math.toIntExact(last - first + 1));
        rows(job, first, last, recordedUntil).forEach(window::add);
        return window.build();
    }

    private List<StoredRow> select(Handle handle, String condition, Object... arguments) {
        return handle.select(
                        "select minute, recorded_at, schema, payload from feature_row where " + condition, arguments)
                .map((result, context) -> {
                    Schema schema = schemas.byId(handle, result.getLong(3));
                    return new StoredRow(
                            result.getLong(1),
                            result.getLong(2),
                            schema,
                            schema.possible(schema.decode(result.getBytes(4))));
                })
                .list();
    }

    private void write(JobId job, List<Recorded> rows) {
        // Jobs and schemas are remembered, so they are committed before the rows: the rows may yet be rolled back.
        long id = requireJob(job);
        List<Entry> entries = database.with(handle -> entries(handle, id, rows));
        database.change(handle -> database.inTurn(handle, turn(job), transaction -> {
            PreparedBatch outdated = transaction.prepareBatch(
                    "delete from feature_row where job = ? and minute = ? and recorded_at >= ?");
            PreparedBatch insert = transaction.prepareBatch(
                    "insert into feature_row (job, minute, recorded_at, schema, payload) values (?, ?, ?, ?, ?)");
            for (Entry entry : entries) {
                Version version = entry.version;
                Schema schema = entry.schema;
                outdated.add(id, version.minute(), version.recordedAt());
                insert.add(id, version.minute(), version.recordedAt(), schema.id(), schema.encode(entry.row.values()));
            }
            outdated.execute();
            insert.execute();
        }));
    }

    /** A row and the schema that it is written in. */
    private record Entry(Version version, Schema schema, FeatureRow row) {}

    private List<Entry> entries(Handle handle, long job, List<Recorded> rows) {
        return versions(rows).entrySet().stream()
                .map(version -> new Entry(
                        version.getKey(),
                        schemas.covering(
                                handle, job, version.getValue().values().keySet()),
                        version.getValue()))
                .toList();
    }

    /** Of equal versions, the last one counts. */
    private static Map<Version, FeatureRow> versions(List<Recorded> rows) {
        Map<Version, FeatureRow> versions = new LinkedHashMap<>();
        rows.forEach(recorded -> versions.put(
                new Version(
                        StoredRow.minuteOf(recorded.row().time()), recorded.at().toEpochMilli()),
                recorded.row()));
        return versions;
    }

    private long requireJob(JobId job) {
        return database.with(handle -> findJob(handle, job)).orElseGet(() -> {
            database.change(
                    handle -> handle.execute("insert into job (name) values (?) on conflict do nothing", job.value()));
            return database.with(handle -> findJob(handle, job)).orElseThrow();
        });
    }

    private OptionalLong findJob(Handle handle, JobId job) {
        Long cached = jobIds.get(job);
        if (cached != null) {
            return OptionalLong.of(cached);
        }
        Optional<Long> id = handle.select("select id from job where name = ?", job.value())
                .mapTo(Long.class)
                .findOne();
        id.ifPresent(row -> jobIds.put(job, row));
        return id.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private Optional<Instant> edge(JobId job, String function) {
        return database.with(handle -> handle.select(
                        "select " + function + "(minute) from feature_row"
                                + " where job = (select id from job where name = ?)",
                        job.value())
                .mapTo(Long.class)
                .findOne()
                .map(StoredRow::timeOf));
    }

    /**
     * A row and when it became known.
     *
     * @param at by the job's clock; not before its minute
     */
    public record Recorded(FeatureRow row, Instant at) {}

    private record Version(long minute, long recordedAt) {}
}
