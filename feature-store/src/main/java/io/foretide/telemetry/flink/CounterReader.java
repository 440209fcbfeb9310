package io.foretide.telemetry.flink;

import io.foretide.telemetry.MetricsGap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the counters of all subtasks of a job. A counter that is not there makes the snapshot incomplete: it is never taken for
 * zero. Not thread-safe: remembers the names of the source operators of one attempt.
 */
final class CounterReader {
    /** A partition that is not read for so long into an attempt has nothing to read. */
    private static final double UNREAD_MILLIS = 30_000;

    /** A source that reports no lag for so long into an attempt has none to report. */
    private static final long WITHOUT_LAG_MILLIS = 30_000;

    /** By how much clocks and caches of JobManager and TaskManager may differ. */
    private static final long CLOCK_SLACK_MILLIS = 4_000;

    /** By how much the clock of a subtask may run ahead: in Flink 1.18 that of one without records gains a few percent. */
    private static final double CLOCK_DRIFT = 0.25;

    private final MetricsPeer peer;
    private final Map<String, List<SourceOperator>> sourceOperators = new HashMap<>();
    private final Set<String> lagIsWhole = new HashSet<>();
    private String namesOf = "";
    private Optional<MetricsGap> gap = Optional.empty();

    CounterReader(MetricsPeer peer) {
        this.peer = peer;
    }

    /** What made the last snapshot incomplete, if that is known. */
    Optional<MetricsGap> gap() {
        return gap;
    }

    /** The counters of a job that runs; empty while some of them are missing or still those of an earlier attempt. */
    Optional<CounterSnapshot> read(JobDetail job) throws IOException {
        if (!job.attempt().equals(namesOf)) {
            sourceOperators.clear();
            lagIsWhole.clear();
            namesOf = job.attempt();
        }
        gap = Optional.empty();
        MetricsPeer.Look metrics = peer.look(job);
        List<CounterSnapshot.Vertex> vertices = new ArrayList<>();
        for (JobDetail.Vertex vertex : job.live()) {
            Optional<CounterSnapshot.Vertex> counters = read(metrics, job, vertex);
            if (counters.isEmpty()) {
                return Optional.empty();
            }
            vertices.add(counters.get());
        }
        return Optional.of(new CounterSnapshot(job.attempt() + metrics.attempt(), vertices));
    }

    private Optional<CounterSnapshot.Vertex> read(MetricsPeer.Look metrics, JobDetail job, JobDetail.Vertex vertex)
            throws IOException {
        List<SourceOperator> operators = operators(metrics, vertex);
        boolean young = vertex.ageMillis() < WITHOUT_LAG_MILLIS;
        if (vertex.source() && operators.isEmpty() && young) {
            return incomplete(vertex, Optional.empty(), SourceOperator.RECORDS_IN);
        }
        Optional<SourceOperator> silent =
                operators.stream().filter(SourceOperator::isWithoutLag).findFirst();
        if (silent.isPresent() && young) {
            return incomplete(vertex, silent.map(SourceOperator::scope), SourceOperator.PENDING);
        }
        VertexReader reader =
                new VertexReader(vertex, operators, metrics.values(vertex.id(), VertexReader.names(vertex, operators)));
        Optional<CounterSnapshot.Vertex> counters = reader.read(oldestClock(vertex), job.nowMillis());
        gap = reader.gap();
        return counters.isPresent() && !operators.isEmpty() && !lagIsWhole(metrics, counters.get())
                ? Optional.empty()
                : counters;
    }

    private static double oldestClock(JobDetail.Vertex vertex) {
        return vertex.ageMillis() * (1 + CLOCK_DRIFT) + CLOCK_SLACK_MILLIS;
    }

    private Optional<CounterSnapshot.Vertex> incomplete(
            JobDetail.Vertex vertex, Optional<String> operator, String metric) {
        gap = Optional.of(new MetricsGap.Missing(vertex.name(), operator, metric));
        return Optional.empty();
    }

    /** The source operators within a vertex. Asked for again until each has said how much waits. */
    private List<SourceOperator> operators(MetricsPeer.Look metrics, JobDetail.Vertex vertex) throws IOException {
        List<SourceOperator> cached = sourceOperators.get(vertex.id());
        if (cached != null) {
            return cached;
        }
        List<String> names = metrics.names(vertex.id()).orElse(List.of());
        List<SourceOperator> operators = SourceOperator.in(names);
        boolean all = vertex.source() ? !operators.isEmpty() : names.contains(SourceOperator.RECORDS_IN);
        if (all && operators.stream().noneMatch(operator -> operator.pending().isEmpty())) {
            sourceOperators.put(vertex.id(), operators);
        }
        return operators;
    }

    private boolean lagIsWhole(MetricsPeer.Look metrics, CounterSnapshot.Vertex vertex) throws IOException {
        if (!lagIsWhole.contains(vertex.id())) {
            boolean late =
                    vertex.subtasks().values().stream().allMatch(subtask -> subtask.clockMillis() >= UNREAD_MILLIS);
            if (!late && !KafkaPartitions.allRead(metrics, vertex.id(), vertex.partitions())) {
                return false;
            }
            lagIsWhole.add(vertex.id());
        }
        return true;
    }
}
