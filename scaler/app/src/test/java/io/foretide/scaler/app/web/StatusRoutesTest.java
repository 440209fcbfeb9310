package io.foretide.scaler.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.app.Front;
import io.foretide.scaler.app.HttpServerRunner;
import io.foretide.scaler.control.Condition;
import io.foretide.telemetry.JobId;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a cluster and a browser see of a service, before it has begun and after. */
class StatusRoutesTest {
    private static final Instant T0 = Instant.parse("2026-05-01T10:00:00Z");

    private final Front front = Front.of(new JobId("orders"));
    private volatile Health health = new Health(true, true, List.of());

    private Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        new StatusRoutes(front.metrics().registry(), front.conditions()::all, () -> health).mount(router);
        return router;
    }

    private static HttpResponse<String> get(HttpServerRunner server, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whoeverWaitsIsReadyAndSaysWhatFor() throws Exception {
        try (HttpServerRunner server = HttpServerRunner.listen("127.0.0.1", 0, 1, front::router)) {
            front.conditions().raise(Condition.WAITING, "waiting: Flink cannot be reached", T0);
            HttpResponse<String> ready = get(server, "/health/ready");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body())
                    .isEqualTo(
                            "{\"ready\":true,\"withoutFreshForecast\":[\"orders\"],\"conditions\":[{\"id\":\"waiting\","
                                    + "\"sentence\":\"waiting: Flink cannot be reached\",\"since\":\"2026-05-01T10:00:00Z\"}]}");
            assertThat(get(server, "/metrics").body())
                    .contains("foretide_condition{condition=\"waiting\",job=\"orders\"} 1.0");
            assertThat(get(server, "/v1/events").body()).contains("waiting: Flink cannot be reached");
            assertThat(get(server, "/").body()).contains("<title>Foretide</title>");
            for (String path :
                    List.of("/v1/jobs/orders/decisions/last", "/v1/jobs/orders/forecast", "/v1/simulations")) {
                HttpResponse<String> notYet = get(server, path);
                assertThat(notYet.statusCode()).isEqualTo(503);
                assertThat(notYet.body())
                        .isEqualTo("{\"error\":\"job 'orders' is not served yet; waiting: Flink cannot be reached\"}");
            }

            front.conditions().clear(Condition.WAITING);
            assertThat(get(server, "/metrics").body()).doesNotContain("foretide_condition{");
            assertThat(get(server, "/health/ready").body()).contains("\"conditions\":[]");
        }
    }

    @Test
    void onlyWhatIsOverdueIsNotReadyAndOnlyWhatIsStuckNotLive() throws Exception {
        try (HttpServerRunner server = HttpServerRunner.listen("127.0.0.1", 0, 1, this::router)) {
            health = new Health(true, false, List.of("orders"));
            assertThat(get(server, "/health/ready").statusCode()).isEqualTo(503);
            assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
            health = new Health(false, false, List.of());
            assertThat(get(server, "/health/live").statusCode()).isEqualTo(503);
            assertThat(get(server, "/health/live").body()).isEqualTo("{\"status\":\"stuck\"}");
        }
    }
}
