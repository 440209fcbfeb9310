package io.foretide.scaler.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.inference.InferenceRoutes;
import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.SizeAt;
import io.foretide.planner.decision.SizesAhead;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.control.ControlCause;
import io.foretide.scaler.control.LatestRecommendation;
import io.foretide.scaler.control.ScalingMetrics;
import io.foretide.scaler.control.Standing;
import io.foretide.scaler.control.TickReport;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.text.Json;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a metrics-api or prometheus trigger of KEDA reads. */
class RecommendationRoutesTest {
    private static final Instant T0 = Instant.parse("2026-05-01T10:00:00Z");
    private static final Duration MAX_AGE = Duration.ofMinutes(10);
    private static final Cause FITS = new Cause.Recorded("test", "It fits.");
    private static final Standing LEADS = new Standing.Leads();

    private final LatestRecommendation latest = new LatestRecommendation();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ScalingMetrics metrics = new ScalingMetrics(registry);
    private final Vertx vertx = Vertx.vertx();
    private Instant now = T0;
    private SizesAhead planned = SizesAhead.NONE;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        Router router = Router.router(vertx);
        new RecommendationRoutes(new JobId("orders"), latest, clock, MAX_AGE).mount(router);
        new InferenceRoutes(List.of()).mount(router);
        new StatusRoutes(registry, List::of, () -> new Health(true, true, List.of())).mount(router);
        DashboardRoutes.ofJob(vertx, new JobPaths(new JobId("orders"), true), new DashboardFeed())
                .mount(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void isTheSizeThatTheLastDecisionWantsWithItsTime() throws Exception {
        tick(6, true, FITS, LEADS);

        assertThat(json().path("taskManagers").asInt()).isEqualTo(6);
        assertThat(json().path("at").asText()).isEqualTo("2026-05-01T10:00:00Z");
        assertThat(series("foretide_recommended_task_managers")).hasValue(6.0);
        assertThat(series("foretide_recommendation_timestamp_seconds")).hasValue((double) T0.getEpochSecond());
    }

    @Test
    void tellsTheSizesPlannedAheadAndNoLongerOnceNothingIsPlanned() throws Exception {
        planned = new SizesAhead(List.of(new SizeAt(now, 6), new SizeAt(now.plusSeconds(720), 8)));
        tick(6, true, FITS, LEADS);
        assertThat(json().path("planned").toString())
                .isEqualTo("[{\"at\":\"2026-05-01T10:00:00Z\",\"taskManagers\":6},"
                        + "{\"at\":\"2026-05-01T10:12:00Z\",\"taskManagers\":8}]");
        String ahead = "foretide_task_managers_planned_ahead{job=\"orders\",minutes_ahead=";
        assertThat(get("/metrics").body())
                .contains(ahead + "\"5\"} 6.0", ahead + "\"10\"} 6.0", ahead + "\"15\"} 8.0", ahead + "\"30\"} 8.0");
        planned = SizesAhead.NONE;
        tick(6, true, FITS, LEADS);
        assertThat(json().path("planned").size()).isZero();
        assertThat(get("/metrics").body()).doesNotContain(ahead);
    }

    @Test
    void whereNothingWasDecidedYetThereIsNoNumber() throws Exception {
        refused();
        assertThat(series("foretide_recommendation_timestamp_seconds")).isEmpty();
        assertThat(get("/v1/jobs/bills/recommendation").statusCode()).isEqualTo(404);
    }

    @Test
    void aTickThatSawNoTelemetryOrNoTargetLeavesTheLastOneToGrowOld() throws Exception {
        tick(6, true, FITS, LEADS);
        now = T0.plus(MAX_AGE);
        tick(1, false, FITS, LEADS);
        tick(1, true, ControlCause.Plain.TARGET_UNREADABLE, LEADS);

        assertThat(json().path("taskManagers").asInt()).isEqualTo(6);
        assertThat(series("foretide_recommendation_timestamp_seconds")).hasValue((double) T0.getEpochSecond());
        now = now.plusSeconds(1);
        refused();
    }

    @Test
    void aLoopThatStandsStillRecommendsNothing() throws Exception {
        tick(6, true, FITS, LEADS);
        now = T0.plus(MAX_AGE).plusSeconds(1);
        refused();
    }

    @Test
    void aReplicaThatFollowsRecommendsNothing() throws Exception {
        tick(6, true, FITS, LEADS);
        tick(1, true, FITS, new Standing.Follows(FITS));
        refused();
        assertThat(series("foretide_recommendation_timestamp_seconds")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/jobs/orders/recommendation, 200",
        "/v1/jobs/bills/recommendation, 404",
        "/v1/jobs/bills/forecast, 404",
        "/metrics, 200",
        "/health/live, 200",
        "/health/ready, 200",
        "/v1/events, 200"
    })
    void aHeadIsAnsweredAsAGetWithoutItsBody(String path, int status) throws Exception {
        tick(6, true, FITS, LEADS);
        HttpResponse<String> answer = ask("HEAD", path);
        assertThat(answer.statusCode()).isEqualTo(get(path).statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void otherMethodsAreRefused(String method) throws Exception {
        HttpResponse<String> answer = ask(method, "/v1/jobs/orders/recommendation");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
        assertThat(Json.tree(answer.body()).path("error").asText()).contains(method, "use GET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%zz", "%", "orders%f"})
    void aPathThatCannotBeReadIsRefusedInASentence(String name) throws Exception {
        String line = "GET /v1/jobs/" + name + "/recommendation HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
            socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400")
                    .contains("{\"error\":\"The path /v1/jobs/" + name + "/recommendation cannot be read");
        }
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                                .version(HttpClient.Version.HTTP_1_1)
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
    }

    private void tick(int taskManagers, boolean seen, Cause cause, Standing standing) {
        TickReport report = new TickReport(
                now.toString(),
                now,
                new JobSnapshot(
                        new JobId("orders"),
                        now,
                        JobStatus.RUNNING,
                        new Capacity(1, 2, 2),
                        seen ? Optional.of(new JobMetrics(150, 150, 0.5, 0, 0, 150)) : Optional.empty()),
                Optional.empty(),
                new Hold(now, taskManagers, cause, Optional.empty(), List.of(), planned),
                PlannerState.initial(1, PlannerSettings.defaults(2, 1, 8)),
                Optional.empty(),
                standing);
        latest.accept(report);
        metrics.tick(report);
    }

    private void refused() throws Exception {
        HttpResponse<String> answer = get("/v1/jobs/orders/recommendation");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Json.tree(answer.body()).has("taskManagers")).isFalse();
    }

    private JsonNode json() throws Exception {
        HttpResponse<String> answer = get("/v1/jobs/orders/recommendation");
        assertThat(answer.statusCode()).isEqualTo(200);
        return Json.tree(answer.body());
    }

    private Optional<Double> series(String name) throws Exception {
        Matcher line = Pattern.compile("(?m)^" + name + "\\{job=\"orders\"} (\\S+)$")
                .matcher(get("/metrics").body());
        return line.find() ? Optional.of(Double.parseDouble(line.group(1))) : Optional.empty();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return ask("GET", path);
    }
}
