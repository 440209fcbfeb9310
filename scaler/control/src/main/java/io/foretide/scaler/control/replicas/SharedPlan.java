package io.foretide.scaler.control.replicas;

import io.foretide.planner.decision.Allowance;
import io.foretide.planner.fleet.FleetMember;
import io.foretide.planner.fleet.FleetPlan;
import io.foretide.planner.fleet.FleetSettings;
import io.foretide.planner.settings.Sizes;
import io.foretide.store.Database;
import io.foretide.telemetry.JobId;
import io.foretide.text.Json;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;

/**
 * One plan for the jobs of all replicas. They make it in turn, each over all jobs, and before the next one's turn each writes down
 * what its own jobs may take by it: that counts as taken for all others, so that no two of them give the same slots away. Not
 * thread-safe.
 */
public final class SharedPlan {
    private static final String TURN = "plan of the fleet";

    private final Database database;

    /** All members, as they were told last, and up to where that is known. */
    private final Map<JobId, Told> known = new HashMap<>();

    private long knownUpTo;

    SharedPlan(Database database) {
        this.database = database;
    }

    /**
     * A plan.
     *
     * @param members how many jobs it knows
     */
    public record Made(FleetPlan plan, int members) {}

    /** A member as its owner has told of it. */
    private record Told(
            int priority,
            int slotsPerTaskManager,
            int minTaskManagers,
            int maxTaskManagers,
            int running,
            int wanted,
            boolean rescaling) {
        static Told of(FleetMember member) {
            return new Told(
                    member.priority(),
                    member.sizes().slotsPerTaskManager(),
                    member.sizes().minTaskManagers(),
                    member.sizes().maxTaskManagers(),
                    member.usage().running(),
                    member.usage().wanted(),
                    member.usage().rescaling());
        }

        /** The same once it has taken all that it may. */
        static Told of(FleetMember member, Allowance allowance) {
            Told now = of(member);
            int most = allowance
                    .limit()
                    .map(limit -> Math.min(limit.taskManagers(), now.maxTaskManagers))
                    .orElse(0);
            return new Told(
                    now.priority,
                    now.slotsPerTaskManager,
                    now.minTaskManagers,
                    now.maxTaskManagers,
                    Math.max(now.running, allowance.notYet().isEmpty() ? most : 0),
                    now.wanted,
                    now.rescaling || allowance.notYet().isEmpty());
        }

        FleetMember member(JobId job) {
            return new FleetMember(
                    job,
                    priority,
                    new Sizes(slotsPerTaskManager, minTaskManagers, maxTaskManagers, OptionalInt.empty()),
                    new FleetMember.Usage(running, wanted, rescaling));
        }
    }

    /** A row that is written. */
    private record Row(String job, String member) {}

    /**
     * The plan now; what it lets {@code own} do holds until the next one is made.
     *
     * @param own jobs of this replica as they are
     * @throws io.foretide.store.StoreException if the others cannot be asked; then the last plan goes on to hold
     */
    public Made make(FleetSettings settings, Collection<FleetMember> own) {
        return database.with(handle -> {
            Made[] made = new Made[1];
            database.inTurn(handle, TURN, one -> made[0] = inTurn(one, settings, own));
            return made[0];
        });
    }

    private Made inTurn(Handle handle, FleetSettings settings, Collection<FleetMember> own) {
        read(handle);
        Map<JobId, FleetMember> members = new HashMap<>();
        known.forEach((job, told) -> members.put(job, told.member(job)));
        own.forEach(member -> members.put(member.job(), member));
        FleetPlan plan = FleetPlan.of(settings, members.values());
        Map<JobId, Told> changed = new HashMap<>();
        own.forEach(member -> {
            Told told = plan.allowance(member.job())
                    .map(allowance -> Told.of(member, allowance))
                    .orElseGet(() -> Told.of(member));
            if (!told.equals(known.get(member.job()))) {
                changed.put(member.job(), told);
            }
        });
        write(handle, changed);
        return new Made(plan, members.size());
    }

    /** What is new; all of it once a job is gone. */
    private void read(Handle handle) {
        readSince(handle);
        int there = handle.select("SELECT count(*) FROM replica_member")
                .mapTo(Integer.class)
                .one();
        if (there != known.size()) {
            known.clear();
            knownUpTo = 0;
            readSince(handle);
        }
    }

    private void readSince(Handle handle) {
        handle.createQuery("SELECT job, seq, member FROM replica_member WHERE seq > :seq ORDER BY seq")
                .bind("seq", knownUpTo)
                .map((row, context) -> {
                    knownUpTo = row.getLong(2);
                    return Map.entry(new JobId(row.getString(1)), Json.read(row.getString(3), Told.class));
                })
                .forEach(told -> known.put(told.getKey(), told.getValue()));
    }

    /** Read back with the next plan: what is not committed is not known. */
    private static void write(Handle handle, Map<JobId, Told> changed) {
        List<Row> rows = changed.entrySet().stream()
                .map(told -> new Row(told.getKey().value(), Json.line(told.getValue())))
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        handle.createUpdate("INSERT INTO replica_member (job, seq, member)"
                        + " SELECT job, nextval('replica_member_seq'), member"
                        + " FROM json_to_recordset(CAST(:rows AS json)) AS rows (job text, member text)"
                        + " ON CONFLICT (job) DO UPDATE SET seq = excluded.seq, member = excluded.member")
                .bind("rows", Json.line(rows))
                .execute();
    }
}
