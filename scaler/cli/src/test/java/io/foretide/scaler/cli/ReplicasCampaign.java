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
class ReplicasCampaign {
    @TempDir
    Path folder;

    @Test
    void jobsOfAKilledReplicaAreGoneOnWithAndAFourthTakesAQuarter(PostgresServer server) throws Exception {
        SharedFleet.Settings settings = new SharedFleet.Settings(40, Duration.ofSeconds(10), Duration.ofSeconds(6));
        try (SharedFleet fleet = new SharedFleet(folder, server.database(), settings)) {
            killOneAndAddAFourth(fleet);
        }
    }

    @Test
    void threeHundredJobsSurviveTheirReplicas(PostgresServer server) throws Exception {
        SharedFleet.Settings settings = new SharedFleet.Settings(300, Duration.ofMinutes(1), Duration.ofSeconds(15));
        try (SharedFleet fleet = new SharedFleet(folder, server.database(), settings)) {
            killOneAndAddAFourth(fleet);
        }
    }

    private static void killOneAndAddAFourth(SharedFleet fleet) throws Exception {
        int jobs = fleet.jobs().size();
        Instant begin = Instant.now();
        for (String name : List.of("a", "b", "c")) {
            fleet.start(name);
        }
        Map<String, String> first = fleet.awaitAllServed();
        assertThat(first.values()).contains("a", "b", "c");
        fleet.awaitDecisionsAfter(begin);
        System.out.println(jobs + " jobs are served after " + since(begin));

        fleet.load = 450; // three TaskManagers
        SharedFleet.eventually().until(() -> fleet.jobsAsked() > jobs / 4);
        fleet.kill("c");
        Instant killed = Instant.now();
        Duration ownerless = fleet.awaitOwners();
        System.out.println(
                "killed while " + fleet.jobsAsked() + " jobs had been rescaled; all have an owner after " + ownerless);
        assertThat(ownerless).isLessThan(fleet.settings().lease().multipliedBy(3));
        Map<String, String> second = fleet.owners();
        first.forEach((job, owner) -> {
            if (!owner.equals("c")) {
                assertThat(second).containsEntry(job, owner);
            }
        });
        fleet.awaitDecisionsAfter(Instant.now());
        System.out.println("all were decided on again " + since(killed) + " after the kill");
        SharedFleet.eventually().until(() -> fleet.jobsAsked() == jobs);
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
        System.out.println("a fourth replica has got " + moved.size() + " of " + jobs + " jobs, and no other moved");
        assertThat(moved).hasSizeBetween(jobs / 8, jobs * 2 / 5);
        assertThat(moved).allSatisfy(job -> assertThat(fourth).containsEntry(job, "d"));
        fleet.awaitDecisionsAfter(Instant.now());
        fleet.assertNothingTwiceAndNothingLost();
    }

    private static String since(Instant begin) {
        return Duration.between(begin, Instant.now()).toSeconds() + " s";
    }
}
