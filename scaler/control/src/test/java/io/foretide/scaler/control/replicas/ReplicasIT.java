package io.foretide.scaler.control.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.control.Fence;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.PlannerMemory.Memory;
import io.foretide.scaler.control.PlannerMemory.Overtaken;
import io.foretide.scaler.control.PlannerMemory.Saved;
import io.foretide.scaler.control.Replication;
import io.foretide.scaler.control.Standing;
import io.foretide.scaler.control.Stores;
import io.foretide.store.PostgresDatabase;
import io.foretide.store.PostgresExtension;
import io.foretide.store.PostgresServer;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.JobId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Replicas that share jobs in a real database, each with a clock of its own that the test moves. */
@ExtendWith(PostgresExtension.class)
final class ReplicasIT {
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration BEAT = Duration.ofSeconds(3);
    private static final JobId ORDERS = new JobId("orders");

    private final PostgresServer server;
    private final StoreAddress.Postgres address;
    private final Opened opened = new Opened();
    private final Stores stores;
    private final List<One> alive = new ArrayList<>();
    private Set<JobId> jobs =
            IntStream.range(0, 300).mapToObj(i -> new JobId("job-" + i)).collect(Collectors.toSet());

    ReplicasIT(PostgresServer server) {
        this.server = server;
        this.address = server.database();
        this.stores = opened.keep(Stores.open(address, PostgresServer.LOGIN));
    }

    @AfterEach
    void close() {
        opened.close();
    }

    /** A replica that serves what it is told to, at once or with the next beat. */
    private final class One {
        final AtomicLong nanos;
        final Replicas replicas;
        final Set<JobId> served = new HashSet<>();
        final Set<JobId> ending = new HashSet<>();
        boolean endsAtOnce = true;

        One(String name, Duration clock) {
            nanos = new AtomicLong(clock.toNanos());
            ReplicaSettings settings = new ReplicaSettings(name, LEASE);
            replicas = new Replicas(
                    opened.keep(PostgresDatabase.open(
                            address, PostgresServer.LOGIN, List.of(ReplicaTable.MIGRATIONS), settings.beat())),
                    settings,
                    nanos::get);
        }

        void beat() {
            replicas.beat(new Replicas.Jobs(() -> jobs, served::add, this::end));
        }

        private void end(JobId job) {
            ending.add(job);
            if (endsAtOnce) {
                ended();
            }
        }

        void ended() {
            served.removeAll(ending);
            ending.forEach(replicas::ended);
            ending.clear();
        }

        Replication replication(JobId job, Fence fence) {
            return replicas.replication(job, stores.decisionLog(), fence);
        }

        Standing standing(JobId job) {
            return replication(job, Fence.NONE).leadership().claim();
        }
    }

    private One begin(String name, int clockSeconds) {
        One one = new One(name, Duration.ofSeconds(clockSeconds));
        alive.add(one);
        return one;
    }

    /** So many beats of all who are alive; nobody ever serves what another one serves. */
    private void pass(int beats) {
        for (int beat = 0; beat < beats; beat++) {
            for (One one : alive) {
                one.nanos.addAndGet(BEAT.toNanos());
                one.beat();
                assertNoJobHasTwo();
            }
        }
    }

    private void assertNoJobHasTwo() {
        Set<JobId> seen = new HashSet<>();
        for (One one : alive) {
            for (JobId job : one.served) {
                if (one.standing(job).isLeading()) {
                    assertThat(seen.add(job)).as("two act for %s", job).isTrue();
                }
            }
        }
    }

    private void assertAllServed() {
        assertThat(alive.stream().mapToInt(one -> one.served.size()).sum()).isEqualTo(jobs.size());
        alive.forEach(one -> assertThat(one.served)
                .allSatisfy(job -> assertThat(one.replicas.owner(job)).hasValue(one.replicas.name())));
    }

    @Test
    void whoIsInterruptedWhileItLeavesGivesItsLeaseBackAllTheSame() throws InterruptedException {
        One stays = begin("stays", 0);
        One goes = begin("goes", 0);
        pass(3);
        assertThat(stays.replicas.live()).containsExactly("goes", "stays");
        alive.remove(goes);
        CountDownLatch beating = new CountDownLatch(1);
        goes.replicas.start(new Replicas.Jobs(
                () -> {
                    beating.countDown();
                    return jobs;
                },
                job -> {},
                job -> {}));
        beating.await(); // a beat is under way, which is waited for
        Thread.currentThread().interrupt();
        goes.replicas.close();
        assertThat(Thread.interrupted()).isTrue();
        pass(1);
        assertThat(stays.replicas.live()).containsExactly("stays");
    }

    @Test
    void replicasWhoseClocksAreFarApartShareTheJobsAndAFourthGetsAQuarter() {
        begin("a", 0);
        begin("b", 30);
        begin("c", -100_000);
        pass(4);
        assertAllServed();
        assertThat(alive).allSatisfy(one -> assertThat(one.served).hasSizeBetween(70, 130));
        List<Set<JobId>> before =
                alive.stream().map(one -> Set.copyOf(one.served)).toList();
        One fourth = begin("d", 30);
        pass(4);
        assertAllServed();
        assertThat(fourth.served).hasSizeBetween(55, 95);
        for (int i = 0; i < before.size(); i++) {
            assertThat(before.get(i)).containsAll(alive.get(i).served);
        }
    }

    @Test
    void jobsOfAReplicaThatEndsWithoutAWordGoToTheOthersAfterItsLease() {
        One first = begin("a", 0);
        begin("b", 30);
        One killed = begin("c", -30);
        pass(4);
        alive.remove(killed);
        Set<JobId> kept = Set.copyOf(first.served);
        pass(4);
        assertThat(first.served).isEqualTo(kept);
        assertThat(killed.standing(killed.served.iterator().next()).isLeading())
                .as("its own clock stands still")
                .isTrue();
        pass(4);
        assertAllServed();
        assertThat(first.served).containsAll(kept);
    }

    @Test
    void aReplicaThatCannotRenewItsLeaseActsNoMoreBeforeOthersDo() {
        One one = begin("a", 0);
        pass(1);
        JobId job = jobs.iterator().next();
        assertThat(one.standing(job).isLeading()).isTrue();
        one.nanos.addAndGet(Duration.ofSeconds(9).toNanos());
        assertThat(one.standing(job).isLeading()).isTrue();
        one.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(one.standing(job)).isInstanceOf(Standing.Follows.class);
        assertThat(one.replicas.problem()).hasValue("its lease was not renewed for 10 s");
    }

    @Test
    void whoSleptThroughItsLeaseSavesNothingAndComesBack() {
        jobs = Set.of(ORDERS);
        begin("a", 0);
        begin("b", 30);
        pass(3);
        One sleeper =
                alive.stream().filter(one -> !one.served.isEmpty()).findFirst().orElseThrow();
        Replication before = sleeper.replication(ORDERS, Fence.NONE);
        Memory memory = Memory.of(PlannerState.initial(3, PlannerSettings.defaults(2, 1, 9)));
        assertThat(before.memory().orElseThrow().save(ORDERS, memory)).isInstanceOf(Saved.class);
        alive.remove(sleeper);
        pass(8);
        assertAllServed();
        Memory wrong = Memory.of(PlannerState.initial(9, PlannerSettings.defaults(2, 1, 9)));
        // its own clock has not gone on, as that of a machine that was suspended
        assertThat(before.leadership().claim().isLeading()).isTrue();
        assertThat(before.memory().orElseThrow().save(ORDERS, wrong)).isInstanceOf(Overtaken.class);
        assertThat(stores.decisionLog().load(ORDERS).orElseThrow().state().taskManagers())
                .isEqualTo(3);
        sleeper.nanos.addAndGet(BEAT.toNanos() * 8);
        assertThat(before.leadership().claim().isLeading()).isFalse();
        alive.add(sleeper);
        pass(4);
        assertAllServed();
        assertThat(sleeper.served).as("it is its own by its name").containsExactly(ORDERS);
        assertThat(sleeper.standing(ORDERS).isLeading()).isTrue();
    }

    @Test
    void aJobIsNotTakenOverBeforeItsFormerOwnerHasEndedIt() {
        One busy = begin("a", 0);
        busy.endsAtOnce = false;
        pass(2);
        One next = begin("b", 0);
        pass(6);
        assertThat(next.served).isEmpty();
        assertThat(busy.served).hasSize(300);
        busy.ended();
        pass(2);
        assertAllServed();
        assertThat(next.served).isNotEmpty();
    }

    @Test
    void aReplicaThatLeavesIsNotWaitedFor() {
        One first = begin("a", 0);
        One second = begin("b", 0);
        pass(3);
        alive.remove(second);
        second.replicas.close();
        pass(1);
        assertThat(first.served).hasSize(300);
    }

    @Test
    void aNameIsOneProcesssAtATime() {
        One first = begin("a", 0);
        One second = begin("a", 0);
        pass(8);
        assertThat(first.served).hasSize(300);
        assertThat(second.served).isEmpty();
        assertThat(second.replicas.problem().orElseThrow())
                .contains("another process is, or was a moment ago, replica a", "Maybe give this one another name");
        alive.remove(first); // killed
        pass(8);
        assertThat(second.served).hasSize(300);
    }

    @Test
    void aServerThatWasAwayMovesNothing() throws Exception {
        begin("a", 0);
        begin("b", 30);
        pass(4);
        List<Set<JobId>> before =
                alive.stream().map(one -> Set.copyOf(one.served)).toList();
        List<Optional<Long>> epochs = epochs(before);
        server.stop();
        try {
            alive.get(0).beat();
            alive.forEach(one -> one.nanos.addAndGet(Duration.ofMinutes(2).toNanos()));
            assertThat(alive)
                    .allSatisfy(one -> assertThat(
                                    one.standing(one.served.iterator().next()).isLeading())
                            .isFalse());
        } finally {
            server.startAgain();
        }
        // who found it away looks again a beat later, by a clock that is not the test's
        alive.forEach(one -> Awaitility.await().until(() -> {
            one.beat();
            return one.replicas.problem().isEmpty();
        }));
        pass(8);
        assertThat(alive.stream().map(one -> one.served).toList()).isEqualTo(before);
        assertThat(epochs(before)).isEqualTo(epochs);
        assertThat(alive).allSatisfy(one -> assertThat(one.replicas.problem()).isEmpty());
    }

    private List<Optional<Long>> epochs(List<Set<JobId>> served) {
        return IntStream.range(0, served.size())
                .boxed()
                .flatMap(i -> served.get(i).stream()
                        .sorted(Comparator.comparing(JobId::value))
                        .map(alive.get(i).replicas::epoch))
                .toList();
    }

    @Test
    void whoBeginsToActRaisesTheFenceOfTheTargetInTheNameOfTheEpoch() {
        jobs = Set.of(ORDERS);
        One one = begin("a", 0);
        pass(1);
        List<String> raised = new ArrayList<>();
        one.replication(ORDERS, (token, leads) -> {
                    leads.orThrow();
                    raised.add(token);
                })
                .leadership()
                .claim();
        assertThat(raised).containsExactly("a#" + one.replicas.epoch(ORDERS).orElseThrow());
    }

    @Test
    void jobsThatAreServedNoMoreAreForgotten() {
        One one = begin("a", 0);
        pass(1);
        jobs = Set.of(ORDERS);
        pass(2);
        assertThat(one.served).containsExactly(ORDERS);
        assertThat(stores.decisions()
                        .<Integer>with(handle -> handle.createQuery("SELECT count(*) FROM replica_job")
                                .mapTo(Integer.class)
                                .one()))
                .isEqualTo(1);
    }
}
