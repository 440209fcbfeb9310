package io.foretide.scaler.app.doctor;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers as the REST interface of a Flink does that is set up as it should be; a test replaces what it is about. */
public final class FlinkAnswers implements AutoCloseable {
    /** Flink's configuration, tuned. */
    public final Map<String, String> configuration = new LinkedHashMap<>(Map.of(
            "scheduler-mode", "reactive",
            "jobmanager.adaptive-scheduler.executing.resource-stabilization-timeout", "2 s",
            "jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling", "0 s",
            "heartbeat.interval", "1 s",
            "heartbeat.timeout", "30 s",
            "metrics.fetcher.update-interval", "5000",
            "web.adaptive-scheduler.rescale-history.size", "100"));

    /** Path (with its query) to JSON; what is not here is answered with 404. */
    public final Map<String, String> answers = new ConcurrentHashMap<>();

    private final HttpServer server;

    public FlinkAnswers() {
        answers.put("/overview", "{\"taskmanagers\":2,\"slots-total\":4,\"flink-version\":\"2.3.0\"}");
        answers.put("/taskmanagers", "{\"taskmanagers\":[{\"slotsNumber\":2},{\"slotsNumber\":2}]}");
        jobs("{\"jid\":\"11\",\"name\":\"orders\",\"state\":\"RUNNING\",\"schedulerType\":\"Adaptive\"}");
        answers.put("/jobs/11", """
                {"jid":"11","name":"orders","state":"RUNNING","now":NOW,"timestamps":{"RUNNING":1},
                 "vertices":[{"id":"a0","name":"Source: orders","parallelism":4,"start-time":1,"tasks":{"RUNNING":4}},
                  {"id":"b0","name":"count","parallelism":4,"start-time":1,"tasks":{"RUNNING":4}}],
                 "plan":{"nodes":[{"id":"a0"},{"id":"b0","inputs":[{"id":"a0"}]}]}}
                """);
        answers.put("/jobs/11/checkpoints/config", "{\"mode\":\"exactly_once\",\"interval\":10000}");
        answers.put(
                "/jobs/11/config",
                "{\"execution-config\":{\"restart-strategy\":\"Cluster level default restart strategy\"}}");
        answers.put(
                "/jobs/11/vertices/a0/subtasks/metrics",
                "[{\"id\":\"Source__orders.numRecordsIn\"},{\"id\":\"Source__orders.pendingRecords\"}]");
        answers.put(
                "/jobs/11/vertices/a0/subtasks/metrics?get=Source__orders.numRecordsIn&agg=sum",
                "[{\"id\":\"Source__orders.numRecordsIn\",\"sum\":12.0}]");
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().toString();
            String answer = path.equals("/jobmanager/config") ? config() : now(answers.get(path));
            byte[] body = (answer == null ? "{\"errors\":[]}" : answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void jobs(String... jobs) {
        answers.put("/jobs/overview", "{\"jobs\":[" + String.join(",", jobs) + "]}");
    }

    /** The clock of this Flink: that of the machine, when it is asked. */
    private static @Nullable String now(@Nullable String answer) {
        return answer == null
                ? null
                : answer.replace("NOW", String.valueOf(Instant.now().toEpochMilli()));
    }

    private String config() {
        return configuration.entrySet().stream()
                .map(entry -> "{\"key\":\"" + entry.getKey() + "\",\"value\":\"" + entry.getValue() + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
