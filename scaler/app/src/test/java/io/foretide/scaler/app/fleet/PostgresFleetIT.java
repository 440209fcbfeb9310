package io.foretide.scaler.app.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.app.HttpServerRunner;
import io.foretide.scaler.app.ServiceHost;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.FleetConfig;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.Stores;
import io.foretide.scaler.control.replicas.ReplicaSettings;
import io.foretide.scaler.control.replicas.Replicas;
import io.foretide.store.DataFolder;
import io.foretide.store.PostgresExtension;
import io.foretide.store.PostgresServer;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.flink.FakeFlink;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A service whose history, decisions and memory are in a database of a server. */
@ExtendWith(PostgresExtension.class)
class PostgresFleetIT {
    private static final List<JobId> JOBS = List.of(new JobId("orders"), new JobId("clicks"));

    private static final String FAILED = "the last tick failed: store ";

    @TempDir
    Path folder;

    private final Opened opened = new Opened();
    private final FakeFlink flink = opened.keep(FakeFlink.tuned());
    private final HttpClient client = HttpClient.newHttpClient();
    private final PostgresServer postgres;
    private final StoreAddress.Postgres address;
    private Path file = Path.of("");

    PostgresFleetIT(PostgresServer postgres) {
        this.postgres = postgres;
        this.address = postgres.database();
    }

    @BeforeEach
    void say() throws IOException {
        file = Files.writeString(
                folder.resolve("fleet.yaml"), """
                data: %s
                store: %s
                defaults:
                  tick: 10s
                  flink: {rest: '%s'}
                  target: {type: dry-run, taskManagers: 2}
                  planner: {slotsPerTaskManager: 2, maxTaskManagers: 9}
                jobs:
                  - {job: orders}
                  - {job: clicks}
                """.formatted(folder.resolve("data"), address.url(), flink.address()));
    }

    @AfterEach
    void close() {
        opened.close();
    }

    /** A process's life. */
    private final class Life implements AutoCloseable {
        private final Opened parts = new Opened();
        private final Stores stores;
        private final Fleet fleet;
        private final HttpServerRunner server;

        Life() throws Exception {
            this(Optional.empty());
        }

        /** One of several that share the jobs. */
        Life(String replica) throws Exception {
            this(Optional.of(replica));
        }

        private Life(Optional<String> replica) throws Exception {
            FleetConfig config = ConfigReader.fleet(file);
            DataFolder data = new DataFolder(Files.createDirectories(config.data()));
            stores = parts.keep(Stores.open(config.store(), PostgresServer.LOGIN));
            ServiceHost alone = ServiceHost.open(data, stores, parts);
            ServiceHost host = replica.map(name -> alone.among(parts.keep(Replicas.open(
                            address, PostgresServer.LOGIN, new ReplicaSettings(name, Duration.ofSeconds(5))))))
                    .orElse(alone);
            fleet = parts.keep(new Fleet(file, config, host, System.err));
            fleet.start();
            server = parts.keep(
                    HttpServerRunner.listen("127.0.0.1", 0, 1, vertx -> new ServiceRoutes(vertx, fleet, host)));
        }

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }

        /** When each job's newest decision was stored. */
        List<Instant> decided() {
            return each(job ->
                    stores.decisionLog().newest(job).map(entry -> entry.at()).orElse(Instant.MIN));
        }

        <T> List<T> each(Function<JobId, T> question) {
            return JOBS.stream().map(question).toList();
        }

        /** The owner of each job, as this process knows it. */
        List<String> owners() {
            return fleet.views().stream()
                    .map(job -> job.owner().orElse("nobody"))
                    .toList();
        }

        void awaitDecisionsAfter(Instant time) {
            eventually().untilAsserted(() -> assertThat(decided()).allMatch(at -> at.isAfter(time)));
        }

        @Override
        public void close() {
            parts.close();
        }
    }

    private static ConditionFactory eventually() {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions();
    }

    @Test
    void theNextProcessGoesOnWithHistoryAndMemoryOfTheLast() throws Exception {
        List<Instant> first;
        try (Life life = new Life()) {
            life.awaitDecisionsAfter(Instant.MIN);
            for (JobId job : JOBS) {
                assertThat(life.get("/v1/jobs/" + job + "/plan").statusCode()).isEqualTo(200);
                assertThat(life.get("/v1/jobs/" + job + "/decisions/last").body())
                        .contains("\"reason\"");
            }
            eventually()
                    .until(() -> life.each(job -> life.stores.featureStore().earliest(job)).stream()
                            .allMatch(found -> found.isPresent()));
            first = life.each(job -> life.stores.featureStore().earliest(job).orElseThrow());
            assertThat(folder.resolve("data/features.db")).doesNotExist();
            assertThat(folder.resolve("data/decisions.db")).doesNotExist();
        }
        Instant restart = Instant.now();
        try (Life life = new Life()) {
            assertThat(life.each(job -> life.stores.decisionLog().load(job))).allMatch(memory -> memory.isPresent());
            life.awaitDecisionsAfter(restart);
            assertThat(life.each(job -> life.stores.featureStore().earliest(job).orElseThrow()))
                    .isEqualTo(first);
        }
    }

    @Test
    void whileTheServerIsAwayTicksFailAndGoOnAfterwards() throws Exception {
        try (Life life = new Life()) {
            life.awaitDecisionsAfter(Instant.MIN);
            List<Integer> sizes = sizes(life);
            List<Integer> rescales = rescales(life);
            postgres.stop();
            try {
                eventually()
                        .untilAsserted(
                                () -> assertThat(life.get("/v1/jobs").body()).contains(FAILED + address));
                assertThat(life.get("/v1/jobs/orders/plan").statusCode()).isEqualTo(200);
            } finally {
                postgres.startAgain();
            }
            Instant back = Instant.now();
            life.awaitDecisionsAfter(back.plusSeconds(30)); // three ticks
            assertThat(rescales(life)).isEqualTo(rescales);
            assertThat(sizes(life)).isEqualTo(sizes);
            eventually()
                    .untilAsserted(() -> assertThat(life.get("/v1/jobs").body()).doesNotContain(FAILED));
        }
    }

    @Test
    void aJobThatBecameWrongGoesOnAsItWasWithTheReplicaThatTakesItOver() throws Exception {
        try (Life stays = new Life("stays")) {
            try (Life goes = new Life("goes")) {
                // by the hash of the names both jobs are that one's
                eventually().untilAsserted(() -> {
                    assertThat(goes.fleet.views()).allMatch(job -> job.tick().isPresent());
                    assertThat(stays.owners()).containsOnly("goes");
                });
                String wrong = Files.readString(file).replace("{job:", "{priority: 101, job:");
                Files.writeString(file, wrong);
                stays.fleet.follow();
                goes.fleet.follow();
                assertThat(stays.fleet.views()).allMatch(job -> job.state().equals(JobRow.INVALID));
                assertThat(stays.owners()).containsOnly("goes");
            }
            eventually()
                    .untilAsserted(() -> assertThat(stays.fleet.views())
                            .allMatch(job -> job.state().equals(JobRow.INVALID))
                            .allMatch(job -> job.tick().isPresent()));
            assertThat(stays.get("/v1/jobs").body()).contains("goes on as it was said before: priority 101");
        }
    }

    private static List<Integer> sizes(Life life) {
        return life.each(
                job -> life.stores.decisionLog().newest(job).orElseThrow().to());
    }

    private static List<Integer> rescales(Life life) {
        return life.each(job -> life.stores.decisionLog().rescales(job).size());
    }
}
