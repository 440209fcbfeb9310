package io.foretide.scaler.app.webhook;

import static io.foretide.scaler.app.webhook.OwnedTicks.JOB;
import static io.foretide.scaler.app.webhook.OwnedTicks.rescale;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.text.Json;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** An owner's server that does to events what servers do. */
class WebhookTest {
    private static final String SECRET = "owner-secret";

    @TempDir
    Path folder;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final WebhookMetrics metrics = new WebhookMetrics(registry);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final WebhookPost post = new WebhookPost(Duration.ofSeconds(5));
    private HttpServer server;

    /** What the server does with a request. */
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private record Got(String id, String signature, String body) {
        JsonNode json() {
            return Json.read(body, JsonNode.class);
        }
    }

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            got.add(new Got(
                    exchange.getRequestHeaders().getFirst("Foretide-Event-Id"),
                    exchange.getRequestHeaders().getFirst("Foretide-Signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            Optional.ofNullable(answers.poll()).orElse(status(204)).to(exchange);
        });
        server.start();
        logged.start();
        log().addAppender(logged);
    }

    @AfterEach
    void close() {
        log().detachAppender(logged);
        end.countDown();
        post.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private static Logger log() {
        return (Logger) LoggerFactory.getLogger(Webhook.class);
    }

    private static Answer status(int status, String... header) {
        return exchange -> {
            if (header.length == 2) {
                exchange.getResponseHeaders().add(header[0], header[1]);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        };
    }

    private void hang(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write('.');
        exchange.getResponseBody().flush();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Webhook webhook(int perMinute) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
        WebhookUrl url = WebhookUrl.parse(
                "http://127.0.0.1:" + server.getAddress().getPort() + "/token-in-path?key=token-in-query");
        return new Webhook(
                JOB,
                new WebhookSettings(url, Optional.of(secret), List.of(WebhookSettings.Kind.DECISION), perMinute),
                post,
                metrics,
                Map.of(),
                Clock.systemUTC());
    }

    private double count(String result) {
        return registry.scrape("foretide_webhook_events"::equals).stream()
                .flatMap(one -> ((CounterSnapshot) one).getDataPoints().stream())
                .filter(point -> point.getLabels().get("result").equals(result))
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }

    private static void decide(Webhook webhook, int minute) {
        webhook.tick(rescale(minute, 3, new ScalingTarget.Applied()));
    }

    private void await(String result, double number) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(count(result)).isEqualTo(number));
    }

    @Test
    void anEventIsSentAgainUntilItIsTakenAndThenTheNext() throws IOException {
        answers.add(HttpExchange::close);
        answers.add(this::hang);
        answers.add(status(429, "Retry-After", "1"));
        answers.add(status(500));
        Webhook webhook = webhook(30);
        decide(webhook, 0);
        decide(webhook, 1);
        await("sent", 2);
        assertThat(got).hasSize(6);
        assertThat(got.subList(0, 5))
                .extracting(Got::id)
                .containsOnly(got.get(0).id());
        assertThat(got.subList(0, 5))
                .extracting(Got::body)
                .containsOnly(got.get(0).body());
        assertThat(got.get(5).id()).isNotEqualTo(got.get(0).id());
        assertThat(got).allSatisfy(one -> {
            assertThat(one.json().path("id").asText()).isEqualTo(one.id());
            long seconds = Long.parseLong(one.signature().replaceAll("t=(\\d+),.*", "$1"));
            assertThat(one.signature()).isEqualTo(Signature.of(SECRET, Instant.ofEpochSecond(seconds), one.body()));
        });
        assertThat(logged.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.endsWith("no answer in time"))
                .anyMatch(line -> line.endsWith("HTTP status 429"))
                .noneSatisfy(line -> assertThat(line).containsAnyOf("token-in", SECRET));
    }

    @Test
    void oneThatIsRefusedForGoodIsGivenUpAndTheNextSaysSo() throws IOException {
        answers.add(status(400));
        answers.add(status(
                302, "Location", "http://127.0.0.1:" + server.getAddress().getPort() + "/elsewhere"));
        Webhook webhook = webhook(30);
        decide(webhook, 0);
        await("failed", 1);
        decide(webhook, 1);
        await("failed", 2);
        decide(webhook, 2);
        await("sent", 1);
        assertThat(got).hasSize(3);
        assertThat(got.get(2).json().path("dropped").asInt()).isEqualTo(2);
        assertThat(logged.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.endsWith("/***: HTTP status 302, and redirects are not followed"));
    }

    @Test
    void whatIsBeyondTheRateIsDroppedAndCounted() throws IOException {
        Webhook webhook = webhook(2);
        for (int minute = 0; minute < 5; minute++) {
            decide(webhook, minute);
        }
        await("sent", 2);
        assertThat(count("dropped")).isEqualTo(3);
    }

    @Test
    void anOwnerWhoHangsKeepsNobodyWaiting() throws IOException {
        for (int i = 0; i < 100; i++) {
            answers.add(this::hang);
        }
        Webhook webhook = webhook(600);
        for (int minute = 0; minute < 300; minute++) {
            decide(webhook, minute);
        }
        assertThat(count("dropped")).isEqualTo(300 - WebhookQueue.MOST);
        assertThat(got.size()).isLessThanOrEqualTo(WebhookQueue.MOST);
        webhook.close();
    }

    @Test
    void withoutASecretNothingIsSentAndItIsSaid() throws IOException {
        Webhook webhook = webhook(30);
        Files.delete(folder.resolve("secret"));
        decide(webhook, 0);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !logged.list.isEmpty());
        assertThat(logged.list.get(0).getFormattedMessage())
                .contains("webhook.secretFile ", "must be a file; there is none");
        assertThat(got).isEmpty();
        webhook.close();
    }
}
