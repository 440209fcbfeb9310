package io.foretide.scaler.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.foretide.text.Json;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes of a fleet's pages on a real server, without a browser. */
final class FleetRoutesIT {
    private static final int MAX_READERS = 100;

    private final DashboardFeed feed = new DashboardFeed();
    private final HttpClient client = HttpClient.newHttpClient();
    private FleetServer server;

    @BeforeEach
    void start() throws Exception {
        server = new FleetServer(SyntheticFleet.rows(3), feed, 0);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', text/html; charset=utf-8",
        "jobs/orders/, text/html; charset=utf-8",
        "jobs/a%20b/, text/html; charset=utf-8",
        "fleet.css, text/css; charset=utf-8",
        "fleet.js, text/javascript; charset=utf-8",
        "main.js, text/javascript; charset=utf-8",
        "echarts/echarts.min.js, text/javascript; charset=utf-8",
        "v1/jobs/orders/events, application/json"
    })
    void everyFileHasItsTypeAndAStrictPolicyAndAnswersHead(String path, String type) throws Exception {
        for (String method : List.of("GET", "HEAD")) {
            HttpResponse<String> response = send(method, path);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue(type);
            assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "script-src 'self';")
                    .doesNotContain("unsafe");
        }
    }

    @Test
    void theFleetIsAtTheRootAndAJobsPageBelowJobs() throws Exception {
        assertThat(send("GET", "").body()).contains("src=\"/fleet.js\"");
        assertThat(send("GET", "jobs/orders/").body()).contains("src=\"/main.js\"");
        String tag = send("GET", "jobs/orders/").headers().firstValue("ETag").orElseThrow();
        HttpRequest again = HttpRequest.newBuilder(URI.create(server.url() + "jobs/payments/"))
                .header("If-None-Match", tag)
                .build();
        assertThat(client.send(again, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource({"jobs/orders, /jobs/orders/", "jobs/a%2Fb, /jobs/a%2Fb/"})
    void aJobsPageWithoutItsLastSlashLeadsThere(String path, String target) throws Exception {
        HttpResponse<String> response = send("GET", path);
        assertThat(response.statusCode()).isEqualTo(308);
        assertThat(response.headers().firstValue("Location")).hasValue(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1/jobs/gone/events", "v1/jobs/gone/stream"})
    void aJobThatIsNotThereHasNoEvents(String path) throws Exception {
        HttpResponse<String> response = send("GET", path);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(Json.tree(response.body()).path("error").asText()).isEqualTo("job 'gone' is not served");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1/events", "v1/stream", "jobs/", "jobs/orders/more", "nowhere"})
    void unknownPathsAreAnsweredWithWhatThereIs(String path) throws Exception {
        HttpResponse<String> response = send("GET", path);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(Json.tree(response.body()).path("error").asText())
                .isEqualTo("There is nothing at /" + path + ": the fleet is at / and at /v1/jobs, a job's page at"
                        + " /jobs/NAME/, its events at /v1/jobs/NAME/events.");
    }

    @Test
    void theReadersOfAllJobsTogetherAreBounded() throws Exception {
        List<HttpResponse<InputStream>> readers = new ArrayList<>();
        for (int i = 0; i < MAX_READERS; i++) {
            readers.add(stream("job-" + i));
        }
        HttpResponse<InputStream> refused = stream("another");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(new String(refused.body().readAllBytes(), StandardCharsets.UTF_8))
                .contains("100 browsers are connected: 100 are allowed.");
        readers.remove(0).body().close();
        await().atMost(Duration.ofSeconds(30)).until(() -> feed.subscribers() == MAX_READERS - 1);
        readers.add(stream("another"));
        assertThat(readers).allSatisfy(reader -> assertThat(reader.statusCode()).isEqualTo(200));
        for (HttpResponse<InputStream> reader : readers) {
            reader.body().close();
        }
    }

    private HttpResponse<InputStream> stream(String job) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + "v1/jobs/" + job + "/stream"))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
