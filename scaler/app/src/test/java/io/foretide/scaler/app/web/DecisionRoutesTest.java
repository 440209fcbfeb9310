package io.foretide.scaler.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.DecisionLog.Explained;
import io.foretide.scaler.control.DecisionOutcome;
import io.foretide.scaler.control.RescaleStage;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.Standing;
import io.foretide.scaler.control.TickReport;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.text.Json;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionRoutesTest {
    private static final JobId JOB = new JobId("orders");
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private DecisionLog decisions;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        decisions = DecisionLog.open(folder.resolve("decisions.db"));
        Router router = Router.router(vertx);
        new DecisionRoutes(JOB, decisions).mount(router);
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
        decisions.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static TickReport raised(Instant at) {
        return new TickReport(
                at.toString(),
                at,
                new JobSnapshot(JOB, at, JobStatus.RUNNING, new Capacity(1, 2, 2), Optional.empty()),
                Optional.empty(),
                new Rescale(
                        at,
                        1,
                        3,
                        new Cause.Recorded("forecast-peak", "The load rises."),
                        Optional.of(
                                new Basis(900, 50, 0.1, Optional.of(1500.0), 1500, 300, 600, Duration.ofSeconds(80))),
                        List.of(new Adjustment(
                                "step limit", 4, 3, new Cause.Recorded("step-limit", "at most 2 more")))),
                PlannerState.initial(3, PlannerSettings.defaults(2, 1, 8)),
                Optional.of(new ScalingTarget.Applied()),
                new Standing.Leads());
    }

    @Test
    void tellsADecisionAsItWasLoggedAndIsReadBack() throws Exception {
        decisions.append(JOB, raised(NOON));
        decisions.append(
                JOB,
                new DecisionOutcome(
                        NOON.toString(),
                        Map.of(RescaleStage.RUNNING, Duration.ofSeconds(42)),
                        Optional.of(Duration.ofSeconds(7)),
                        Optional.of(3.0),
                        true));
        Explained logged = decisions.explained(JOB, NOON.toString()).orElseThrow();

        HttpResponse<String> byId = get("/v1/jobs/orders/decisions/2026-01-31T12:00:00Z");
        assertThat(byId.statusCode()).as(byId.body()).isEqualTo(200);
        assertThat(byId.body()).isEqualTo(Json.line(logged));
        assertThat(Json.read(byId.body(), Explained.class)).isEqualTo(logged);
        assertThat(get("/v1/jobs/orders/decisions/last").body()).isEqualTo(byId.body());
    }

    @Test
    void theLastOfAJobThatWasNeverScaledIsItsNewestHold() throws Exception {
        decisions.append(JOB, held(NOON));
        decisions.append(JOB, held(NOON.plusSeconds(60)));
        assertThat(get("/v1/jobs/orders/decisions/last").body())
                .isEqualTo(get("/v1/jobs/orders/decisions/2026-01-31T12:01:00Z").body())
                .contains("Nothing to do.");
        decisions.append(JOB, raised(NOON.plusSeconds(120)));
        decisions.append(JOB, held(NOON.plusSeconds(180)));
        assertThat(get("/v1/jobs/orders/decisions/last").body())
                .isEqualTo(get("/v1/jobs/orders/decisions/2026-01-31T12:02:00Z").body());
    }

    private static TickReport held(Instant at) {
        return new TickReport(
                at.toString(),
                at,
                new JobSnapshot(JOB, at, JobStatus.RUNNING, new Capacity(3, 6, 6), Optional.empty()),
                Optional.empty(),
                new Hold(at, 3, new Cause.Recorded("present-load", "Nothing to do."), Optional.empty(), List.of()),
                PlannerState.initial(3, PlannerSettings.defaults(2, 1, 8)),
                Optional.empty(),
                new Standing.Leads());
    }

    @Test
    void saysWhatIsNotThere() throws Exception {
        HttpResponse<String> none = get("/v1/jobs/orders/decisions/last");
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.body()).contains("job 'orders' has no decision");
        assertThat(get("/v1/jobs/orders/decisions/yesterday").body())
                .contains("job 'orders' has no decision 'yesterday'");
        HttpResponse<String> other = get("/v1/jobs/payments/decisions/last");
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(other.body()).contains("job 'payments' is not served; there is orders");
    }
}
