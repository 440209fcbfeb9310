package io.foretide.telemetry.flink;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names of metrics: those there are, and in as many lists as Flink's HTTP server needs, which takes request lines of up to 4,096 characters. */
final class MetricQuery {
    private static final int MAX_LENGTH = 3_500;

    private MetricQuery() {}

    static List<String> of(List<String> names) {
        List<String> queries = new ArrayList<>();
        StringBuilder query = new StringBuilder();
        for (String name : names) {
            String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
            if (query.length() + encoded.length() > MAX_LENGTH) {
                queries.add(query.toString());
                query.setLength(0);
            }
            query.append(query.isEmpty() ? "" : ",").append(encoded);
        }
        if (!query.isEmpty()) {
            queries.add(query.toString());
        }
        return queries;
    }

    /**
     * Names of the metrics that any subtask of a vertex has, without its number; empty if Flink does not answer that.
     *
     * @param vertex path of the vertex
     */
    static Optional<List<String>> names(FlinkRest rest, String vertex) throws IOException {
        Optional<List<FlinkAnswer>> answer = rest.findList(vertex + "/subtasks/metrics");
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (FlinkAnswer entry : answer.get()) {
            names.add(entry.text("id"));
        }
        return Optional.of(names);
    }
}
