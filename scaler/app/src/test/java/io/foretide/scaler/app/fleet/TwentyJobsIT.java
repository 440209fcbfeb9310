package io.foretide.scaler.app.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.process.Installation;
import io.foretide.scaler.app.ServiceHost;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.Stores;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.local.ClusterMode;
import io.foretide.scaler.local.FlinkLine;
import io.foretide.scaler.local.LocalFlink;
import io.foretide.scaler.local.LocalFlinkSettings;
import io.foretide.store.DataFolder;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.flink.FlinkControl;
import io.foretide.telemetry.flink.FlinkRest;
import io.foretide.telemetry.flink.VertexBounds;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One service for twenty real jobs of a session cluster, which are scaled by their resource requirements. */
@Execution(ExecutionMode.CONCURRENT) // it mostly waits: the planner looks for three minutes before it acts
class TwentyJobsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int JOBS = 20;
    private static final int SLOTS_PER_TASK_MANAGER = 12;
    private static final int TASK_MANAGERS = 2;

    /** What every job is sent; the usual one serves 500 a slot, the slow one 40. */
    private static final double RECORDS_PER_SECOND = 60;

    private static final String MICROS = "2000";
    private static final String SLOW_MICROS = "25000";

    @TempDir
    Path folder;

    private final Opened opened = new Opened();

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void eachIsMeasuredAndTheOneThatIsTooSlowGrowsWhileAnotherIsLost() throws Exception {
        LocalFlink flink = session();
        List<String> jobs = submit(flink);
        Fleet fleet = serve(flink, jobs);
        assertThat(fleet.members())
                .flatExtracting(member -> member.said().problems())
                .isEmpty();

        eventually()
                .untilAsserted(() -> assertThat(names(jobs.size()))
                        .allSatisfy(name -> assertThat(
                                        newest(fleet, name).snapshot().metrics())
                                .as(name)
                                .hasValueSatisfying(metrics -> assertThat(metrics.recordsInPerSecond())
                                        .isCloseTo(
                                                name.equals("job-0") ? 40 : RECORDS_PER_SECOND,
                                                Percentage.withPercentage(25)))));

        // a job that ends is that job's alone
        cancel(flink, jobs.get(JOBS - 1));
        String lost = "job-" + (JOBS - 1);
        eventually().until(() -> newest(fleet, lost).snapshot().metrics().isEmpty());
        Instant gone = Instant.now();

        FlinkControl slow = new FlinkControl(FlinkRest.at(flink.restAddress()), Optional.of(jobs.get(0)));
        eventually()
                .untilAsserted(() -> assertThat(slow.resources().vertices())
                        .as(() -> newest(fleet, "job-0").sentence())
                        .extracting(VertexBounds::upperBound)
                        .allMatch(bound -> bound >= 2));
        eventually()
                .untilAsserted(() -> assertThat(
                                newest(fleet, "job-0").snapshot().capacity().parallelism())
                        .isGreaterThanOrEqualTo(2));
        assertThat(names(JOBS - 1))
                .allSatisfy(
                        name -> assertThat(newest(fleet, name).now()).as(name).isAfter(gone));
        assertThat(names(JOBS - 1).stream().skip(1))
                .allSatisfy(name -> assertThat(newest(fleet, name).state().taskManagers())
                        .as(name)
                        .isEqualTo(1));
        FleetSums sums = FleetSums.of(fleet);
        assertThat(sums.jobs().total()).isEqualTo(JOBS);
        assertThat(sums.slots()).isLessThanOrEqualTo(SLOTS_PER_TASK_MANAGER * TASK_MANAGERS);
    }

    private LocalFlink session() throws Exception {
        LocalFlink flink = opened.keep(LocalFlink.start(
                new LocalFlinkSettings(
                        Installation.here(),
                        FlinkLine.NEWEST,
                        ClusterMode.SESSION,
                        folder.resolve("flink"),
                        SLOTS_PER_TASK_MANAGER,
                        0,
                        Duration.ofSeconds(10),
                        arguments(SLOW_MICROS),
                        false),
                "io.foretide.local.flink.TrialJob"));
        flink.taskManagers().add(TASK_MANAGERS);
        return flink;
    }

    private static List<String> arguments(String micros) {
        return List.of("--shape", "generated", "--parallelism", "1", "--service-micros", micros);
    }

    /** Ids, that of the slow job first. */
    private static List<String> submit(LocalFlink flink) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(2);
        try {
            List<Future<String>> submitted = IntStream.range(1, JOBS)
                    .mapToObj(i ->
                            clients.submit(() -> flink.submit("io.foretide.local.flink.TrialJob", arguments(MICROS))))
                    .toList();
            List<String> ids = new ArrayList<>(List.of(flink.jobId()));
            for (Future<String> id : submitted) {
                ids.add(id.get());
            }
            return ids;
        } finally {
            clients.shutdown();
        }
    }

    private Fleet serve(LocalFlink flink, List<String> jobs) throws IOException {
        String said = IntStream.range(0, jobs.size())
                .mapToObj(i -> "  - {job: job-%d, flink: {job: %s}}%n".formatted(i, jobs.get(i)))
                .collect(Collectors.joining());
        Path file = Files.writeString(
                folder.resolve("fleet.yaml"),
                """
                data: %s
                fleet: {maxSlots: %d, rescalesAtOnce: 2}
                defaults:
                  tick: 10s
                  flink: {rest: '%s'}
                  target: {type: rescale-api, mode: auto}
                  planner: {slotsPerTaskManager: 1, maxTaskManagers: 3}
                jobs:
                """.formatted(folder.resolve("data"), SLOTS_PER_TASK_MANAGER * TASK_MANAGERS, flink.restAddress())
                        + said);
        DataFolder data = new DataFolder(Files.createDirectories(folder.resolve("data")));
        Stores stores = opened.keep(Stores.open(new StoreAddress.Sqlite(data.features())));
        Fleet fleet = opened.keep(
                new Fleet(file, ConfigReader.fleet(file), ServiceHost.open(data, stores, opened), System.err));
        fleet.start();
        return fleet;
    }

    private static void cancel(LocalFlink flink, String job) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(flink.restAddress().resolve("/jobs/" + job))
                .method("PATCH", BodyPublishers.noBody())
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(202);
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "job-" + i).toList();
    }

    private static TickReport newest(Fleet fleet, String name) {
        return fleet.job(name)
                .flatMap(ServedJob::newest)
                .orElseThrow(() -> new AssertionError(name + " is not ticked"));
    }

    private static ConditionFactory eventually() {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions();
    }
}
