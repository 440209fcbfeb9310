package io.foretide.telemetry.flink;

import io.foretide.telemetry.JobTopology;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
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
 * @param sources vertices that no other feeds
 * @param topology what its vertices can use
 */
public record JobSetup(
        Instant clock,
        Optional<CheckpointSetup> checkpoints,
        String restartStrategy,
        List<Source> sources,
        JobTopology topology) {
    /**
     * A vertex that no other feeds.
     *
     * @param reportsLag whether all its source operators report {@code pendingRecords}
     * @param neverReportsLag whether one of them has none to report, as generators and legacy sources: what it reads counts
     * @param hasRead whether it has read a record since the job last began to run: it cannot report its lag before
     */
    public record Source(String name, boolean reportsLag, boolean neverReportsLag, boolean hasRead) {}

    private static final Duration FETCH_PAUSE = Duration.ofMillis(200);
    private static final int FETCH_CHECKS = 10;

    public JobSetup {
        sources = List.copyOf(sources);
    }

    static JobSetup read(FlinkRest rest, String id) throws IOException {
        String path = "/jobs/" + id;
        FlinkAnswer job = rest.get(path);
        Optional<FlinkAnswer> config = rest.find(path + "/config");
        List<Source> sources = new ArrayList<>();
        JobDetail detail = JobDetail.of(job);
        for (JobDetail.Vertex vertex : detail.vertices()) {
            if (vertex.source()) {
                sources.add(source(rest, path + "/vertices/" + vertex.id(), vertex.name()));
            }
        }
        return new JobSetup(
                Instant.ofEpochMilli(detail.nowMillis()),
                CheckpointSetup.read(rest, path, detail.runningSince()),
                config.map(settings -> settings.node()
                                .path("execution-config")
                                .path("restart-strategy")
                                .asText())
                        .orElse(""),
                sources,
                detail.topology());
    }

    private static Source source(FlinkRest rest, String vertex, String name) throws IOException {
        List<SourceOperator> operators = SourceOperator.in(names(rest, vertex));
        List<String> counters = new ArrayList<>(List.of(SourceOperator.RECORDS_OUT));
        for (SourceOperator operator : operators) {
            counters.add(operator.scope() + "." + SourceOperator.RECORDS_IN);
            counters.add(operator.scope() + "." + SourceOperator.RECORDS_OUT);
        }
        return new Source(
                name,
                !operators.isEmpty()
                        && operators.stream()
                                .noneMatch(operator -> operator.pending().isEmpty()),
                operators.isEmpty() || operators.stream().anyMatch(SourceOperator::isWithoutLag),
                read(rest, vertex, counters));
    }

    /** A vertex that runs has metrics; where nobody has asked for them before, Flink fetches them now. */
    private static List<String> names(FlinkRest rest, String vertex) throws IOException {
        List<String> names = MetricQuery.names(rest, vertex).orElse(List.of());
        for (int again = 0; names.isEmpty() && again < FETCH_CHECKS; again++) {
            pause();
            names = MetricQuery.names(rest, vertex).orElse(List.of());
        }
        return names;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(FETCH_PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for metrics");
        }
    }

    private static boolean read(FlinkRest rest, String vertex, List<String> counters) throws IOException {
        for (String query : MetricQuery.of(counters)) {
            List<FlinkAnswer> sums = rest.findList(vertex + "/subtasks/metrics?get=" + query + "&agg=sum")
                    .orElse(List.of());
            if (sums.stream().anyMatch(entry -> entry.node().path("sum").asDouble() > 0)) {
                return true;
            }
        }
        return false;
    }
}
