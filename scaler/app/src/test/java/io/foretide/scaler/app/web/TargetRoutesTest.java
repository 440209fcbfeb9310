package io.foretide.scaler.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.app.HttpServerRunner;
import io.foretide.scaler.kubernetes.TargetStatus;
import io.foretide.telemetry.JobId;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What is answered where there is no plan and no status; {@code RunningServiceTest} has them. */
class TargetRoutesTest {
    private static final JobId JOB = new JobId("orders");

    private static HttpResponse<String> get(String path, Optional<Callable<TargetStatus>> status) throws Exception {
        try (HttpServerRunner server = HttpServerRunner.listen("127.0.0.1", 0, 1, vertx -> {
            Router router = Router.router(vertx);
            new PlanRoutes(JOB, Optional::empty, Optional::empty, List::of).mount(router);
            new TargetRoutes(JOB, status).mount(router);
            return router;
        })) {
            URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void beforeTheFirstTickThereIsNoPlan() throws Exception {
        HttpResponse<String> none = get(PlanRoutes.path("orders"), Optional.empty());
        assertThat(none.statusCode()).isEqualTo(503);
        assertThat(none.body()).isEqualTo("{\"error\":\"job 'orders' was not decided on yet\"}");
        assertThat(get(PlanRoutes.path("payments"), Optional.empty()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aTargetElsewhereHasNoStatus() throws Exception {
        HttpResponse<String> none = get(TargetRoutes.path("orders"), Optional.empty());
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.body()).contains("the target of job 'orders' is not on Kubernetes");
    }

    @Test
    void aClusterThatDoesNotAnswerIsSaid() throws Exception {
        HttpResponse<String> silent = get(TargetRoutes.path("orders"), Optional.of(() -> {
            throw new IOException("the API server does not answer");
        }));
        assertThat(silent.statusCode()).isEqualTo(503);
        assertThat(silent.body()).isEqualTo("{\"error\":\"the API server does not answer\"}");
    }
}
