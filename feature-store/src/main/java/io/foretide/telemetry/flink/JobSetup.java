package io.foretide.telemetry.flink;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Set-up of a job.
 *
 * @param clock what the JobManager's clock said when it answered
 * @param checkpoints empty if none are taken
 * @param restartStrategy Flink's sentence about it
 */
public record JobSetup(
        Instant clock,
        Optional<CheckpointSetup> checkpoints,
        String restartStrategy,
        List<Source> sources,
        List<Vertex> vertices) {
    private static final String RECORDS_IN = ".numRecordsIn";

    /**
     * A vertex that no other feeds.
     *
     * @param reportsLag whether all its source operators report {@code pendingRecords}
     * @param hasRead whether it has read a record since the job last began to run: it cannot report its lag before
     */
    public record Source(String name, boolean reportsLag, boolean hasRead) {}

    /** A vertex, and the largest parallelism that its state allows. */
    public record Vertex(String name, int maxParallelism) {}

    public JobSetup {
        sources = List.copyOf(sources);
        vertices = List.copyOf(vertices);
    }

    static JobSetup read(FlinkRest rest, String id) throws IOException {
        String path = "/jobs/" + id;
        JsonNode job = rest.get(path);
        Optional<JsonNode> config = rest.find(path + "/config");
        List<Source> sources = new ArrayList<>();
        List<Vertex> vertices = new ArrayList<>();
        JobDetail detail = JobDetail.of(job);
        for (JobDetail.Vertex vertex : detail.vertices()) {
            if (vertex.source()) {
                sources.add(source(rest, path + "/vertices/" + vertex.id(), vertex.name()));
            }
            if (vertex.maxParallelism() != JobDetail.NO_LIMIT) {
                vertices.add(new Vertex(vertex.name(), vertex.maxParallelism()));
            }
        }
        return new JobSetup(
                Instant.ofEpochMilli(job.path("now").asLong()),
                CheckpointSetup.read(rest, path, detail.runningSince()),
                config.map(settings -> settings.path("execution-config")
                                .path("restart-strategy")
                                .asText())
                        .orElse(""),
                sources,
                vertices);
    }

    private static Source source(FlinkRest rest, String vertex, String name) throws IOException {
        List<String> operators = new ArrayList<>();
        List<String> reporting = new ArrayList<>();
        for (String metric : MetricQuery.names(rest, vertex).orElse(List.of())) {
            if (metric.startsWith("Source__") && metric.endsWith(RECORDS_IN)) {
                operators.add(metric);
            }
            if (metric.startsWith("Source__") && metric.endsWith(".pendingRecords")) {
                reporting.add(metric);
            }
        }
        return new Source(
                name,
                !operators.isEmpty() && reporting.size() >= operators.size(),
                !operators.isEmpty() && read(rest, vertex, operators));
    }

    private static boolean read(FlinkRest rest, String vertex, List<String> operators) throws IOException {
        for (String query : MetricQuery.of(operators)) {
            Optional<JsonNode> sums = rest.find(vertex + "/subtasks/metrics?get=" + query + "&agg=sum");
            if (sums.isPresent()) {
                for (JsonNode entry : sums.get()) {
                    if (entry.path("sum").asDouble() > 0) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
