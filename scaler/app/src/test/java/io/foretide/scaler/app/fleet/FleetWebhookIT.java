package io.foretide.scaler.app.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.foretide.scaler.app.ServiceHost;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.Stores;
import io.foretide.store.DataFolder;
import io.foretide.store.StoreAddress;
import io.foretide.text.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job of a fleet and its owner's server. */
class FleetWebhookIT {
    @TempDir
    Path folder;

    @Test
    void theOwnerIsToldThatTheJobWaits() throws IOException {
        List<JsonNode> told = new CopyOnWriteArrayList<>();
        HttpServer owner = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        owner.createContext("/", exchange -> {
            told.add(Json.read(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), JsonNode.class));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        owner.start();
        Path secret = Files.writeString(folder.resolve("secret"), "s");
        Path file = Files.writeString(folder.resolve("fleet.yaml"), """
                data: %1$s/data
                defaults:
                  webhook: {url: "http://127.0.0.1:%2$d/", secretFile: "%3$s"}
                jobs:
                  - job: orders
                    flink: {rest: "http://127.0.0.1:1"}
                    target: {type: kubernetes-deployment, namespace: a, name: b}
                """.formatted(
                        folder, owner.getAddress().getPort(), secret));
        try (Opened opened = new Opened()) {
            DataFolder data = new DataFolder(Files.createDirectories(folder.resolve("data")));
            Stores stores = opened.keep(Stores.open(new StoreAddress.Sqlite(data.features())));
            ServiceHost host = ServiceHost.open(data, stores, opened);
            opened.keep(new Fleet(file, ConfigReader.fleet(file), host, System.err))
                    .start();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(told).singleElement().satisfies(event -> {
                        assertThat(event.path("job").asText()).isEqualTo("orders");
                        assertThat(event.at("/obstacle/id").asText()).isEqualTo("waiting");
                        assertThat(event.at("/obstacle/sentence").asText()).contains("http://127.0.0.1:1");
                    }));
        } finally {
            owner.stop(0);
        }
    }
}
