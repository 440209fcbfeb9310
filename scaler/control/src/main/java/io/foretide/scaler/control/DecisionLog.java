package io.foretide.scaler.control;

import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.decision.SizeAt;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.JobId;
import io.foretide.text.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Every decision, what became of it, and the planner's memory, in one SQLite file. Decisions and outcomes can only be
 * appended. Thread-safe.
 */
public final class DecisionLog implements PlannerMemory, AutoCloseable {
    static final String MIGRATIONS = "io/foretide/scaler/migrations";

    private final SqliteDatabase database;

    private DecisionLog(SqliteDatabase database) {
        this.database = database;
    }

    /** Opens the log in a file, creating it if needed. */
    public static DecisionLog open(Path file) {
        return new DecisionLog(SqliteDatabase.open(file, MIGRATIONS));
    }

    /** What was asked for after every tick of a job, oldest first; nothing if there is no log in {@code file}. */
    public static List<SizeAt> sizes(Path file, JobId job) {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try (DecisionLog log = open(file)) {
            return log.sizes(job);
        }
    }

    /**
     * A decision as it was logged.
     *
     * @param kind hold, up or down
     * @param refused why it was not carried out; empty if it was
     */
    public record Entry(String id, String kind, int from, int to, String reason, Optional<String> refused) {}

    /** Appends the decision of a tick. */
    public void append(JobId job, TickReport tick) {
        ScalingDecision decision = tick.decision();
        int to = tick.recommended();
        int from = decision instanceof Rescale rescale ? rescale.fromTaskManagers() : to;
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("INSERT INTO decision"
                                + " (job, id, kind, from_size, to_size, reason, basis, adjustments, refused)"
                                + " VALUES (:job, :id, :kind, :from, :to, :reason, :basis, :adjustments, :refused)")
                        .bind("job", job.value())
                        .bind("id", tick.id())
                        .bind("kind", to > from ? "up" : to < from ? "down" : "hold")
                        .bind("from", from)
                        .bind("to", to)
                        .bind("reason", decision.reason())
                        .bind("basis", decision.basis().map(Json::line).orElse(null))
                        .bind("adjustments", Json.line(decision.adjustments()))
                        .bind(
                                "refused",
                                tick.whyNotApplied().map(Cause::sentence).orElse(null))
                        .execute());
    }

    /** Appends what is known of a decision's outcome now. */
    public void append(JobId job, DecisionOutcome outcome) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("INSERT INTO outcome (job, decision_id, recorded, outcome)"
                                + " VALUES (:job, :id, (SELECT count(*) FROM outcome), :outcome)")
                        .bind("job", job.value())
                        .bind("id", outcome.decisionId())
                        .bind("outcome", Json.line(outcome))
                        .execute());
    }

    /** What was asked for after every tick, oldest first. */
    public List<SizeAt> sizes(JobId job) {
        return database.jdbi()
                .withHandle(handle -> handle
                        .createQuery("SELECT id, CASE WHEN refused IS NULL THEN to_size ELSE from_size END"
                                + " FROM decision WHERE job = :job")
                        .bind("job", job.value())
                        .map((row, context) -> new SizeAt(Instant.parse(row.getString(1)), row.getInt(2)))
                        .stream()
                        .sorted(Comparator.comparing(SizeAt::at))
                        .toList());
    }

    /** All decisions to rescale, oldest first. */
    public List<Entry> rescales(JobId job) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT id, kind, from_size, to_size, reason, refused"
                                + " FROM decision WHERE job = :job AND kind <> 'hold' ORDER BY id")
                        .bind("job", job.value())
                        .map((row, context) -> new Entry(
                                row.getString(1),
                                row.getString(2),
                                row.getInt(3),
                                row.getInt(4),
                                row.getString(5),
                                Optional.ofNullable(row.getString(6))))
                        .list());
    }

    /** The newest outcome of a decision. */
    public Optional<DecisionOutcome> outcome(JobId job, String decisionId) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT outcome FROM outcome WHERE job = :job"
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
     * @param outcome the newest; empty for a decision that was not carried out
     */
    public record Explained(
            Entry entry, Optional<Basis> basis, List<Adjustment> adjustments, Optional<DecisionOutcome> outcome) {}

    /** The decision with an id. */
    public Optional<Explained> explained(JobId job, String id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT kind, from_size, to_size, reason, refused, basis,"
                                + " adjustments FROM decision WHERE job = :job AND id = :id")
                        .bind("job", job.value())
                        .bind("id", id)
                        .map((row, context) -> new Explained(
                                new Entry(
                                        id,
                                        row.getString(1),
                                        row.getInt(2),
                                        row.getInt(3),
                                        row.getString(4),
                                        Optional.ofNullable(row.getString(5))),
                                Optional.ofNullable(row.getString(6)).map(json -> Json.read(json, Basis.class)),
                                List.of(Json.read(row.getString(7), Adjustment[].class)),
                                outcome(job, id)))
                        .findOne());
    }

    @Override
    public Saving save(JobId job, Memory memory) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("INSERT INTO planner_state (job, state) VALUES (:job, :state)"
                                + " ON CONFLICT (job) DO UPDATE SET state = excluded.state")
                        .bind("job", job.value())
                        .bind("state", Json.line(memory))
                        .execute());
        return new Saved();
    }

    @Override
    public Optional<Memory> load(JobId job) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT state FROM planner_state WHERE job = :job")
                        .bind("job", job.value())
                        .mapTo(String.class)
                        .findOne()
                        .flatMap(Memory::read));
    }

    @Override
    public void close() {
        database.close();
    }
}
