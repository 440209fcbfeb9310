package io.foretide.scaler.control;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.Direction;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.decision.SizeAt;
import io.foretide.planner.decision.SizesAhead;
import io.foretide.planner.learned.Learned;
import io.foretide.store.Database;
import io.foretide.store.Migrations;
import io.foretide.store.SqliteDatabase;
import io.foretide.store.copy.CopiedTable;
import io.foretide.store.copy.PlainTable;
import io.foretide.telemetry.JobId;
import io.foretide.text.Json;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Every decision, what became of it, and the planner's memory, in one database. Decisions and outcomes can only be
 * appended. Thread-safe.
 */
public final class DecisionLog implements PlannerMemory, AutoCloseable {
    /** The log's tables, for the database that it is opened in. */
    public static final Migrations MIGRATIONS = new Migrations("decisions", "io/foretide/scaler/migrations");

    /** The log's tables, for who copies it. */
    public static final List<CopiedTable> COPIED = List.of(
            new PlainTable(
                    "decision",
                    List.of("id"),
                    List.of(
                            "at",
                            "kind",
                            "from_size",
                            "to_size",
                            "reason",
                            "reason_id",
                            "basis",
                            "adjustments",
                            "planned",
                            "fate",
                            "why")),
            new PlainTable("outcome", List.of("decision_id", "recorded"), List.of("outcome")),
            new PlainTable("planner_state", List.of(), List.of("state")),
            new PlainTable("settings", List.of("at"), List.of("tuned")));

    private final Database database;
    private final SettingsLog settings;

    /** A log in a database that was opened with {@link #MIGRATIONS}, and is closed with it. */
    public DecisionLog(Database database) {
        this.database = database;
        this.settings = new SettingsLog(database);
    }

    /** Opens the log in a file, creating it if needed. */
    public static DecisionLog open(Path file) {
        return new DecisionLog(SqliteDatabase.open(file, MIGRATIONS));
    }

    /** As long as decisions cannot be taken away, whoever tries: what models look back. */
    public static final Duration FINAL = Duration.ofDays(43);

    /**
     * A decision as it was logged.
     *
     * @param at when, by the job's clock
     * @param reasonId id of the reason, for programs; empty in what was written before it was kept
     * @param why the target was not asked or did not take it; empty for a hold and if it did
     */
    public record Entry(
            String id,
            Instant at,
            Direction kind,
            int from,
            int to,
            String reason,
            Optional<String> reasonId,
            Fate fate,
            @JsonProperty("refused") Optional<String> why) {
        /** Columns of an entry, as {@link #read} takes them. */
        static final String COLUMNS = "id, at, kind, from_size, to_size, reason, reason_id, fate, why";

        static Entry read(ResultSet row) throws SQLException {
            return new Entry(
                    row.getString("id"),
                    Instant.ofEpochMilli(row.getLong("at")),
                    Direction.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                    row.getInt("from_size"),
                    row.getInt("to_size"),
                    row.getString("reason"),
                    Optional.ofNullable(row.getString("reason_id")),
                    Fate.valueOf(row.getString("fate").toUpperCase(Locale.ROOT)),
                    Optional.ofNullable(row.getString("why")));
        }
    }

    /** What it is called in messages. Tells no secret. */
    public String name() {
        return database.name();
    }

    /** Which settings were decided with. */
    public SettingsLog settings() {
        return settings;
    }

    /** Appends the decision of a tick; of two at one instant, as after a clock was set back, the first one stays. */
    public void append(JobId job, TickReport tick) {
        ScalingDecision decision = tick.decision();
        int to = tick.recommended();
        int from = decision instanceof Rescale rescale ? rescale.fromTaskManagers() : to;
        Optional<String> basis = decision.basis().map(Json::line);
        String adjustments = Json.line(decision.adjustments());
        String planned = Json.line(decision.planned());
        database.change(handle -> handle.createUpdate("INSERT INTO decision"
                        + " (job, id, at, kind, from_size, to_size, reason, reason_id, basis, adjustments, planned, fate, why)"
                        + " VALUES (:job, :id, :at, :kind, :from, :to, :reason, :reasonId, :basis, :adjustments,"
                        + " :planned, :fate, :why)"
                        + " ON CONFLICT (job, id) DO NOTHING")
                .bind("job", job.value())
                .bind("id", tick.id())
                .bind("at", tick.now().toEpochMilli())
                .bind("kind", Direction.of(from, to).word())
                .bind("from", from)
                .bind("to", to)
                .bind("reason", decision.reason())
                .bind("reasonId", decision.reasonId())
                .bind("basis", basis.orElse(null))
                .bind("adjustments", adjustments)
                .bind("planned", planned)
                .bind("fate", tick.fate().orElse(Fate.HELD).word())
                .bind("why", tick.whyNotApplied().map(Cause::sentence).orElse(null))
                .execute());
    }

    /** Appends what is known of a decision's outcome now. */
    public void append(JobId job, DecisionOutcome outcome) {
        database.use(all -> database.inTurn(
                all,
                "outcome of " + job.value(),
                handle -> handle.createUpdate("INSERT INTO outcome (job, decision_id, recorded, outcome)"
                                + " VALUES (:job, :id, (SELECT coalesce(max(recorded) + 1, 0) FROM outcome"
                                + " WHERE job = :job AND decision_id = :id), :outcome)")
                        .bind("job", job.value())
                        .bind("id", outcome.decisionId())
                        .bind("outcome", Json.line(outcome))
                        .execute()));
    }

    /** What was asked for after every tick, oldest first. */
    public List<SizeAt> sizes(JobId job) {
        return sizes(job, Instant.EPOCH);
    }

    /** The same of the ticks from an instant on. */
    public List<SizeAt> sizes(JobId job, Instant from) {
        return database.with(handle -> handle.createQuery(
                        "SELECT at, CASE fate WHEN 'applied' THEN to_size ELSE from_size END"
                                + " FROM decision WHERE job = :job AND at >= :from ORDER BY at")
                .bind("job", job.value())
                .bind("from", from.toEpochMilli())
                .map((row, context) -> new SizeAt(Instant.ofEpochMilli(row.getLong(1)), row.getInt(2)))
                .list());
    }

    /** All decisions to rescale, oldest first. */
    public List<Entry> rescales(JobId job) {
        return database.with(handle -> handle.createQuery(
                        "SELECT " + Entry.COLUMNS + " FROM decision WHERE job = :job AND kind <> 'hold' ORDER BY at")
                .bind("job", job.value())
                .map((row, context) -> Entry.read(row))
                .list());
    }

    /** The newest decision, be it to hold. */
    public Optional<Entry> newest(JobId job) {
        return database.with(handle -> handle.createQuery(
                        "SELECT " + Entry.COLUMNS + " FROM decision WHERE job = :job ORDER BY at DESC LIMIT 1")
                .bind("job", job.value())
                .map((row, context) -> Entry.read(row))
                .findFirst());
    }

    /** The newest outcome of a decision. */
    public Optional<DecisionOutcome> outcome(JobId job, String decisionId) {
        return database.with(handle -> handle.createQuery("SELECT outcome FROM outcome WHERE job = :job"
                        + " AND decision_id = :id ORDER BY recorded DESC LIMIT 1")
                .bind("job", job.value())
                .bind("id", decisionId)
                .mapTo(String.class)
                .findOne()
                .map(json -> Json.read(json, DecisionOutcome.class)));
    }

    /**
     * All that is known of a decision.
     *
     * @param planned the sizes that were to follow
     * @param tuned settings that it was decided with; empty: those of the configuration
     * @param outcome the newest; empty for a decision that was not carried out
     */
    public record Explained(
            Entry entry,
            Optional<Basis> basis,
            List<Adjustment> adjustments,
            SizesAhead planned,
            Optional<SettingsLog.Tuned> tuned,
            Optional<DecisionOutcome> outcome) {
        /** What another version tells has no {@code planned} and no {@code tuned}. */
        public Explained {
            planned = Objects.requireNonNullElse(planned, SizesAhead.NONE);
            tuned = Objects.requireNonNullElse(tuned, Optional.empty());
        }
    }

    /** The decision with an id. */
    public Optional<Explained> explained(JobId job, String id) {
        return database.with(handle -> handle.createQuery("SELECT " + Entry.COLUMNS
                        + ", basis, adjustments, planned FROM decision WHERE job = :job AND id = :id")
                .bind("job", job.value())
                .bind("id", id)
                .map((row, context) -> new Explained(
                        Entry.read(row),
                        Optional.ofNullable(row.getString("basis")).map(json -> Json.read(json, Basis.class)),
                        List.of(Json.read(row.getString("adjustments"), Adjustment[].class)),
                        Optional.ofNullable(row.getString("planned"))
                                .map(json -> Json.read(json, SizesAhead.class))
                                .orElse(SizesAhead.NONE),
                        settings.at(job, Instant.ofEpochMilli(row.getLong("at"))),
                        outcome(job, id)))
                .findOne());
    }

    /** What was learned by the last tick that was saved. */
    public Optional<Learned> learned(JobId job) {
        return load(job).map(memory -> memory.state().learned());
    }

    @Override
    public Saving save(JobId job, Memory memory) {
        String state = Json.line(memory);
        database.change(handle -> handle.createUpdate("INSERT INTO planner_state (job, state) VALUES (:job, :state)"
                        + " ON CONFLICT (job) DO UPDATE SET state = excluded.state")
                .bind("job", job.value())
                .bind("state", state)
                .execute());
        return new Saved();
    }

    /** Saves only while {@code epoch} is that of the job's owner, see {@link io.foretide.scaler.control.replicas.ReplicaTable}. */
    public boolean save(JobId job, Memory memory, long epoch) {
        return database.with(handle -> handle.createUpdate("INSERT INTO planner_state (job, state)"
                                + " SELECT job, :state FROM replica_job"
                                + " WHERE job = :job AND epoch = :epoch AND replica IS NOT NULL FOR SHARE"
                                + " ON CONFLICT (job) DO UPDATE SET state = excluded.state")
                        .bind("job", job.value())
                        .bind("epoch", epoch)
                        .bind("state", Json.line(memory))
                        .execute()
                == 1);
    }

    @Override
    public Optional<Memory> load(JobId job) {
        return database.with(handle -> handle.createQuery("SELECT state FROM planner_state WHERE job = :job")
                .bind("job", job.value())
                .mapTo(String.class)
                .findOne()
                .flatMap(Memory::read));
    }

    /**
     * Forgets a job's decisions before {@code cut} with what became of them, a day in a transaction.
     *
     * @param cut at least {@link #FINAL} ago
     * @return how many decisions went
     */
    public int forgetBefore(JobId job, Instant cut) {
        int gone = 0;
        for (Optional<Instant> first = earliest(job); first.filter(cut::isAfter).isPresent(); first = earliest(job)) {
            Instant dayLater = first.get().plus(Duration.ofDays(1));
            long until = (dayLater.isAfter(cut) ? cut : dayLater).toEpochMilli();
            gone += database.with(handle -> handle.inTransaction(transaction -> {
                transaction.execute(
                        "delete from outcome where job = ? and decision_id in"
                                + " (select id from decision where job = ? and at < ?)",
                        job.value(),
                        job.value(),
                        until);
                return transaction.execute("delete from decision where job = ? and at < ?", job.value(), until);
            }));
        }
        return gone;
    }

    private Optional<Instant> earliest(JobId job) {
        return database.with(handle -> handle.select("select min(at) from decision where job = ?", job.value())
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli));
    }

    @Override
    public void close() {
        database.close();
    }
}
