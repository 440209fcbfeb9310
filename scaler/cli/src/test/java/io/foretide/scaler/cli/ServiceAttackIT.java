package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.telemetry.access.Moody;
import io.foretide.telemetry.flink.LivingFlink;
import io.foretide.text.Durations;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service that is stopped, killed and suspended, and whose disk is full, by a seed, beside a Flink that misbehaves: once the fault is
 * over it decides again, in the same process or the next one, no fewer TaskManagers than carry the load, and it has said no more than
 * sentences. Twenty seconds with the other tests, any time by {@code .ci/attack}.
 */
class ServiceAttackIT {
    private static final Duration LENGTH = Durations.parse(System.getProperty("attack.length", "20s"));
    private static final long SEED = Long.getLong("attack.seed", 1);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final double SPOILT = 0.02;
    private static final int MEGABYTES = 2;
    private static final double LOAD = 400;
    private static final int CARRY = 2;
    private static final int TERMINATED = 143;
    private static final Pattern SERVED = Pattern.compile("Serving job orders at (\\S+)");

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private final Random random = new Random(SEED);
    private int starts;

    /** In this order at first, then by the seed. */
    private enum Fault {
        DISK_FULL,
        KILLED_ON_A_FULL_DISK,
        STARTED_ON_A_FULL_DISK,
        SUSPENDED,
        KILLED,
        TERMINATED,
        TERMINATED_ON_A_FULL_DISK
    }

    @Test
    void itDecidesAgainAfterEachFault() throws Exception {
        assumeTrue(
                SmallDisk.isAllowed(), "no disk can be mounted in a user namespace: faults of a service are not tried");
        Path data = Files.createDirectory(folder.resolve("data"));
        ScheduledExecutorService life = Executors.newSingleThreadScheduledExecutor();
        try (LivingFlink flink = new LivingFlink(3, 100);
                Moody moody = new Moody(flink.address(), SEED, false);
                SmallDisk disk = SmallDisk.mount(data, MEGABYTES)) {
            life.scheduleAtFixedRate(() -> flink.live(LOAD, 3), 0, 100, TimeUnit.MILLISECONDS);
            moody.spoils(SPOILT);
            configure(data, moody.address());
            Instant end = Instant.now().plus(LENGTH);
            ForetideProcess service = serve(disk);
            try {
                decides(service, Instant.now());
                for (int i = 0; Instant.now().isBefore(end); i++) {
                    Fault fault = Fault.values()[i < Fault.values().length ? i : random.nextInt(Fault.values().length)];
                    service = after(fault, service, disk);
                    System.err.printf("%s: decides again, %d TaskManagers%n", fault, decides(service, Instant.now()));
                }
            } finally {
                service.close();
            }
        } finally {
            life.shutdownNow();
        }
    }

    private void configure(Path data, URI flink) throws IOException {
        Files.writeString(folder.resolve("foretide.yaml"), """
                job: orders
                data: %s
                tick: 10s
                flink: {rest: "%s"}
                target: {type: dry-run}
                planner: {slotsPerTaskManager: 2, maxTaskManagers: 10}
                http: {port: 0}
                """.formatted(data, flink));
    }

    private ForetideProcess serve(SmallDisk disk) throws IOException {
        starts++;
        return ForetideProcess.start(
                folder.resolve("serve-" + starts + ".log"),
                disk::seenBy,
                "serve",
                "--config",
                folder.resolve("foretide.yaml").toString());
    }

    /** The service that runs when the fault is over. */
    private ForetideProcess after(Fault fault, ForetideProcess service, SmallDisk disk) throws Exception {
        switch (fault) {
            case SUSPENDED -> {
                service.signal("STOP");
                pause();
                service.signal("CONT");
                return service;
            }
            case KILLED -> service.signal("KILL");
            case TERMINATED -> terminates(service);
            case DISK_FULL -> {
                disk.fill();
                says(service, "tick of job orders failed: store file .* cannot be read or written: its disk is full");
                disk.free();
                says(service, "ticks of job orders go on");
                return service;
            }
            case KILLED_ON_A_FULL_DISK -> {
                disk.fill();
                pause();
                service.signal("KILL");
            }
            case TERMINATED_ON_A_FULL_DISK -> {
                disk.fill();
                pause();
                terminates(service);
            }
            case STARTED_ON_A_FULL_DISK -> {
                terminates(service);
                disk.fill();
                ForetideProcess early = serve(disk);
                assertThat(early.exitCode()).as(early.said()).isEqualTo(1);
                assertThat(early.said()).contains(" cannot be written: No space left on device");
                speaksInSentences(early);
            }
        }
        service.exitCode();
        speaksInSentences(service);
        disk.free();
        return serve(disk);
    }

    private void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(5_000));
    }

    private static void terminates(ForetideProcess service) throws IOException, InterruptedException {
        service.signal("TERM");
        assertThat(service.exitCode()).as(service.said()).isEqualTo(TERMINATED);
    }

    private static void says(ForetideProcess service, String sentence) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(service.said()).containsPattern(sentence));
    }

    /** A decision comes that is younger than {@code fault}, and of no fewer TaskManagers than carry the load. */
    private int decides(ForetideProcess service, Instant fault) {
        JsonNode plan = await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            assertThat(service.isRunning()).as(service.said()).isTrue();
                            return plan(service);
                        },
                        found -> found.filter(decided -> Instant.parse(
                                                decided.path("at").asText())
                                        .isAfter(fault))
                                .isPresent())
                .orElseThrow();
        int taskManagers = plan.path(plan.has("toTaskManagers") ? "toTaskManagers" : "taskManagers")
                .asInt();
        assertThat(taskManagers).as(plan.toString()).isGreaterThanOrEqualTo(CARRY);
        speaksInSentences(service);
        return taskManagers;
    }

    private static void speaksInSentences(ForetideProcess service) {
        assertThat(service.said()).doesNotContain("\tat ", "Exception");
    }

    /** What was decided last; empty while nothing is. */
    private Optional<JsonNode> plan(ForetideProcess service) throws IOException, InterruptedException {
        Matcher served = SERVED.matcher(service.said());
        if (!served.find()) {
            return Optional.empty();
        }
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(served.group(1) + "v1/jobs/orders/plan"))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(mapper.readTree(answer.body())) : Optional.empty();
        } catch (ConnectException | HttpTimeoutException notYet) {
            return Optional.empty();
        }
    }
}
