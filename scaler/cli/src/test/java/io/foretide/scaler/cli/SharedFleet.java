package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.Fate;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.Stores;
import io.foretide.store.PostgresServer;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.flink.LivingFlink;
import io.foretide.text.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Jobs that live, on Flinks to pretend, and replicas in processes of their own that share them through a database. */
final class SharedFleet implements AutoCloseable {
    private static final Map<String, String> LOGIN = Map.of(
            "FORETIDE_STORE_USER", PostgresServer.LOGIN.user().orElseThrow(),
            "FORETIDE_STORE_PASSWORD", PostgresServer.LOGIN.password().orElseThrow());
    private static final double RECORDS_PER_SECOND_PER_SLOT = 100;

    private final Path folder;
    private final StoreAddress.Postgres store;
    private final Settings settings;
    private final Opened opened = new Opened();
    private final Map<String, LivingFlink> flinks = new TreeMap<>();
    private final Map<String, One> replicas = new TreeMap<>();
    private final ScheduledExecutorService life = Executors.newSingleThreadScheduledExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final DecisionLog decisions;

    /** Records per second of each job. */
    volatile double load = 120;

    /** What is served how. */
    record Settings(int jobs, Duration tick, Duration lease, String more) {}

    /** A replica and where it listens. */
    private record One(ForetideProcess process, int port) {}

    SharedFleet(Path folder, StoreAddress.Postgres store, Settings settings) {
        this.folder = folder;
        this.store = store;
        this.settings = settings;
        this.decisions = opened.keep(Stores.open(store, PostgresServer.LOGIN)).decisionLog();
        IntStream.range(0, settings.jobs())
                .forEach(i ->
                        flinks.put("job-" + i, opened.keep(LivingFlink.rescalable(1, RECORDS_PER_SECOND_PER_SLOT))));
        life.scheduleWithFixedDelay(
                () -> flinks.values().forEach(flink -> flink.live(load)), 0, 500, TimeUnit.MILLISECONDS);
    }

    static ConditionFactory eventually() {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions();
    }

    void start(String name) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        StringBuilder file = new StringBuilder("""
                data: %s
                store: %s
                http: {port: %d}
                fleet: {replica: %s, lease: %d s%s}
                defaults:
                  tick: %d s
                  target: {type: rescale-api, mode: auto}
                  planner: {slotsPerTaskManager: 2, maxTaskManagers: 9, initialRecordsPerSecondPerSlot: 100, tuning: off}
                jobs:
                """.formatted(
                        folder.resolve(name),
                        store.url(),
                        port,
                        name,
                        settings.lease().toSeconds(),
                        settings.more(),
                        settings.tick().toSeconds()));
        flinks.forEach(
                (job, flink) -> file.append("  - {job: %s, flink: {rest: '%s'}}\n".formatted(job, flink.address())));
        Path config = Files.writeString(folder.resolve(name + ".yaml"), file);
        replicas.put(
                name,
                new One(
                        ForetideProcess.start(
                                folder.resolve(name + ".log"), LOGIN, "serve", "--config", config.toString()),
                        port));
    }

    void kill(String name) {
        replicas.remove(name).process().kill();
    }

    JsonNode get(String replica, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + replicas.get(replica).port() + path);
        return Json.tree(client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body());
    }

    int status(String replica, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + replicas.get(replica).port() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** Jobs and the replicas that have them, by what each says of its own; fails if two have one. */
    Map<String, String> owners() throws IOException, InterruptedException {
        Map<String, String> owners = new HashMap<>();
        for (String replica : replicas.keySet()) {
            for (JsonNode job : get(replica, "/v1/jobs").path("jobs")) {
                if (!job.path("state").asText().equals("elsewhere")) {
                    assertThat(job.path("owner").asText()).isEqualTo(replica);
                    assertThat(owners.put(job.path("name").asText(), replica))
                            .as("two have %s", job.path("name"))
                            .isNull();
                }
            }
        }
        return owners;
    }

    /** Waits until every job has one owner, and was looked at by it. */
    Map<String, String> awaitAllServed() {
        eventually().untilAsserted(() -> {
            int served = 0;
            for (String replica : replicas.keySet()) {
                served += get(replica, "/v1/fleet").path("jobs").path("served").asInt();
            }
            assertThat(served).isEqualTo(settings.jobs());
            assertThat(owners()).hasSize(settings.jobs());
        });
        try {
            return owners();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until every job has one owner, and returns how long that took. */
    Duration awaitOwners() {
        Instant begin = Instant.now();
        eventually().untilAsserted(() -> assertThat(owners()).hasSize(settings.jobs()));
        return Duration.between(begin, Instant.now());
    }

    List<String> jobs() {
        return List.copyOf(flinks.keySet());
    }

    /** Sizes that a job was asked to take, one request after another. */
    List<Integer> asked(String job) {
        return flinks.get(job).asked();
    }

    long jobsAsked() {
        return flinks.values().stream()
                .filter(flink -> !flink.asked().isEmpty())
                .count();
    }

    int slots() {
        return flinks.keySet().stream()
                .mapToInt(job ->
                        asked(job).isEmpty() ? 2 : 2 * asked(job).get(asked(job).size() - 1))
                .sum();
    }

    /** Sizes that were decided on and carried out. */
    List<Integer> decided(String job) {
        return decisions.rescales(new JobId(job)).stream()
                .filter(entry -> entry.fate() == Fate.APPLIED)
                .map(DecisionLog.Entry::to)
                .toList();
    }

    /** When the newest decision of each job was stored. */
    List<DecisionLog.Entry> newest() {
        return jobs().stream()
                .flatMap(job -> decisions.newest(new JobId(job)).stream())
                .toList();
    }

    void awaitDecisionsAfter(Instant time) {
        eventually().untilAsserted(() -> {
            List<DecisionLog.Entry> newest = newest();
            assertThat(newest).hasSize(settings.jobs());
            assertThat(newest).allMatch(entry -> entry.at().isAfter(time));
        });
    }

    /** No size was asked for twice, and what was asked for is what was decided and is remembered. */
    void assertNothingTwiceAndNothingLost() {
        for (String job : jobs()) {
            List<Integer> sizes = new ArrayList<>(List.of(1));
            sizes.addAll(asked(job));
            for (int i = 1; i < sizes.size(); i++) {
                assertThat(sizes.get(i)).as("%s was asked for %s", job, sizes).isNotEqualTo(sizes.get(i - 1));
            }
            assertThat(decided(job)).as("decisions of %s", job).isEqualTo(asked(job));
            int remembered =
                    decisions.load(new JobId(job)).orElseThrow().state().taskManagers();
            assertThat(remembered).as("memory of %s", job).isEqualTo(sizes.get(sizes.size() - 1));
        }
    }

    String said(String replica) {
        return replicas.get(replica).process().said();
    }

    @Override
    public void close() {
        replicas.values().forEach(one -> one.process().kill());
        life.shutdownNow();
        opened.close();
    }
}
