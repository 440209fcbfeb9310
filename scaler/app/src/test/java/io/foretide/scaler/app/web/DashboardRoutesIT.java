package io.foretide.scaler.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.foretide.planner.decision.Direction;
import io.foretide.text.Json;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
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

/** The routes on a real server, without a browser. */
final class DashboardRoutesIT {
    private final DashboardFeed feed = new DashboardFeed();
    private final HttpClient client = HttpClient.newHttpClient();
    private DashboardServer server;

    @BeforeEach
    void start() throws Exception {
        server = new DashboardServer(feed, 0);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', text/html; charset=utf-8",
        "dashboard.css, text/css; charset=utf-8",
        "main.js, text/javascript; charset=utf-8",
        "echarts/echarts.min.js, text/javascript; charset=utf-8",
        "favicon.svg, image/svg+xml",
        "v1/events, application/json"
    })
    void everyFileHasItsTypeAndAStrictPolicy(String path, String type) throws Exception {
        HttpResponse<String> response = send("GET", path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(type);
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self';")
                .doesNotContain("unsafe");
    }

    @Test
    void aFileTheBrowserHasIsNotSentAgain() throws Exception {
        String tag = send("GET", "main.js").headers().firstValue("ETag").orElseThrow();
        HttpRequest again = HttpRequest.newBuilder(URI.create(server.url() + "main.js"))
                .header("If-None-Match", tag)
                .build();
        assertThat(client.send(again, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(304);
    }

    @Test
    void unknownPathsAndMethodsAreAnsweredWithASentence() throws Exception {
        HttpResponse<String> unknown = send("GET", "nowhere");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(Json.tree(unknown.body()).path("error").asText()).startsWith("There is nothing at /nowhere");
        HttpResponse<String> wrong = send("POST", "v1/events");
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Allow")).hasValue("GET, HEAD");
        assertThat(Json.tree(wrong.body()).path("error").asText()).contains("POST is not allowed on /v1/events");
        assertThat(send("GET", "../pom.xml").statusCode()).isEqualTo(404);
    }

    @Test
    void theStreamTellsThePastAndThenWhatHappens() throws Exception {
        feed.publish(SyntheticMorning.job());
        HttpResponse<InputStream> response = client.send(
                HttpRequest.newBuilder(URI.create(server.url() + "v1/stream")).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        DashboardEvent.Decision decision =
                new DashboardEvent.Decision("d", SyntheticMorning.START, Direction.UP, 4, 8, "Line one.\nLine two.");
        feed.publish(decision);
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            while (lines.stream().noneMatch("event: decision"::equals)) {
                lines.add(reader.readLine());
            }
            lines.add(reader.readLine());
        }
        assertThat(lines)
                .containsSequence("event: job", "data: " + Json.line(SyntheticMorning.job()), "")
                .containsSequence("event: decision", "data: " + Json.line(decision));
        await().atMost(Duration.ofSeconds(30)).until(() -> feed.subscribers() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "main.js", "v1/events", "v1/stream"})
    void whatAnswersGetAnswersHeadWithoutABody(String path) throws Exception {
        HttpResponse<String> response = send("HEAD", path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("Content-Type")).isPresent();
        assertThat(feed.subscribers()).isZero();
    }

    @Test
    void aReaderThatDoesNotReadIsDropped() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            await().atMost(Duration.ofSeconds(30)).until(() -> feed.subscribers() == 1);
            String filling = "x".repeat(10_000);
            int published = 0;
            while (feed.subscribers() == 1 && published < 20_000) {
                feed.publish(new DashboardEvent.Decision(
                        "h" + published++, SyntheticMorning.START, Direction.HOLD, 4, 4, filling));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> feed.subscribers() == 0);
        }
        assertThat(send("GET", "v1/events").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
