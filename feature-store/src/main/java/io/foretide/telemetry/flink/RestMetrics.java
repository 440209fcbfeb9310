package io.foretide.telemetry.flink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Metrics as Flink's REST interface tells them. Thread-safe. */
record RestMetrics(FlinkRest rest) implements MetricsPeer {
    @Override
    public Look look(JobDetail job) {
        return new OfJob(rest, "/jobs/" + job.id() + "/vertices/");
    }

    private record OfJob(FlinkRest rest, String path) implements Look {
        @Override
        public Optional<List<String>> names(String vertex) throws IOException {
            return MetricQuery.names(rest, path + vertex);
        }

        @Override
        public Map<String, List<String>> names(List<String> vertices) throws IOException {
            List<Callable<Optional<List<String>>>> questions = vertices.stream()
                    .<Callable<Optional<List<String>>>>map(vertex -> () -> names(vertex))
                    .toList();
            List<Optional<List<String>>> told = rest.all(questions);
            Map<String, List<String>> names = new HashMap<>();
            for (int i = 0; i < vertices.size(); i++) {
                names.put(vertices.get(i), told.get(i).orElse(List.of()));
            }
            return names;
        }

        @Override
        public Map<String, Map<String, Double>> values(Map<String, List<String>> names) throws IOException {
            List<Callable<Map<String, Double>>> questions = new ArrayList<>();
            List<String> of = new ArrayList<>();
            names.forEach((vertex, asked) -> MetricQuery.of(asked).forEach(query -> {
                questions.add(() -> values(vertex, query));
                of.add(vertex);
            }));
            List<Map<String, Double>> told = rest.all(questions);
            Map<String, Map<String, Double>> values = new HashMap<>();
            for (int i = 0; i < told.size(); i++) {
                values.computeIfAbsent(of.get(i), vertex -> new HashMap<>()).putAll(told.get(i));
            }
            return values;
        }

        private Map<String, Double> values(String vertex, String query) throws IOException {
            Map<String, Double> values = new HashMap<>();
            for (FlinkAnswer entry :
                    rest.findList(path + vertex + "/metrics?get=" + query).orElse(List.of())) {
                double value = entry.node().path("value").asDouble(Double.NaN);
                values.put(entry.text("id"), Double.isFinite(value) ? value : Double.NaN);
            }
            return values;
        }

        @Override
        public Optional<Map<String, Double>> smallest(String vertex, List<String> names) throws IOException {
            Map<String, Double> values = new HashMap<>();
            for (String query : MetricQuery.of(names)) {
                Optional<List<FlinkAnswer>> answer =
                        rest.findList(path + vertex + "/subtasks/metrics?get=" + query + "&agg=min");
                if (answer.isEmpty()) {
                    return Optional.empty();
                }
                for (FlinkAnswer entry : answer.get()) {
                    values.put(entry.text("id"), entry.node().path("min").asDouble(-1));
                }
            }
            return Optional.of(values);
        }

        /** The job's own detail tells it. */
        @Override
        public String attempt() {
            return "";
        }
    }
}
