package io.foretide.telemetry.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.foretide.text.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Answers as a Flink REST interface does, in Reactive Mode, for one job of a source vertex {@code Source: orders} and a vertex
 * {@code count} that reads from it. What it says is set through its fields and {@link #put}; what it does not know is answered
 * with 404.
 */
public final class FakeFlink implements AutoCloseable {
    static {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else each answer waits 40 ms for an acknowledgement
    }

    static final String SOURCE = "a0";
    static final String COUNT = "b0";
    private static final Pattern VERTEX = Pattern.compile("/jobs/[^/]+/vertices/([^/]+)(/subtasks)?/metrics");
    private static final long NOW = 1_800_000_000_000L;

    /** {@code /jobs/overview}: id, name, state. */
    public final List<String[]> jobs = new ArrayList<>(List.<String[]>of(new String[] {"11", "orders", "RUNNING"}));

    /** {@code /jobmanager/config}. */
    public final Map<String, String> configuration = new LinkedHashMap<>(Map.of("scheduler-mode", "reactive"));

    /** Path to JSON that is answered before anything else. */
    public final Map<String, String> answers = new ConcurrentHashMap<>();

    /** Path, with or without its query, to the status of paths that fail. */
    public final Map<String, Integer> failures = new ConcurrentHashMap<>();

    /** The header {@code Authorization} without which nothing is answered. */
    public volatile Optional<String> authorization = Optional.empty();

    /** {@code /jobs/:id/resource-requirements}: vertex to its lower and its upper bound. */
    public final Map<String, int[]> bounds =
            new ConcurrentHashMap<>(Map.of(SOURCE, new int[] {1, 4}, COUNT, new int[] {1, 4}));

    /** Upper bounds of vertices as they were asked for, one request after another. */
    public final List<Map<String, Integer>> asks = new CopyOnWriteArrayList<>();

    /** Questions for metrics that are answered with none, as Flink fetches them only once it is asked. */
    public final AtomicInteger unfetched = new AtomicInteger();

    String state = "RUNNING";
    int parallelism = 2;
    int runningCounts = 2;
    long runningSince = NOW - 600_000;
    boolean chained;
    String scheduler = "Adaptive";

    /** How long every answer takes. */
    public volatile long delayMillis;

    /** How many questions were asked, and how many at once at most. */
    final AtomicInteger asked = new AtomicInteger();

    final AtomicInteger mostAtOnce = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final ExecutorService answering = Executors.newCachedThreadPool();

    private final LongSupplier clock;

    /** Vertex to metric ("0.numRecordsIn") to value. */
    private final Map<String, Map<String, Double>> metrics = new ConcurrentHashMap<>();

    private final HttpServer server;

    FakeFlink() {
        this(() -> NOW);
    }

    private FakeFlink(LongSupplier clock) {
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answerLate);
        server.setExecutor(answering);
        server.start();
    }

    /** A Flink with the clock of this machine, tuned as it should be, whose job reads, reports its lag and has checkpoints. */
    public static FakeFlink tuned() {
        FakeFlink flink = new FakeFlink(System::currentTimeMillis);
        flink.configuration.putAll(Map.of(
                "high-availability.type", "kubernetes",
                "jobmanager.adaptive-scheduler.executing.resource-stabilization-timeout", "2 s",
                "jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling", "0 s",
                "heartbeat.interval", "1 s",
                "heartbeat.timeout", "30 s",
                "metrics.fetcher.update-interval", "5000",
                "web.adaptive-scheduler.rescale-history.size", "100"));
        flink.answers.put("/jobs/11/checkpoints/config", "{\"mode\":\"exactly_once\",\"interval\":10000}");
        flink.answers.put(
                "/jobs/11/config",
                "{\"execution-config\":{\"restart-strategy\":\"Cluster level default restart strategy\"}}");
        flink.parallelism = 4;
        flink.runningCounts = 4;
        flink.runningSince = 1;
        flink.source(0, 12, 0);
        return flink;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public FlinkRest rest() {
        return FlinkRest.at(address());
    }

    @Override
    public void close() {
        server.stop(0);
        answering.shutdownNow();
    }

    /** Busy, idle and backpressured milliseconds of a subtask. */
    void times(String vertex, int subtask, double busy, double idle, double backpressured) {
        put(vertex, subtask + ".accumulateBusyTimeMs", busy);
        put(vertex, subtask + ".accumulateIdleTimeMs", idle);
        put(vertex, subtask + ".accumulateBackPressuredTimeMs", backpressured);
    }

    /** Records read and records waiting at a subtask of the source. */
    public void source(int subtask, double recordsIn, double pending) {
        put(SOURCE, subtask + ".numRecordsIn", 0);
        put(SOURCE, subtask + ".Source__orders.numRecordsIn", recordsIn);
        put(SOURCE, subtask + ".Source__orders.pendingRecords", pending);
    }

    public void put(String vertex, String metric, double value) {
        metrics.computeIfAbsent(vertex, key -> new ConcurrentHashMap<>()).put(metric, value);
    }

    public void remove(String vertex, String metric) {
        metrics.getOrDefault(vertex, new HashMap<>()).remove(metric);
    }

    /** Vertex to its metrics, by names with the subtask's number. */
    Map<String, Map<String, Double>> metrics() {
        return metrics;
    }

    private void answerLate(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            Thread.sleep(delayMillis);
        } catch (InterruptedException e) {
            exchange.close();
            return;
        } finally {
            atOnce.decrementAndGet(); // before the answer, which may bring the next question before this thread goes on
        }
        answer(exchange);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String uri = exchange.getRequestURI().toString();
        String path = exchange.getRequestURI().getPath();
        if (authorization.isPresent()
                && !authorization.equals(
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")))) {
            send(exchange, 401, "");
        } else if ("GET  HTTP/1.1".length() + uri.length() > 4_096) {
            send(exchange, 414, "");
        } else if (failures.containsKey(uri) || failures.containsKey(path)) {
            send(exchange, failures.getOrDefault(uri, failures.get(path)), "{\"errors\":[]}");
        } else if (exchange.getRequestMethod().equals("PUT")) {
            put(exchange);
        } else {
            Optional<String> body = body(
                    path, Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""));
            send(exchange, body.isPresent() ? 200 : 404, body.orElse("{\"errors\":[]}"));
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Takes resource requirements, unless it is in Reactive Mode. */
    private void put(HttpExchange exchange) throws IOException {
        JsonNode asked = Json.tree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (configuration.containsKey("scheduler-mode")) {
            send(exchange, 500, "Cannot change the parallelism of a job running in reactive mode.");
            return;
        }
        Map<String, Integer> upperBounds = new HashMap<>();
        asked.properties().forEach(vertex -> {
            JsonNode parallelism = vertex.getValue().path("parallelism");
            upperBounds.put(vertex.getKey(), parallelism.path("upperBound").asInt());
            bounds.put(vertex.getKey(), new int[] {
                parallelism.path("lowerBound").asInt(),
                parallelism.path("upperBound").asInt()
            });
        });
        asks.add(upperBounds);
        send(exchange, 200, "{}");
    }

    private Optional<String> body(String path, String query) {
        if (answers.containsKey(path)) {
            return Optional.of(answers.get(path));
        }
        Matcher vertex = VERTEX.matcher(path);
        if (vertex.matches() && unfetched.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return Optional.of("[]");
        }
        if (vertex.matches()) {
            Map<String, Double> of = metrics.getOrDefault(vertex.group(1), Map.of());
            if (vertex.group(2) != null) {
                return Optional.of(query.isEmpty() ? names(of) : aggregated(of, query));
            }
            return Optional.of(values(of, query));
        }
        return switch (path) {
            case "/overview" ->
                Optional.of("{\"taskmanagers\":2,\"slots-total\":4,\"slots-available\":0,\"flink-version\":\"2.3.0\"}");
            case "/taskmanagers" -> Optional.of("{\"taskmanagers\":[{\"slotsNumber\":2},{\"slotsNumber\":2}]}");
            case "/jobs/overview" -> Optional.of(overview());
            case "/jobmanager/config" -> Optional.of(config());
            case "/nonsense/overview" -> Optional.of("<html>");
            default ->
                path.matches("/jobs/[^/]+/resource-requirements")
                        ? Optional.of(requirements())
                        : path.matches("/jobs/[^/]+") ? Optional.of(job()) : Optional.empty();
        };
    }

    private String overview() {
        return jobs.stream()
                .map(job -> """
                {"jid":"%s","name":"%s","state":"%s","schedulerType":"%s"}""".formatted(job[0], job[1], job[2], scheduler))
                .collect(Collectors.joining(",", "{\"jobs\":[", "]}"));
    }

    private String config() {
        return configuration.entrySet().stream()
                .map(entry -> "{\"key\":\"" + entry.getKey() + "\",\"value\":\"" + entry.getValue() + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String requirements() {
        return bounds.entrySet().stream()
                .map(vertex -> """
                "%s":{"parallelism":{"lowerBound":%d,"upperBound":%d}}""".formatted(vertex.getKey(), vertex.getValue()[0], vertex.getValue()[1]))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String job() {
        return """
                {"jid":"11","name":"orders","state":"%s","now":%d,"timestamps":{"CREATED":1,"RUNNING":%d},
                 "vertices":[%s],
                 "plan":{"nodes":[{"id":"b0","inputs":[{"num":0,"id":"a0","exchange":"pipelined_bounded"}]},{"id":"a0"}]}}
                """.formatted(
                        state,
                        clock.getAsLong(),
                        runningSince,
                        chained
                                ? vertex(SOURCE, parallelism)
                                : vertex(SOURCE, parallelism) + "," + vertex(COUNT, runningCounts));
    }

    private String vertex(String id, int running) {
        return """
                {"id":"%s","name":"%s","maxParallelism":128,"parallelism":%d,"start-time":%d,"tasks":{"RUNNING":%d}}""".formatted(id, id.equals(SOURCE) ? "Source: orders" : "count", parallelism, runningSince, running);
    }

    private static String names(Map<String, Double> metrics) {
        return metrics.keySet().stream()
                .map(name -> name.substring(name.indexOf('.') + 1))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(name -> "{\"id\":\"" + name + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String aggregated(Map<String, Double> metrics, String query) {
        String aggregation = query.substring(query.indexOf("&agg=") + "&agg=".length());
        return Arrays.stream(
                        query.substring("get=".length(), query.indexOf("&agg=")).split(","))
                .map(name -> "{\"id\":\"" + name + "\",\"" + aggregation + "\":"
                        + aggregated(
                                metrics.entrySet().stream()
                                        .filter(metric -> metric.getKey().endsWith("." + name))
                                        .mapToDouble(Map.Entry::getValue),
                                aggregation)
                        + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static double aggregated(DoubleStream values, String aggregation) {
        return aggregation.equals("sum") ? values.sum() : values.min().orElseThrow();
    }

    /** As Flink, leaves out what it does not know, and answers with text. */
    private static String values(Map<String, Double> metrics, String query) {
        return Arrays.stream(query.substring("get=".length()).split(","))
                .filter(metrics::containsKey)
                .map(name -> "{\"id\":\"" + name + "\",\"value\":\"" + metrics.get(name) + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
