package io.foretide.telemetry.flink;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Answers as a Flink REST interface does, for one job of a source vertex {@code Source: orders} and a vertex {@code count}
 * that reads from it. What it says is set through its fields and {@link #put}.
 */
final class FakeFlink implements AutoCloseable {
    static final String SOURCE = "a0";
    static final String COUNT = "b0";
    private static final Pattern VERTEX = Pattern.compile("/jobs/[^/]+/vertices/([^/]+)(/subtasks)?/metrics");
    private static final long NOW = 1_800_000_000_000L;

    /** {@code /jobs/overview}: id, name, state. */
    final List<String[]> jobs = new ArrayList<>(List.<String[]>of(new String[] {"11", "orders", "RUNNING"}));

    String state = "RUNNING";
    int parallelism = 2;
    int runningCounts = 2;
    long runningSince = NOW - 600_000;
    boolean chained;
    String config = "[{\"key\":\"scheduler-mode\",\"value\":\"reactive\"}]";
    String scheduler = "Adaptive";

    /** Path to status, for paths that fail. */
    final Map<String, Integer> failures = new ConcurrentHashMap<>();

    /** Vertex to metric ("0.numRecordsIn") to value. */
    private final Map<String, Map<String, Double>> metrics = new ConcurrentHashMap<>();

    private final HttpServer server;

    FakeFlink() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    FlinkRest rest() {
        return new FlinkRest(address(), FlinkRest.client());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** Busy, idle and backpressured milliseconds of a subtask. */
    void times(String vertex, int subtask, double busy, double idle, double backpressured) {
        put(vertex, subtask + ".accumulateBusyTimeMs", busy);
        put(vertex, subtask + ".accumulateIdleTimeMs", idle);
        put(vertex, subtask + ".accumulateBackPressuredTimeMs", backpressured);
    }

    /** Records read and records waiting at a subtask of the source. */
    void source(int subtask, double recordsIn, double pending) {
        put(SOURCE, subtask + ".numRecordsIn", 0);
        put(SOURCE, subtask + ".Source__orders.numRecordsIn", recordsIn);
        put(SOURCE, subtask + ".Source__orders.pendingRecords", pending);
    }

    void put(String vertex, String metric, double value) {
        metrics.computeIfAbsent(vertex, key -> new ConcurrentHashMap<>()).put(metric, value);
    }

    void remove(String vertex, String metric) {
        metrics.getOrDefault(vertex, new HashMap<>()).remove(metric);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getRawQuery();
        int length =
                "GET  HTTP/1.1".length() + exchange.getRequestURI().toString().length();
        int status = length > 4_096 ? 414 : failures.getOrDefault(path, 200);
        byte[] body = (status == 200 ? body(path, query == null ? "" : query) : "{\"errors\":[]}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String body(String path, String query) {
        Matcher vertex = VERTEX.matcher(path);
        if (vertex.matches()) {
            Map<String, Double> of = metrics.getOrDefault(vertex.group(1), Map.of());
            if (vertex.group(2) != null) {
                return query.isEmpty() ? names(of) : lowest(of, query);
            }
            return values(of, query);
        }
        return switch (path) {
            case "/overview" -> "{\"taskmanagers\":2,\"slots-total\":4}";
            case "/jobs/overview" ->
                jobs.stream()
                        .map(job -> """
                            {"jid":"%s","name":"%s","state":"%s","schedulerType":"%s"}""".formatted(job[0], job[1], job[2], scheduler))
                        .collect(Collectors.joining(",", "{\"jobs\":[", "]}"));
            case "/jobmanager/config" -> config;
            case "/nonsense/overview" -> "<html>";
            default -> job();
        };
    }

    private String job() {
        return """
                {"jid":"11","name":"orders","state":"%s","now":%d,"timestamps":{"CREATED":1,"RUNNING":%d},
                 "vertices":[%s],
                 "plan":{"nodes":[{"id":"b0","inputs":[{"num":0,"id":"a0","exchange":"pipelined_bounded"}]},{"id":"a0"}]}}
                """.formatted(
                        state,
                        NOW,
                        runningSince,
                        chained
                                ? vertex(SOURCE, parallelism)
                                : vertex(SOURCE, parallelism) + "," + vertex(COUNT, runningCounts));
    }

    private String vertex(String id, int running) {
        return """
                {"id":"%s","maxParallelism":128,"parallelism":%d,"start-time":%d,"tasks":{"RUNNING":%d}}""".formatted(id, parallelism, runningSince, running);
    }

    private static String names(Map<String, Double> metrics) {
        return metrics.keySet().stream()
                .map(name -> name.substring(name.indexOf('.') + 1))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(name -> "{\"id\":\"" + name + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String lowest(Map<String, Double> metrics, String query) {
        return Arrays.stream(query.substring("get=".length(), query.indexOf("&agg=min"))
                        .split(","))
                .map(name -> "{\"id\":\"" + name + "\",\"min\":"
                        + metrics.entrySet().stream()
                                .filter(metric -> metric.getKey().endsWith("." + name))
                                .mapToDouble(Map.Entry::getValue)
                                .min()
                                .orElseThrow()
                        + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** As Flink, leaves out what it does not know, and answers with text. */
    private static String values(Map<String, Double> metrics, String query) {
        return Arrays.stream(query.substring("get=".length()).split(","))
                .filter(metrics::containsKey)
                .map(name -> "{\"id\":\"" + name + "\",\"value\":\"" + metrics.get(name) + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
