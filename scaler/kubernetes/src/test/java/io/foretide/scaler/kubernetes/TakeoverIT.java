package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.foretide.scaler.control.Fate;
import io.foretide.scaler.kubernetes.cluster.ControlPlaneExtension;
import io.foretide.scaler.kubernetes.cluster.TestNamespace;
import io.foretide.scaler.kubernetes.cluster.Workloads;
import io.foretide.text.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two replicas in processes of their own, of which one dies, sleeps or has a wrong clock at the worst moment: at most one acts,
 * nothing is done twice and nothing is forgotten.
 */
@ExtendWith(ControlPlaneExtension.class)
final class TakeoverIT {
    private static final String LEASE = "foretide-orders";
    private static final String FENCED_OFF = new KubernetesCause.FencedOff("").id();

    /** Both replicas and what becomes of the Deployment. */
    private static final class Pair implements AutoCloseable {
        final TestNamespace namespace;
        final SizesSeen seen;
        final Replica first;
        final Replica second;

        Pair(TestNamespace namespace, Path folder, List<String> leases) throws IOException {
            this.namespace = namespace;
            namespace.plane().apiServer(); // needs a token for the replicas
            namespace.create(Workloads.taskManagers(namespace, "tm", 1));
            Instant start = Instant.now();
            seen = new SizesSeen(namespace, "tm");
            first = Replica.start(namespace, "first", leases.get(0), folder, start);
            second = Replica.start(namespace, "second", leases.get(1), folder, start);
        }

        /** Waits until one leads and knows the load, and returns it. */
        Replica leader() {
            await("one leads").atMost(Duration.ofSeconds(60)).until(() -> leads(first) || leads(second));
            return leads(first) ? first : second;
        }

        Replica other(Replica one) {
            return one == first ? second : first;
        }

        private static boolean leads(Replica replica) {
            return replica.ticks(0).stream().anyMatch(tick -> tick.leads() && tick.hasFigures());
        }

        void forecast(double recordsPerSecond) {
            first.tell("forecast " + recordsPerSecond);
            second.tell("forecast " + recordsPerSecond);
        }

        void awaitSizes(Integer... sizes) {
            await("sizes")
                    .atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> assertThat(seen.sizes()).containsExactly(sizes));
        }

        /** Lets some ticks pass, after which nothing more has happened. */
        void assertStays(Integer... sizes) {
            await("nothing more")
                    .during(ReplicaMain.TICK.multipliedBy(5))
                    .atMost(Duration.ofSeconds(40))
                    .failFast("more has happened", () -> seen.sizes().size() > sizes.length)
                    .until(() -> seen.sizes().equals(List.of(sizes)));
        }

        @Override
        public void close() {
            first.close();
            second.close();
            seen.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Gate.class,
            names = {"DECIDED", "SAVED", "ASKED"})
    void aLeaderThatIsKilledIsFollowedByOneThatRepeatsAndForgetsNothing(
            Gate gate, TestNamespace namespace, @TempDir Path folder) throws Exception {
        try (Pair pair = new Pair(namespace, folder, List.of(LEASE, LEASE))) {
            Replica killed = pair.leader();
            Replica heir = pair.other(killed);
            killed.tell("gate " + gate);
            pair.forecast(350);
            killed.awaitGate(gate);
            if (gate == Gate.ASKED) {
                // the watch tells of it a moment later
                pair.awaitSizes(1, 3);
            } else {
                assertThat(pair.seen.sizes()).containsExactly(1);
            }
            int before = heir.lines().size();
            long killedAt = System.nanoTime();
            killed.kill();
            if (gate == Gate.ASKED) {
                heir.tell("forecast 1400");
                ReplicaTick holds = heir.awaitTick(
                        before,
                        "it cools down",
                        tick -> tick.leads() && tick.reasonId().equals("cooldown"));
                System.out.println(gate + ": took over after " + millisSince(killedAt) + " ms; " + holds.reason());
                pair.assertStays(1, 3);
                pair.awaitSizes(1, 3, 8);
            } else {
                ReplicaTick does = heir.awaitTick(before, "it rescales", ReplicaTick::isApplied);
                System.out.println(gate + ": took over after " + millisSince(killedAt) + " ms; " + does.reason());
                pair.awaitSizes(1, 3);
                pair.assertStays(1, 3);
            }
            assertThat(heir.ticks(before))
                    .as("neither learns anew nor sees another hand")
                    .extracting(ReplicaTick::reasonId)
                    .doesNotContain("unsettled-load", "unknown-rate", "standoff");
        }
    }

    @Test
    void aLeaderThatSleptThroughTheEndOfItsLeaseWritesNothing(TestNamespace namespace, @TempDir Path folder)
            throws Exception {
        try (Pair pair = new Pair(namespace, folder, List.of(LEASE, LEASE))) {
            Replica sleeper = pair.leader();
            Replica heir = pair.other(sleeper);
            sleeper.tell("gate SAVED");
            pair.forecast(350);
            sleeper.awaitGate(Gate.SAVED);
            sleeper.signal("STOP");
            heir.awaitTick(0, "it rescales", ReplicaTick::isApplied);
            pair.awaitSizes(1, 3);
            int before = sleeper.lines().size();
            pair.forecast(1400);
            sleeper.tell("go");
            sleeper.signal("CONT");
            sleeper.awaitTick(
                    before,
                    "it is fenced off",
                    tick -> tick.fate() == Fate.REFUSED && tick.notApplied().equals(Optional.of(FENCED_OFF)));
            sleeper.awaitTick(before, "it follows", tick -> tick.leader().equals(Optional.of(heir.identity())));
            pair.assertStays(1, 3);
            assertThat(sleeper.ticks(before)).noneMatch(ReplicaTick::isApplied);
        }
    }

    @Test
    void aLeaderWhoseClockIsLateLosesItsLeaseAndOnlyOneActs(TestNamespace namespace, @TempDir Path folder)
            throws Exception {
        try (Pair pair = new Pair(namespace, folder, List.of(LEASE, LEASE))) {
            Replica late = pair.leader();
            Replica heir = pair.other(late);
            int before = heir.lines().size();
            late.signal("STOP"); // between two renewals
            await("the Lease is taken").pollInterval(Duration.ofMillis(500)).until(() -> {
                renewed(namespace, late.identity(), Instant.now().minusSeconds(600));
                return heir.identity().equals(holder(namespace));
            });
            pair.forecast(350);
            late.signal("CONT");
            ReplicaTick does = heir.awaitTick(before, "it rescales", ReplicaTick::isApplied);
            System.out.println("with the later clock: " + does.reason());
            late.awaitTick(0, "it follows", tick -> tick.leader().equals(Optional.of(heir.identity())));
            pair.awaitSizes(1, 3);
            pair.assertStays(1, 3);
        }
    }

    /** The worst a clock or a wrong configuration can do: both always believe to lead. */
    @Test
    void twoThatBothBelieveToLeadActAsOne(TestNamespace namespace, @TempDir Path folder) throws Exception {
        try (Pair pair = new Pair(namespace, folder, List.of("foretide-one", "foretide-other"))) {
            pair.leader();
            await("both lead")
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> Pair.leads(pair.first) && Pair.leads(pair.second));
            pair.forecast(350);
            pair.awaitSizes(1, 3);
            pair.assertStays(1, 3);
            pair.forecast(1400);
            pair.awaitSizes(1, 3, 8);
            pair.assertStays(1, 3, 8);
            List.of(pair.first, pair.second).forEach(TakeoverIT::printWhatItLost);
        }
    }

    private static void printWhatItLost(Replica replica) {
        List<ReplicaTick> ticks = replica.ticks(0);
        System.out.println(replica.identity() + ": "
                + ticks.stream()
                        .filter(tick -> tick.notApplied().equals(Optional.of(FENCED_OFF)) || !tick.leads())
                        .count()
                + " ticks lost to the other, "
                + ticks.stream().filter(ReplicaTick::isApplied).count() + " changes");
    }

    private static void renewed(TestNamespace namespace, String holder, Instant at) {
        Lease lease = lease(namespace);
        if (lease == null || !holder.equals(lease.getSpec().getHolderIdentity())) {
            return;
        }
        try {
            namespace
                    .plane()
                    .admin()
                    .leases()
                    .inNamespace(namespace.name())
                    .withName(LEASE)
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            Json.line(Map.of(
                                    "metadata",
                                    Map.of(
                                            "resourceVersion",
                                            lease.getMetadata().getResourceVersion()),
                                    "spec",
                                    Map.of(
                                            "renewTime",
                                            at.truncatedTo(ChronoUnit.SECONDS)
                                                    .toString()
                                                    .replace("Z", ".000000Z")))));
        } catch (KubernetesClientException e) {
            // somebody was faster
        }
    }

    private static String holder(TestNamespace namespace) {
        return lease(namespace).getSpec().getHolderIdentity();
    }

    private static Lease lease(TestNamespace namespace) {
        return namespace
                .plane()
                .admin()
                .leases()
                .inNamespace(namespace.name())
                .withName(LEASE)
                .get();
    }

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }
}
