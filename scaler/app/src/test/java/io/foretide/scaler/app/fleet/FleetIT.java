package io.foretide.scaler.app.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.scaler.app.HttpServerRunner;
import io.foretide.scaler.app.ServiceHost;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.Stores;
import io.foretide.scaler.control.TickReport;
import io.foretide.store.DataFolder;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.flink.FakeFlink;
import io.foretide.text.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many jobs in one service, over HTTP on both sides. */
class FleetIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private final Opened opened = new Opened();
    private final FakeFlink quick = opened.keep(FakeFlink.tuned());
    private final FakeFlink slow = opened.keep(FakeFlink.tuned());
    private final HttpClient client = HttpClient.newHttpClient();
    private Fleet fleet;
    private HttpServerRunner server;

    @BeforeEach
    void place() throws IOException {
        Files.createDirectory(folder.resolve("jobs.d"));
    }

    @AfterEach
    void close() {
        slow.delayMillis = 0; // what waits for it may end
        opened.close();
    }

    private void say(String job, FakeFlink flink, String more) {
        try {
            // a file appears whole, as those of a ConfigMap do
            Path written = Files.writeString(
                    folder.resolve(job), "job: " + job + "\nflink: {rest: '" + flink.address() + "'}\n" + more);
            Files.move(written, file(job), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String job) {
        return folder.resolve("jobs.d/" + job + ".yaml");
    }

    private void serve() throws Exception {
        Path file = Files.writeString(folder.resolve("fleet.yaml"), """
                data: %s
                defaults:
                  tick: 10s
                  target: {type: dry-run, taskManagers: 2}
                  planner: {slotsPerTaskManager: 2, maxTaskManagers: 9}
                jobs: {from: jobs.d/}
                """.formatted(folder.resolve("data")));
        DataFolder data = new DataFolder(Files.createDirectories(folder.resolve("data")));
        Stores stores = opened.keep(Stores.open(new StoreAddress.Sqlite(data.features())));
        ServiceHost host = ServiceHost.open(data, stores, opened);
        fleet = opened.keep(new Fleet(file, ConfigReader.fleet(file), host, System.err));
        fleet.start();
        server =
                opened.keep(HttpServerRunner.listen("127.0.0.1", 0, 1, vertx -> new ServiceRoutes(vertx, fleet, host)));
    }

    private HttpResponse<String> get(String path) {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        try {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode json(String path) {
        try {
            return Json.tree(get(path).body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        json("/v1/jobs")
                .path("jobs")
                .forEach(job ->
                        states.put(job.path("name").asText(), job.path("state").asText()));
        return states;
    }

    /** When each job was last ticked. */
    private Map<String, Instant> ticked(Predicate<String> wanted) {
        Map<String, Instant> times = new TreeMap<>();
        fleet.members().stream()
                .filter(member -> wanted.test(member.said().name()))
                .forEach(member -> times.put(
                        member.said().name(),
                        member.served()
                                .flatMap(ServedJob::newest)
                                .map(TickReport::now)
                                .orElse(Instant.MIN)));
        return times;
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500));
    }

    @Test
    void twentyJobsWhoseFlinkHangsDelayNoneOfTheOthers() throws Exception {
        IntStream.range(0, 180).forEach(i -> say("quick-" + i, quick, ""));
        IntStream.range(0, 20).forEach(i -> say("slow-" + i, slow, ""));
        serve();
        eventually()
                .untilAsserted(() ->
                        assertThat(ticked(name -> true).values()).hasSize(200).doesNotContain(Instant.MIN));
        slow.delayMillis = 20_000;
        Instant hangs = Instant.now();
        // four ticks of everybody else, while what hangs takes ten seconds for the first of its questions
        eventually()
                .untilAsserted(() -> assertThat(
                                ticked(name -> name.startsWith("quick")).values())
                        .allMatch(last -> last.isAfter(hangs.plusSeconds(40))));
        JsonNode sums = json("/v1/fleet").path("jobs");
        assertThat(sums.path("total").asInt()).isEqualTo(200);
        assertThat(json("/v1/jobs?search=quick&state=served").path("total").asInt())
                .isEqualTo(180);
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void whatTheFolderSaysIsServedWithoutARestartAndTheOthersDoNotNotice() throws Exception {
        say("orders", quick, "");
        say("clicks", quick, "planner: {headroom: 7}\n");
        say("views", quick, "");
        serve();
        eventually()
                .untilAsserted(() -> assertThat(states())
                        .isEqualTo(Map.of("orders", "served", "clicks", "invalid", "views", "served")));
        Optional<ServedJob> untouched = fleet.job("views");
        ServedJob before = fleet.job("orders").orElseThrow();

        say("orders", quick, "priority: 90\nplanner: {maxTaskManagers: 5}\n");
        say("clicks", quick, "");
        say("new", quick, "");
        eventually()
                .untilAsserted(() -> assertThat(states())
                        .isEqualTo(Map.of("orders", "served", "clicks", "served", "views", "served", "new", "served")));
        assertThat(fleet.job("views")).isEqualTo(untouched);
        ServedJob changed = fleet.job("orders").orElseThrow();
        assertThat(changed).isNotSameAs(before);
        assertThat(changed.front().feed())
                .as("who watches it goes on")
                .isSameAs(before.front().feed());
        assertThat(changed.course()).isSameAs(before.course());
        eventually().until(() -> changed.newest().isPresent());
        assertThat(changed.config().planner().maxTaskManagers()).isEqualTo(5);
        assertThat(json("/v1/jobs?sort=-priority")
                        .path("jobs")
                        .path(0)
                        .path("name")
                        .asText())
                .isEqualTo("orders");

        say("orders", quick, "planner: {headroom: 7}\n");
        Files.delete(file("new"));
        eventually()
                .untilAsserted(() -> assertThat(states())
                        .isEqualTo(Map.of("orders", "invalid", "clicks", "served", "views", "served")));
        assertThat(fleet.job("orders")).hasValue(changed);
        JsonNode orders = json("/v1/jobs?search=orders").path("jobs").path(0);
        assertThat(orders.path("problems").path(0).asText()).startsWith("planner.headroom 7: must be");
        assertThat(orders.path("conditions").toString()).contains("goes on as it was said before");
        assertThat(get("/v1/jobs/orders/plan").statusCode()).isEqualTo(200);
        eventually().untilAsserted(() -> assertThat(get("/metrics").body()).doesNotContain("job=\"new\""));
        assertThat(get("/v1/jobs/new/plan").statusCode()).isEqualTo(404);
        assertThat(get("/v1/jobs/new/plan").body()).contains("job 'new' is not served; see /v1/jobs");
    }

    @Test
    void oneTargetHasOneOwner() throws Exception {
        String target = "target: {type: rescale-api}\n";
        say("views", quick, target);
        say("orders", slow, target);
        serve();
        eventually().untilAsserted(() -> assertThat(states().keySet()).containsExactly("orders", "views"));
        say("views", slow, target); // what orders has
        eventually().untilAsserted(() -> assertThat(states()).containsEntry("views", "invalid"));
        assertThat(fleet.job("views")).isEmpty();
        assertThat(fleet.job("orders")).isPresent();
        assertThat(json("/v1/jobs?search=views")
                        .path("jobs")
                        .path(0)
                        .path("problems")
                        .path(0)
                        .asText())
                .endsWith("is that of job orders already: must be another one");
    }

    @Test
    void pathsAreReadAsTheRoutersReadThem() throws Exception {
        say("orders", quick, "");
        serve();
        eventually().untilAsserted(() -> assertThat(states()).containsEntry("orders", "served"));
        eventually()
                .untilAsserted(() ->
                        assertThat(get("/v1/jobs/orders/plan").statusCode()).isEqualTo(200));
        for (String path : List.of("/v1/jobs/or%64ers/plan", "//v1/jobs/orders/plan", "/v1/jobs/x/../orders/plan")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void aFileThatIsBrokenWhileJobsAreServedChangesNothingAndIsSaid() throws Exception {
        say("orders", quick, "");
        serve();
        eventually().untilAsserted(() -> assertThat(states()).isEqualTo(Map.of("orders", "served")));
        Optional<ServedJob> before = fleet.job("orders");
        Files.writeString(folder.resolve("fleet.yaml"), "jobs: {from: elsewhere/}\n");
        fleet.follow();
        assertThat(fleet.job("orders")).isEqualTo(before);
        assertThat(json("/v1/fleet").path("problems").path(0).asText())
                .contains("jobs.from elsewhere/: must be a folder");
        assertThat(get("/health/ready").body()).contains("\"id\":\"configuration\"");
        Files.writeString(
                folder.resolve("fleet.yaml"), "data: " + folder.resolve("other") + "\njobs: {from: jobs.d/}\n");
        fleet.follow();
        assertThat(fleet.job("orders")).isEqualTo(before);
        assertThat(json("/v1/fleet").path("problems").path(0).asText()).contains("another value takes a restart");
    }

    @Test
    void pagesOfJobsAreFollowedToTheEnd() throws Exception {
        IntStream.range(0, 7).forEach(i -> say("job-" + i, quick, "priority: " + i + "\n"));
        serve();
        JsonNode page = json("/v1/jobs?limit=3&sort=-name");
        List<String> names = new ArrayList<>();
        while (true) {
            page.path("jobs").forEach(job -> names.add(job.path("name").asText()));
            if (!page.hasNonNull("next")) {
                break;
            }
            page = json(page.path("next").asText());
        }
        assertThat(names).containsExactly("job-6", "job-5", "job-4", "job-3", "job-2", "job-1", "job-0");
        assertThat(page.path("total").asInt()).isEqualTo(7);
        for (String query : List.of("limit=0", "limit=x", "offset=-1", "sort=size", "state=fine")) {
            assertThat(get("/v1/jobs?" + query).statusCode()).isEqualTo(400);
        }
        assertThat(get("/v1/jobs?state=fine").body())
                .isEqualTo("{\"error\":\"state 'fine': must be one of served, waiting, overdue, invalid, elsewhere\"}");
    }
}
