package io.foretide.telemetry.flink;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        public Map<String, Double> values(String vertex, List<String> names) throws IOException {
            Map<String, Double> values = new HashMap<>();
            for (String query : MetricQuery.of(names)) {
                for (FlinkAnswer entry :
                        rest.findList(path + vertex + "/metrics?get=" + query).orElse(List.of())) {
                    double value = entry.node().path("value").asDouble(Double.NaN);
                    values.put(entry.text("id"), Double.isFinite(value) ? value : Double.NaN);
                }
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
