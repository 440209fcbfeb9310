package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.store.PostgresExtension;
import io.foretide.store.PostgresServer;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.flink.FakeFlink;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Services that begin before the server of their store. */
@ExtendWith(PostgresExtension.class)
class StoreWaitIT {
    private static final String USER = PostgresServer.LOGIN.user().orElseThrow();

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final PostgresServer server;
    private final StoreAddress.Postgres address;
    private int port;

    StoreWaitIT(PostgresServer server) {
        this.server = server;
        this.address = server.database();
    }

    private ForetideProcess serve(FakeFlink flink, String store, String password) throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path config = Files.writeString(
                folder.resolve("foretide.yaml"), """
                job: orders
                data: %s
                store: %s
                flink: {rest: '%s'}
                target: {type: dry-run, taskManagers: 2}
                planner: {slotsPerTaskManager: 2, maxTaskManagers: 9}
                http: {port: %d}
                """.formatted(folder.resolve("data"), store, flink.address(), port));
        return ForetideProcess.start(
                folder.resolve("log"),
                Map.of("FORETIDE_STORE_USER", USER, "FORETIDE_STORE_PASSWORD", password),
                "serve",
                "--config",
                config.toString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofMinutes(2)).ignoreExceptionsInstanceOf(IOException.class);
    }

    @Test
    void isLiveButNotReadyUntilTheServerAnswersAndGoesOnByItself() throws Exception {
        server.stop();
        boolean isStopped = true;
        try (FakeFlink flink = FakeFlink.tuned();
                ForetideProcess service = serve(
                        flink, address.url(), PostgresServer.LOGIN.password().orElseThrow())) {
            eventually().until(() -> get("/health/ready").statusCode() == 503);
            assertThat(get("/health/ready").body())
                    .contains("\"id\":\"waiting\"", "waiting: store " + address, "does not answer");
            assertThat(get("/health/live").statusCode()).isEqualTo(200);
            server.startAgain();
            isStopped = false;
            eventually().until(() -> get("/health/ready").statusCode() == 200);
            assertThat(service.said())
                    .containsOnlyOnce("Waiting: store " + address + " cannot be opened: its server does not answer")
                    .contains("Serving job orders");
        } finally {
            if (isStopped) {
                server.startAgain();
            }
        }
    }

    @Test
    void doesNotWaitForWhatDoesNotPassByItself() throws Exception {
        try (FakeFlink flink = FakeFlink.tuned()) {
            try (ForetideProcess service = serve(flink, address.url(), "hunter2")) {
                assertThat(service.exitCode()).isEqualTo(1);
                assertThat(service.said())
                        .contains("password authentication failed for user \"" + USER + "\"")
                        .doesNotContain("Waiting", "hunter2", "\tat ");
            }
            String other = address.url() + "x";
            try (ForetideProcess service =
                    serve(flink, other, PostgresServer.LOGIN.password().orElseThrow())) {
                assertThat(service.exitCode()).isEqualTo(1);
                assertThat(service.said()).contains("does not exist").doesNotContain("Waiting", "\tat ");
            }
        }
    }
}
