package io.foretide.scaler.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.webhook.WebhookSettings;
import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Finding.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookChecksTest {
    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 405;
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod());
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private List<Check> checks(Map<String, String> environment) throws IOException {
        Path file = Files.writeString(folder.resolve("foretide.yaml"), """
                job: orders
                data: %s
                flink: {rest: "http://127.0.0.1:1"}
                target: {type: dry-run}
                webhook: {url: "http://127.0.0.1:%d/token?key=value"}
                """.formatted(
                        folder, server.getAddress().getPort()));
        WebhookSettings settings = ConfigReader.read(file).webhook().orElseThrow();
        return new WebhookChecks(settings, environment).all();
    }

    private static Level level(List<Check> checks, String name) {
        return checks.stream()
                .filter(check -> check.name().equals(name))
                .map(check -> check.finding().level())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoeverAnswersIsThereAndIsSentNothing() throws IOException {
        List<Check> checks = checks(Map.of(WebhookSettings.SECRET, "s"));
        assertThat(level(checks, "secret")).isEqualTo(Level.OK);
        assertThat(level(checks, "receiver")).isEqualTo(Level.OK);
        assertThat(asked).containsExactly("HEAD");
        assertThat(checks.toString()).contains("HTTP status 405 to HEAD").doesNotContain("token", "value");
    }

    @Test
    void aRedirectIsAProblemAsItIsNotFollowed() throws IOException {
        status = 302;
        assertThat(level(checks(Map.of(WebhookSettings.SECRET, "s")), "receiver"))
                .isEqualTo(Level.PROBLEM);
    }

    @Test
    void withoutASecretNoEventIsSent() throws IOException {
        List<Check> checks = checks(Map.of());
        assertThat(level(checks, "secret")).isEqualTo(Level.PROBLEM);
        assertThat(checks.toString()).contains("FORETIDE_WEBHOOK_SECRET of the environment: no event is sent");
    }

    @Test
    void nobodyWhereNobodyListens() throws IOException {
        server.stop(0);
        List<Check> checks = checks(Map.of(WebhookSettings.SECRET, "s"));
        assertThat(level(checks, "receiver")).isEqualTo(Level.NO_ANSWER);
        assertThat(checks.toString()).contains("nothing listens there");
    }
}
