package io.foretide.scaler.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.process.Installation;
import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.JobId;
import io.foretide.text.Json;
import io.foretide.whatif.StoredSimulation;
import io.foretide.whatif.policy.ComparedPolicies;
import io.foretide.whatif.policy.KnownJob;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What-if over HTTP, on a real store. */
final class SimulationRoutesIT {
    private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
    private static final JobId JOB = new JobId("orders");

    @TempDir
    Path folder;

    private SqliteDatabase database;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private URI address = URI.create("http://127.0.0.1/");

    @BeforeEach
    void start() throws Exception {
        database = SqliteDatabase.open(folder.resolve("features.db"), FeatureStore.MIGRATIONS);
        new FeatureStore(database)
                .appendAll(
                        JOB,
                        IntStream.range(0, 3 * 1440)
                                .mapToObj(i -> new FeatureRow(
                                        START.plus(Duration.ofMinutes(i)),
                                        Map.of(Features.DEMAND, 300 - 250 * Math.cos(2 * Math.PI * i / 1440))))
                                .toList());
        mount(Duration.ofMinutes(10));
    }

    private void mount(Duration limit) throws Exception {
        Router router = Router.router(vertx);
        new SimulationRoutes(
                        vertx,
                        new StoredSimulation(
                                new Installation(folder),
                                new FeatureStore(database),
                                List::of,
                                JOB,
                                ZoneOffset.UTC,
                                KnownJob::unknown,
                                ComparedPolicies.builtIn()),
                        List.of("/v1"),
                        limit)
                .mount(router);
        DashboardRoutes.ofJob(vertx, new JobPaths(JOB, true), new DashboardFeed())
                .mount(router);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        address = URI.create("http://127.0.0.1:" + server.actualPort() + "/v1/simulations");
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        database.close();
    }

    private HttpRequest post(String body) {
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return Json.tree(response.body());
    }

    @Test
    void answersWithTheFiguresOfTheStoredHistory() throws Exception {
        HttpResponse<String> response = send(
                post(
                        "{\"load\": 2, \"lead-time\": \"60s\", \"policies\": [\"static-peak\", \"predictive\"], \"forecast-model\": \"mean-15\","
                                + " \"from\": \"2026-10-03T00:00Z\", \"to\": \"2026-10-03T12:00Z\", \"event\": [\"2026-10-03T03:00Z/1h x3\"]}"));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode result = json(response);
        assertThat(result.get("trace").asText()).isEqualTo("orders");
        assertThat(result.get("evaluated").get("minutes").asInt()).isEqualTo(720);
        assertThat(result.get("settings").get("load").asDouble()).isEqualTo(2);
        assertThat(result.get("settings").get("leadTime").asText()).isEqualTo("PT1M");
        assertThat(result.get("settings").get("events").get(0).asText()).isEqualTo("2026-10-03T03:00:00Z/1h x3");
        assertThat(result.get("policies").findValuesAsText("name")).containsExactly("static-peak", "predictive");
        assertThat(result.get("recorded").get("minutes").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    no json               | the body is no JSON
                    []                    | the body must be a JSON object
                    {"colour": "red"}     | there is no key 'colour'; there are policies
                    {"load": "x0"}        | load x0: must be a factor above 0
                    {"load": [1]}         | load [1]: must be a text or a number
                    {"policies": ["me"]}  | there is no policy 'me'
                    {"policies": "hpa"}   | policies "hpa": must be a list of at most 12
                    {"lead-time": "soon"} | lead-time 'soon': must be a duration
                    {"from": "1999-01-01T00:00Z"} | --from 1999-01-01T00:00:00Z
                    {"forecast-model": "oracle"} | there is no model 'oracle'
                    {"train-share": 7}    | --train-share 7.0: must be between 0 and 1
                    """)
    void saysWhatIsWrong(String body, String message) throws Exception {
        HttpResponse<String> response = send(post(body));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(json(response).get("error").asText()).contains(message);
    }

    @Test
    void listsThePoliciesThatThePageOffers() throws Exception {
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(URI.create(address + "/policies")).build());
        JsonNode policies = json(response).get("policies");
        assertThat(policies.findValuesAsText("name"))
                .containsExactly("static-peak", "reactive", "hpa", "daedalus", "predictive", "clairvoyant");
        assertThat(policies.findValuesAsText("selected"))
                .containsExactly("true", "true", "false", "false", "true", "true");
    }

    @Test
    void refusesOtherMethodsTypesAndSizes() throws Exception {
        assertThat(send(HttpRequest.newBuilder(address).build()).statusCode()).isEqualTo(405);
        assertThat(send(HttpRequest.newBuilder(address)
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build())
                        .statusCode())
                .isEqualTo(415);
        assertThat(send(HttpRequest.newBuilder(address)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("[".repeat(8_000)))
                                .build())
                        .statusCode())
                .as("a form is not taken apart")
                .isEqualTo(415);
        assertThat(send(post("{\"load\": NaN}")).body())
                .isEqualTo("{\"error\":\"the body is no JSON: Non-standard token 'NaN'\"}");
        assertThat(send(post("{\"load\": \"" + "1".repeat(20_000) + "\"}")).statusCode())
                .isEqualTo(413);
    }

    @Test
    void runsOneAtATimeWhileAFewWait() throws Exception {
        String body = "{\"policies\": [\"reactive\"]}";
        List<CompletableFuture<Integer>> all = IntStream.range(0, 30)
                .mapToObj(i -> client.sendAsync(post(body), HttpResponse.BodyHandlers.ofString())
                        .thenApply(HttpResponse::statusCode))
                .toList();
        List<Integer> codes = all.stream().map(CompletableFuture::join).toList();
        assertThat(codes).contains(200, 409).containsOnly(200, 409);
        assertThat(codes.stream().filter(code -> code == 200)).hasSizeGreaterThanOrEqualTo(5);
        assertThat(send(post(body)).statusCode()).isEqualTo(200);
    }

    /** A plan of thousands of sizes without lead and restart time: minutes of work. */
    private static final String ENDLESS =
            "{\"policies\": [\"clairvoyant\"], \"lead-time\": \"0s\", \"restart-time\": \"0s\", \"max-task-managers\": 2000,"
                    + " \"records-per-second-per-slot\": 0.01}";

    @Test
    @Timeout(60)
    void endsWhatTakesTooLong() throws Exception {
        mount(Duration.ofMillis(300));
        HttpResponse<String> response = send(post(ENDLESS));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(json(response).get("error").asText()).startsWith("The simulation was ended after 0.3s");
        HttpResponse<String> next = send(post("{\"policies\": [\"reactive\"], \"from\": \"2026-10-03T00:00Z\"}"));
        assertThat(next.statusCode()).as(next.body()).isIn(200, 503);
    }

    @Test
    @Timeout(60)
    void whoGoesAwayEndsTheSimulation() throws Exception {
        mount(Duration.ofHours(1));
        CompletableFuture<HttpResponse<String>> endless =
                client.sendAsync(post(ENDLESS), HttpResponse.BodyHandlers.ofString());
        CompletableFuture<HttpResponse<String>> next =
                client.sendAsync(post("{\"policies\": [\"reactive\"]}"), HttpResponse.BodyHandlers.ofString());
        endless.cancel(true); // closes its connection
        assertThat(next.get().statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"lead-time": "PT9999999999999H"}   | lead-time 'PT9999999999999H': must be a duration of at most 36500d
                    {"restart-time": "20000d"}          | restart time PT480000H: must be zero or more and at most 24h
                    {"max-task-managers": 2147483647}   | most TaskManagers 2147483647: must be at least the least (1) and at most 2000
                    {"max-task-managers": 99999999999}  | max-task-managers '99999999999': must be a whole number
                    {"slots-per-task-manager": 2147483647} | slots per TaskManager 2147483647: must be at least 1 and at most 10000
                    {"load": 1e308}                     | load '1.0E308': must be a number of at most 1.0E12
                    {"load": 1e12}                      | largest load of orders 5.5E14 records/s: must be at most 1.0E12
                    {"records-per-second-per-slot": 1e400} | records-per-second-per-slot 'Infinity': must be a number of at most
                    {"seed": 1e308}                     | seed '1.0E308': must be a whole number
                    {"train-share": "NaN"}              | train-share 'NaN': must be a number
                    {"warm-up": "PT9999999999999H"}     | 'PT9999999999999H': must be a duration of at most 36500d
                    {"from": "+999999999-12-31T23:59:59Z"} | must be a time from 1900 to 2200
                    {"event": ["2026-10-03T03:00Z/3h x1e300"]} | '1e300': must be a number of at most 1.0E12
                    {"restart-time": "24h", "lead-time": "24h", "max-task-managers": 2000, "policies": ["clairvoyant"]} | must be at most 500000
                    """)
    void refusesWhatOverflows(String body, String message) throws Exception {
        HttpResponse<String> response = send(post(body));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(json(response).get("error").asText()).contains(message);
    }
}
