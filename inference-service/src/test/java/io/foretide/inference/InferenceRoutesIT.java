package io.foretide.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.store.FeatureStore;
import io.foretide.store.RollingWindow;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.JobId;
import io.foretide.text.Json;
import io.foretide.training.registry.ModelRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service over real HTTP, on a real store. */
class InferenceRoutesIT {
    private static final Instant T0 = Instant.parse("2001-06-01T00:00:00Z");
    private static final JobId JOB = new JobId("flights");
    private static final int MINUTES = 2000;

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private SqliteDatabase database;
    private ForecastService service;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        database = SqliteDatabase.open(folder.resolve("features.db"), FeatureStore.MIGRATIONS);
        FeatureStore store = new FeatureStore(database);
        store.appendAll(
                JOB,
                IntStream.range(0, MINUTES)
                        .mapToObj(i -> new FeatureRow(
                                T0.plus(Duration.ofMinutes(i)), Map.of(Features.DEMAND, 100 + 10 * Math.sin(i / 60.0))))
                        .toList());
        service = new ForecastService(
                JOB,
                new RollingWindow(store, JOB, Duration.ofDays(2)),
                ServingModels.of(new ModelRegistry(folder.resolve("models")), ZoneOffset.UTC),
                new InferenceMetrics(registry),
                forecast -> {});
        Router router = Router.router(vertx);
        new InferenceRoutes(List.of(service)).mount(router);
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
        database.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void givesTheForecastThatTheScheduleMade() throws Exception {
        assertThat(get("/v1/jobs/flights/forecast").statusCode()).isEqualTo(404);
        CountDownLatch made = new CountDownLatch(1);
        try (Workers workers = new Workers();
                Schedule schedule = new Schedule(workers)) {
            schedule.every(Duration.ofMillis(100), "inference", () -> {
                service.refresh(T0.plus(Duration.ofMinutes(MINUTES - 1)));
                made.countDown();
            });
            assertThat(made.await(60, TimeUnit.SECONDS)).isTrue();
        }
        HttpResponse<String> answer = get("/v1/jobs/flights/forecast");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode forecast = Json.tree(answer.body());
        assertThat(forecast.path("model").asText()).isEqualTo("lstm");
        assertThat(forecast.path("origin").asText())
                .isEqualTo(T0.plus(Duration.ofMinutes(MINUTES - 1)).toString());
        assertThat(forecast.path("paths").size()).isEqualTo(9);
        assertThat(forecast.path("paths").path(0).path("values").size()).isEqualTo(30);
        assertThat(registry.scrape().stream().map(one -> one.getMetadata().getName()))
                .contains("foretide_forecast_peak_records_per_second", "foretide_inference_duration_seconds");
    }

    @Test
    void namesAnUnknownJobAndTheKnownOnes() throws Exception {
        HttpResponse<String> answer = get("/v1/jobs/orders/forecast");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("job 'orders' is not served; there are [flights]");
    }
}
