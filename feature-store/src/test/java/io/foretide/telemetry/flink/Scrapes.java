package io.foretide.telemetry.flink;

import io.foretide.telemetry.prometheus.FakePrometheus;
import io.foretide.telemetry.prometheus.PromQl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** A Prometheus that has scraped what a {@link FakeFlink} has to tell, under the names of Flink's Prometheus reporter. */
final class Scrapes implements AutoCloseable {
    private static final long BEGUN = 1_800_000_000L;
    private static final String BUSY = "accumulateBusyTimeMs";

    final FakePrometheus prometheus = new FakePrometheus();

    /** Subtasks, as {@code vertex/number}, that no scrape finds any more. */
    final Set<String> gone = new HashSet<>();

    /** Subtasks whose earlier attempt still seems to be there. */
    final Set<String> twice = new HashSet<>();

    String attempt = "first";

    private final FakeFlink flink;
    private final Map<String, String> labels;
    private final List<Scrape> scrapes = new ArrayList<>();
    private long age = 7;

    private record Scrape(long second, Map<String, Map<String, Double>> metrics) {}

    /** {@code labels}: names other than those of Flink's reporter. */
    Scrapes(FakeFlink flink, Map<String, String> labels) {
        this.flink = flink;
        this.labels = labels;
        prometheus.answer = this::answer;
    }

    PromQl client() {
        return prometheus.client();
    }

    /** Scrapes, so many seconds after the job began to run. */
    void scrape(int second) {
        Map<String, Map<String, Double>> metrics = new HashMap<>();
        flink.metrics().forEach((vertex, values) -> metrics.put(vertex, new HashMap<>(values)));
        scrapes.add(new Scrape(BEGUN + second, metrics));
    }

    private String answer(String path) {
        if (scrapes.isEmpty()) {
            return FakePrometheus.vector("");
        }
        Scrape last = scrapes.get(scrapes.size() - 1);
        return path.contains("timestamp(") ? FakePrometheus.vector(newest(last)) : FakePrometheus.matrix(all(last));
    }

    private String newest(Scrape last) {
        return series(last, (vertex, name) -> {
            if (!name.endsWith("." + BUSY) || gone.contains(subtask(vertex, name))) {
                return List.of();
            }
            String value = ",\"value\":[" + (last.second() + age) + ".25,\"" + last.second() + ".5\"]}";
            List<String> found = new ArrayList<>(List.of(metric(vertex, "", name, attempt) + value));
            if (twice.contains(subtask(vertex, name))) {
                found.add(metric(vertex, "", name, "before") + value);
            }
            return found;
        });
    }

    private String all(Scrape last) {
        return series(
                last,
                (vertex, name) -> List.of(metric(vertex, prometheusName(name), name, attempt)
                        + scrapes.stream()
                                .filter(scrape -> scrape.metrics()
                                        .getOrDefault(vertex, Map.of())
                                        .containsKey(name))
                                .map(scrape -> "[" + scrape.second() + ".5,\""
                                        + scrape.metrics().get(vertex).get(name) + "\"]")
                                .collect(Collectors.joining(",", ",\"values\":[", "]}"))));
    }

    private static String series(Scrape of, BiFunction<String, String, List<String>> series) {
        return of.metrics().entrySet().stream()
                .flatMap(vertex -> vertex.getValue().keySet().stream()
                        .flatMap(name -> series.apply(vertex.getKey(), name).stream()))
                .collect(Collectors.joining(","));
    }

    private static String subtask(String vertex, String name) {
        return vertex + "/" + name.substring(0, name.indexOf('.'));
    }

    /** Of {@code 0.Source__orders.pendingRecords}. */
    private static String prometheusName(String name) {
        String own = name.substring(name.indexOf('.') + 1);
        boolean operator = own.indexOf('.') > 0;
        String metric = operator
                ? own.substring(own.indexOf('.') + 1).replaceAll("topic\\.\\w+\\.partition\\.\\d+", "topic_partition")
                : own;
        return "flink_taskmanager_job_task_" + (operator ? "operator_" : "") + metric.replaceAll("[.-]", "_");
    }

    private String metric(String vertex, String metricName, String name, String attemptId) {
        String own = name.substring(name.indexOf('.') + 1);
        Map<String, String> all = new HashMap<>(Map.of(
                label("task_id"), vertex,
                label("subtask_index"), name.substring(0, name.indexOf('.')),
                label("task_attempt_id"), attemptId));
        if (!metricName.isEmpty()) {
            all.put("__name__", metricName);
        }
        if (own.indexOf('.') > 0) {
            all.put(label("operator_name"), own.substring(0, own.indexOf('.')).replaceFirst("^Source__", "Source:_"));
        }
        if (own.contains(".partition.")) {
            all.put("topic", own.replaceFirst(".*\\.topic\\.(\\w+)\\..*", "$1"));
            all.put("partition", own.replaceFirst(".*\\.partition\\.(\\d+)\\..*", "$1"));
        }
        return all.entrySet().stream()
                .map(label -> "\"" + label.getKey() + "\":\"" + label.getValue() + "\"")
                .collect(Collectors.joining(",", "{\"metric\":{", "}"));
    }

    private String label(String name) {
        return labels.getOrDefault(name, name);
    }

    @Override
    public void close() {
        prometheus.close();
    }
}
