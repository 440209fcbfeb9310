package io.foretide.scaler.control.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.Allowance;
import io.foretide.planner.fleet.FleetMember;
import io.foretide.planner.fleet.FleetPlan;
import io.foretide.planner.fleet.FleetSettings;
import io.foretide.planner.settings.Sizes;
import io.foretide.scaler.control.Opened;
import io.foretide.store.Database;
import io.foretide.store.PostgresDatabase;
import io.foretide.store.PostgresExtension;
import io.foretide.store.PostgresServer;
import io.foretide.telemetry.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three replicas that plan in turn over a real database, and jobs that do at any time what the last plan of theirs allows. */
@ExtendWith(PostgresExtension.class)
final class SharedPlanIT {
    private static final int MAX_SLOTS = 60;
    private static final int SLOTS_EACH = 2;
    private static final FleetSettings SETTINGS = new FleetSettings(OptionalInt.of(MAX_SLOTS), OptionalInt.of(4));

    private final Opened opened = new Opened();
    private final Database database;
    private final List<Replica> replicas = new ArrayList<>();
    private final List<Job> jobs = new ArrayList<>();

    SharedPlanIT(PostgresServer server) {
        this.database = opened.keep(
                PostgresDatabase.open(server.database(), PostgresServer.LOGIN, List.of(ReplicaTable.MIGRATIONS)));
        IntStream.range(0, 3).forEach(i -> replicas.add(new Replica()));
        IntStream.range(0, 12).forEach(i -> jobs.add(new Job("job-" + i, 10 * (i % 4), replicas.get(i % 3))));
        // a job that nobody has told of holds slots that nobody knows: so do all before the first plan of its fleet
        replicas.forEach(Replica::plan);
    }

    @AfterEach
    void close() {
        opened.close();
    }

    private final class Replica {
        final SharedPlan shared = new SharedPlan(database);
        Optional<FleetPlan> plan = Optional.empty();

        void plan() {
            plan = Optional.of(shared.make(
                            SETTINGS,
                            jobs.stream()
                                    .filter(job -> job.owner == this)
                                    .map(Job::member)
                                    .toList())
                    .plan());
            // rescales end some time
            jobs.stream().filter(job -> job.owner == this).forEach(job -> job.rescaling = false);
        }
    }

    private static final class Job {
        final JobId id;
        final int priority;
        Replica owner;
        boolean isPlanned = true;
        boolean rescaling;
        int taskManagers = 2;
        int wanted = 2;

        Job(String name, int priority, Replica owner) {
            this.id = new JobId(name);
            this.priority = priority;
            this.owner = owner;
        }

        FleetMember member() {
            isPlanned = true;
            return new FleetMember(
                    id,
                    priority,
                    new Sizes(SLOTS_EACH, 1, 12, OptionalInt.empty()),
                    new FleetMember.Usage(taskManagers, wanted, rescaling));
        }

        /** Takes what it wants, as far as it may. */
        void tick() {
            Allowance allowance = owner.plan.flatMap(plan -> plan.allowance(id)).orElseThrow();
            if (isPlanned && allowance.notYet().isEmpty()) {
                int next = Math.min(wanted, allowance.limit().orElseThrow().taskManagers());
                rescaling |= next != taskManagers;
                taskManagers = next;
            }
        }
    }

    private int slots() {
        return jobs.stream().mapToInt(job -> SLOTS_EACH * job.taskManagers).sum();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void togetherTheyNeverTakeMoreThanTheFleetMay(long seed) {
        Random random = new Random(seed);
        int most = 0;
        for (int step = 0; step < 600; step++) {
            Job job = jobs.get(random.nextInt(jobs.size()));
            switch (random.nextInt(4)) {
                case 0 -> job.wanted = 1 + random.nextInt(12);
                case 1 -> job.tick();
                case 2 -> replicas.get(random.nextInt(3)).plan();
                default -> {
                    if (random.nextInt(20) == 0) { // another replica's, whose plan has not seen it yet
                        job.owner = replicas.get(random.nextInt(3));
                        job.isPlanned = false;
                    }
                }
            }
            assertThat(slots()).isLessThanOrEqualTo(MAX_SLOTS);
            most = Math.max(most, slots());
        }
        assertThat(most).as("nothing is left lying").isGreaterThan(MAX_SLOTS - 4 * SLOTS_EACH);
    }

    @Test
    void whatOneReplicaDoesNotNeedAnotherOnesJobGets() {
        Job hungry = jobs.get(3);
        hungry.wanted = 8;
        for (int round = 0; round < 3; round++) {
            replicas.forEach(Replica::plan);
        }
        hungry.tick();
        assertThat(hungry.taskManagers).as("all that is free").isEqualTo(8);
    }
}
