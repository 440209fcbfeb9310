package io.foretide.telemetry.flink;

import io.foretide.telemetry.MetricsGap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;

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

    /**
     * The counters of a job that runs; empty while some of them are missing or still those of an earlier attempt.
     *
     * @param sinceDetail milliseconds since Flink has told the job's detail, at any moment: a look may take as long as Flink does
     */
    Optional<CounterSnapshot> read(JobDetail job, DoubleSupplier sinceDetail) throws IOException {
        if (!job.attempt().equals(namesOf)) {
            sourceOperators.clear();
            lagIsWhole.clear();
            namesOf = job.attempt();
        }
        gap = Optional.empty();
        MetricsPeer.Look metrics = peer.look(job);
        Map<String, List<SourceOperator>> operators = operators(metrics, job.live());
        for (JobDetail.Vertex vertex : job.live()) {
            if (isUntold(vertex, operators.getOrDefault(vertex.id(), List.of()))) {
                return Optional.empty();
            }
        }
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (JobDetail.Vertex vertex : job.live()) {
            names.put(vertex.id(), VertexReader.names(vertex, operators.getOrDefault(vertex.id(), List.of())));
        }
        Map<String, Map<String, Double>> values = metrics.values(names);
        double late = sinceDetail.getAsDouble();
        List<CounterSnapshot.Vertex> vertices = new ArrayList<>();
        for (JobDetail.Vertex vertex : job.live()) {
            VertexReader reader = new VertexReader(
                    vertex, operators.getOrDefault(vertex.id(), List.of()), values.getOrDefault(vertex.id(), Map.of()));
            Optional<CounterSnapshot.Vertex> counters =
                    reader.read(oldestClock(vertex, late), job.nowMillis() + ahead(late));
            gap = reader.gap();
            if (counters.isEmpty() || (counters.get().sourceOperators() > 0 && !lagIsWhole(metrics, counters.get()))) {
                return Optional.empty();
            }
            vertices.add(counters.get());
        }
        return Optional.of(new CounterSnapshot(job.attempt() + metrics.attempt(), vertices));
    }

    /** Whether a vertex is so young that its sources have not yet said what they report; which is the gap. */
    private boolean isUntold(JobDetail.Vertex vertex, List<SourceOperator> operators) {
        if (vertex.ageMillis() >= WITHOUT_LAG_MILLIS) {
            return false;
        }
        Optional<SourceOperator> silent =
                operators.stream().filter(SourceOperator::isWithoutLag).findFirst();
        if (silent.isPresent()) {
            gap = Optional.of(
                    new MetricsGap.Missing(vertex.name(), silent.map(SourceOperator::scope), SourceOperator.PENDING));
        } else if (vertex.source() && operators.isEmpty()) {
            gap = Optional.of(new MetricsGap.Missing(vertex.name(), Optional.empty(), SourceOperator.RECORDS_IN));
        }
        return gap.isPresent();
    }

    /** How much later than the job's detail its watermarks were read; a look that is no longer than clocks differ is one moment. */
    private static long ahead(double lateMillis) {
        return lateMillis > CLOCK_SLACK_MILLIS ? Math.round(lateMillis) : 0;
    }

    private static double oldestClock(JobDetail.Vertex vertex, double lateMillis) {
        return (vertex.ageMillis() + lateMillis) * (1 + CLOCK_DRIFT) + CLOCK_SLACK_MILLIS;
    }

    /** The source operators within each vertex. Asked for again until each has said how much waits. */
    private Map<String, List<SourceOperator>> operators(MetricsPeer.Look metrics, List<JobDetail.Vertex> vertices)
            throws IOException {
        Map<String, List<SourceOperator>> all = new HashMap<>();
        List<String> asked = vertices.stream()
                .map(JobDetail.Vertex::id)
                .filter(id -> !sourceOperators.containsKey(id))
                .toList();
        Map<String, List<String>> told = metrics.names(asked);
        for (JobDetail.Vertex vertex : vertices) {
            List<SourceOperator> cached = sourceOperators.get(vertex.id());
            all.put(
                    vertex.id(),
                    cached != null ? cached : operators(vertex, told.getOrDefault(vertex.id(), List.of())));
        }
        return all;
    }

    private List<SourceOperator> operators(JobDetail.Vertex vertex, List<String> names) {
        List<SourceOperator> operators = SourceOperator.in(names);
        boolean whole = vertex.source() ? !operators.isEmpty() : names.contains(SourceOperator.RECORDS_IN);
        if (whole && operators.stream().noneMatch(operator -> operator.pending().isEmpty())) {
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
