package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.retraining.StoredDays;
import io.foretide.scaler.pieces.PieceTable;
import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.store.FeatureStore;
import io.foretide.store.PostgresDatabase;
import io.foretide.store.PostgresExtension;
import io.foretide.store.PostgresServer;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.JobId;
import io.foretide.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * All jobs of a fleet, trained and simulated on a real Flink session cluster of two TaskManagers, one of which is killed, and in
 * this machine's threads: the same models and figures. Minutes, so run by hand.
 */
@ExtendWith(PostgresExtension.class)
class FleetOnFlinkCampaign {
    private static final int JOBS = 4;
    private static final Map<String, String> LOGIN = Map.of(
            "FORETIDE_STORE_USER", PostgresServer.LOGIN.user().orElseThrow(),
            "FORETIDE_STORE_PASSWORD", PostgresServer.LOGIN.password().orElseThrow(),
            "OMP_NUM_THREADS", "1");

    @TempDir
    Path folder;

    private final Instant begin = StoredDays.lastMidnight(Instant.now()).minus(Duration.ofDays(15));
    private final StoreAddress.Postgres there;
    private final StoreAddress.Postgres here;

    FleetOnFlinkCampaign(PostgresServer server) {
        this.there = server.database();
        this.here = server.database();
    }

    @Test
    void aFleetIsTrainedAndSimulatedOnFlinkAsItIsHereThoughATaskManagerDies() throws Exception {
        try (PostgresDatabase ours = PostgresDatabase.open(here, PostgresServer.LOGIN, PieceTable.BESIDE_OTHERS);
                PostgresDatabase database =
                        PostgresDatabase.open(there, PostgresServer.LOGIN, PieceTable.BESIDE_OTHERS);
                SessionCluster flink = SessionCluster.start(folder.resolve("flink"), "flink-2.3", 2, LOGIN)) {
            histories(new FeatureStore(database));
            histories(new FeatureStore(ours));
            JsonNode trained = trained(database, flink);
            assertThat(trained.path("sums").path("done").asInt()).isEqualTo(JOBS);
            assertThat(trained.path("sums").path("failed").asInt()).isEqualTo(1);
            assertThat(trained.path("jobs").findValuesAsText("reason"))
                    .singleElement()
                    .asString()
                    .contains("job young has no whole day of history");
            int attempts = trained.path("jobs").findValues("attempts").stream()
                    .mapToInt(JsonNode::asInt)
                    .sum();
            assertThat(attempts).as("only what was lost is done again").isLessThanOrEqualTo(JOBS + 2);

            JsonNode trainedHere = report(1, "train", "--all", "--config", config(here));
            assertThat(digests(trained)).hasSize(JOBS).isEqualTo(digests(trainedHere));

            String[] simulate = {"simulate", "--all", "--policies", "static-peak", "--config"};
            JsonNode simulatedHere = report(1, with(simulate, config(here)));
            JsonNode simulated = report(1, with(simulate, config(there), "--on", flink.address()));
            assertThat(digests(simulated)).hasSize(JOBS).isEqualTo(digests(simulatedHere));
            assertThat(flink.answer("/jobs/overview"))
                    .contains("\"state\":\"FINISHED\"")
                    .doesNotContain("\"state\":\"FAILED\"");
        }
    }

    private JsonNode trained(PostgresDatabase database, SessionCluster flink) throws Exception {
        Path log = folder.resolve("train.log");
        String[] train = {"train", "--all", "--config", config(there), "--on", flink.address(), "-o", "json"};
        try (ForetideProcess foretide = ForetideProcess.start(log, LOGIN, train)) {
            await().atMost(Duration.ofMinutes(5)).until(() -> ended(database) >= 1 || !foretide.isRunning());
            flink.kill(1);
            assertThat(foretide.exitCode()).as(foretide::said).isEqualTo(1);
            return json(foretide.said());
        }
    }

    private static int ended(PostgresDatabase database) {
        return database.with(handle -> handle.createQuery("select count(*) from piece where result is not null")
                .mapTo(Integer.class)
                .one());
    }

    private void histories(FeatureStore store) {
        for (int job = 0; job < JOBS; job++) {
            Random noise = new Random(job);
            double size = 100 * (job + 1);
            store.appendAll(
                    new JobId("job-" + job),
                    IntStream.range(0, 15 * 1440)
                            .mapToObj(i -> new FeatureRow(
                                    begin.plus(Duration.ofMinutes(i)),
                                    Map.of(
                                            Features.DEMAND,
                                            size * (2 - Math.cos(2 * Math.PI * i / 1440) + noise.nextDouble() / 5))))
                            .toList());
        }
    }

    /** All jobs, and one more that has no history; trees are grown for two of them. */
    private String config(StoreAddress.Postgres address) throws IOException {
        String name = address.url().replaceFirst(".*/", "");
        StringBuilder yaml = new StringBuilder("""
                data: %s
                store: %s
                defaults:
                  flink: {rest: 'http://127.0.0.1:1'}
                  target: {type: dry-run, taskManagers: 2}
                  planner: {slotsPerTaskManager: 2, maxTaskManagers: 20}
                  training: {models: [ridge]}
                jobs:
                """.formatted(folder.resolve(name), address.url()));
        for (int job = 0; job < JOBS; job++) {
            String models = job % 3 == 0 ? ", training: {models: [ridge, xgboost]}" : "";
            yaml.append("  - {job: job-%d%s}\n".formatted(job, models));
        }
        yaml.append("  - {job: young}\n");
        return Files.writeString(folder.resolve(name + ".yaml"), yaml).toString();
    }

    private JsonNode report(int exit, String... arguments) throws Exception {
        Path log = Files.createTempFile(folder, "foretide", ".log");
        try (ForetideProcess foretide = ForetideProcess.start(log, LOGIN, with(arguments, "-o", "json"))) {
            assertThat(foretide.exitCode()).as(foretide::said).isEqualTo(exit);
            return json(foretide.said());
        }
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.of(arguments, more).flatMap(Arrays::stream).toArray(String[]::new);
    }

    /** The report, after what was said of its making. */
    private static JsonNode json(String said) throws IOException {
        return Json.tree(said.substring(said.indexOf("{\n")));
    }

    private static Map<String, String> digests(JsonNode report) {
        Map<String, String> digests = new TreeMap<>();
        report.path("jobs").forEach(job -> {
            if (job.has("digest")) {
                digests.put(job.path("job").asText(), job.path("digest").asText());
            }
        });
        return digests;
    }
}
