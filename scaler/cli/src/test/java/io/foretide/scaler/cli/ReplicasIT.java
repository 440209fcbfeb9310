package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.store.PostgresExtension;
import io.foretide.store.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Three services in processes of their own that share jobs, of which one is killed and a fourth comes. */
@ExtendWith(PostgresExtension.class)
class ReplicasIT {
    private static final int JOBS = Integer.getInteger("foretide.replicas.jobs", 40);
    private static final Duration TICK = Duration.ofSeconds(Integer.getInteger("foretide.replicas.tick", 10));
    private static final Duration LEASE = Duration.ofSeconds(Integer.getInteger("foretide.replicas.lease", 6));

    @TempDir
    Path folder;

    @Test
    void jobsOfAKilledReplicaAreGoneOnWithAndAFourthTakesAQuarter(PostgresServer server) throws Exception {
        try (SharedFleet fleet =
                new SharedFleet(folder, server.database(), new SharedFleet.Settings(JOBS, TICK, LEASE, ""))) {
            Instant begin = Instant.now();
            for (String name : List.of("a", "b", "c")) {
                fleet.start(name);
            }
            Map<String, String> first = fleet.awaitAllServed();
            assertThat(first.values()).contains("a", "b", "c");
            fleet.awaitDecisionsAfter(begin);
            System.out.println(JOBS + " jobs are served after " + since(begin));

            fleet.load = 450; // three TaskManagers
            SharedFleet.eventually().until(() -> fleet.jobsAsked() > JOBS / 4);
            fleet.kill("c");
            Instant killed = Instant.now();
            Duration ownerless = fleet.awaitOwners();
            System.out.println("killed while " + fleet.jobsAsked() + " jobs had been rescaled; all have an owner after "
                    + ownerless);
            assertThat(ownerless).isLessThan(LEASE.multipliedBy(3));
            Map<String, String> second = fleet.owners();
            first.forEach((job, owner) -> {
                if (!owner.equals("c")) {
                    assertThat(second).containsEntry(job, owner);
                }
            });
            fleet.awaitDecisionsAfter(Instant.now());
            System.out.println("all were decided on again " + since(killed) + " after the kill");
            SharedFleet.eventually().until(() -> fleet.jobsAsked() == JOBS);
            assertThat(fleet.newest())
                    .extracting(entry -> entry.reasonId().orElse(""))
                    .doesNotContain("unknown-rate", "standoff");

            String ofB = second.entrySet().stream()
                    .filter(entry -> entry.getValue().equals("b"))
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            assertThat(fleet.status("a", "/v1/jobs/" + ofB + "/plan")).isEqualTo(421);
            assertThat(fleet.get("a", "/v1/jobs/" + ofB + "/plan").path("error").asText())
                    .isEqualTo("job '" + ofB + "' is served by replica b");
            assertThat(fleet.status("a", "/health/ready")).isEqualTo(200);

            fleet.start("c");
            fleet.start("d");
            SharedFleet.eventually().until(() -> fleet.owners().values().containsAll(List.of("c", "d")));
            Map<String, String> fourth = fleet.awaitAllServed();
            List<String> moved = first.keySet().stream()
                    .filter(job -> !fourth.get(job).equals(first.get(job)))
                    .toList();
            System.out.println(
                    "a fourth replica has got " + moved.size() + " of " + JOBS + " jobs, and no other moved");
            assertThat(moved).hasSizeBetween(JOBS / 8, JOBS * 2 / 5);
            assertThat(moved).allSatisfy(job -> assertThat(fourth).containsEntry(job, "d"));
            fleet.awaitDecisionsAfter(Instant.now());
            fleet.assertNothingTwiceAndNothingLost();
        }
    }

    private static String since(Instant begin) {
        return Duration.between(begin, Instant.now()).toSeconds() + " s";
    }
}
