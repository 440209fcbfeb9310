package io.foretide.telemetry.flink;

import io.foretide.series.Limits;
import io.foretide.telemetry.MetricsGap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the counters of a vertex of its metrics' values: a counter that is not there is a gap, never zero. Not thread-safe. */
final class VertexReader {
    private static final String BUSY = "accumulateBusyTimeMs";
    private static final String IDLE = "accumulateIdleTimeMs";
    private static final String BACKPRESSURED = "accumulateBackPressuredTimeMs";

    /** A source that has read nothing for so long has nothing to read. */
    private static final double SILENT_MILLIS = 10_000;

    /** By how much a counter may be younger than the clock of its subtask: both are of one dump, unless it comes between two requests. */
    static final double APART_SECONDS = 60;

    private final JobDetail.Vertex vertex;
    private final List<SourceOperator> operators;
    private final Map<String, Double> values;
    private Optional<MetricsGap> gap = Optional.empty();

    VertexReader(JobDetail.Vertex vertex, List<SourceOperator> operators, Map<String, Double> values) {
        this.vertex = vertex;
        this.operators = operators;
        this.values = values;
    }

    /** Names of all metrics that are read of a vertex. */
    static List<String> names(JobDetail.Vertex vertex, List<SourceOperator> operators) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < vertex.parallelism(); i++) {
            names.addAll(List.of(i + "." + BUSY, i + "." + IDLE, i + "." + BACKPRESSURED));
            names.add(handedOn(i));
            if (operators.isEmpty()) {
                names.add(i + "." + SourceOperator.RECORDS_IN);
            }
            for (SourceOperator operator : operators) {
                names.addAll(operator.names(i));
            }
            names.addAll(VertexAges.names(i, vertex, operators));
        }
        return names;
    }

    /** What is missing, once {@link #read} has found nothing. */
    Optional<MetricsGap> gap() {
        return gap;
    }

    /**
     * The counters; empty if one is missing, or if those of an earlier attempt are still there.
     *
     * @param oldestMillis a subtask whose clock is beyond it is of an earlier attempt
     * @param nowMillis of the JobManager's clock
     */
    Optional<CounterSnapshot.Vertex> read(double oldestMillis, long nowMillis) {
        Map<Integer, Subtask> subtasks = new HashMap<>();
        double partitions = 0;
        int finished = 0;
        for (int i = 0; i < vertex.parallelism(); i++) {
            if (finished < vertex.finished() && !values.containsKey(i + "." + BUSY)) {
                finished++;
                continue;
            }
            Optional<Subtask> subtask = subtask(i);
            if (subtask.isEmpty() || subtask.get().clockMillis() > oldestMillis) {
                return Optional.empty();
            }
            for (SourceOperator operator : operators) {
                partitions += operator.assigned(i, values, 0);
            }
            subtasks.put(i, subtask.get());
        }
        return Optional.of(new CounterSnapshot.Vertex(
                vertex.id(),
                vertex.name(),
                !operators.isEmpty() || vertex.source(),
                vertex.last(),
                vertex.inputs(),
                operators.size(),
                operators.stream()
                        .filter(SourceOperator::isWithoutLag)
                        .map(SourceOperator::scope)
                        .toList(),
                Optional.empty(),
                partitions,
                VertexAges.of(vertex, operators, values, nowMillis),
                vertex.maxParallelism(),
                vertex.slotSharingGroup(),
                finished == 0 && subtasks.keySet().stream().allMatch(i -> values.containsKey(handedOn(i))),
                subtasks));
    }

    private Optional<Subtask> subtask(int i) {
        double busy = value(i + "." + BUSY);
        double idle = value(i + "." + IDLE);
        double backpressured = value(i + "." + BACKPRESSURED);
        for (String metric : List.of(BUSY, IDLE, BACKPRESSURED)) {
            double value = value(i + "." + metric);
            if (Double.isNaN(value)) {
                return missing(Optional.empty(), metric);
            }
            if (!isPossible(Optional.empty(), metric, value, Limits.MAX_AGE_MILLIS)) {
                return Optional.empty();
            }
        }
        double clock = busy + idle + backpressured;
        double out = value(handedOn(i));
        if (!isPossible(Optional.empty(), SourceOperator.RECORDS_OUT, out, mostRecords(clock))) {
            return Optional.empty();
        }
        if (operators.isEmpty()) {
            String counter = vertex.source() ? SourceOperator.RECORDS_OUT : SourceOperator.RECORDS_IN;
            double in = value(i + "." + counter);
            if (!isPossible(Optional.empty(), counter, in, mostRecords(clock))) {
                return Optional.empty();
            }
            return Double.isNaN(in)
                    ? missing(Optional.empty(), counter)
                    : Optional.of(new Subtask(busy, idle, backpressured, in, Double.isNaN(out) ? in : out, 0));
        }
        double recordsIn = 0;
        double lag = 0;
        for (SourceOperator operator : operators) {
            double read = recordsRead(operator, i);
            if (Double.isNaN(read)) {
                return missing(Optional.of(operator.scope()), SourceOperator.RECORDS_IN);
            }
            double waiting = lag(operator, i, read, clock);
            if (Double.isNaN(waiting)) {
                return missing(Optional.of(operator.scope()), SourceOperator.PENDING);
            }
            Optional<String> scope = Optional.of(operator.scope());
            if (!isPossible(scope, SourceOperator.RECORDS_IN, read, mostRecords(clock))
                    || !isPossible(scope, SourceOperator.PENDING, waiting, Limits.MAX_RECORDS_WAITING)
                    || !isPossible(
                            scope, SourceOperator.ASSIGNED, operator.assigned(i, values, 0), Limits.MAX_PARTITIONS)) {
                return Optional.empty();
            }
            recordsIn += read;
            lag += waiting;
        }
        return Optional.of(new Subtask(busy, idle, backpressured, recordsIn, Double.isNaN(out) ? recordsIn : out, lag));
    }

    /** A counter that begins with the attempt cannot have grown faster than one thread works, read a moment apart from the clock. */
    private static double mostRecords(double clockMillis) {
        return (clockMillis / 1_000 + APART_SECONDS) * Limits.MAX_RECORDS_PER_SECOND_PER_SUBTASK;
    }

    /** Whether a value can be; one that is not there is no matter of this. What cannot is the gap. */
    private boolean isPossible(Optional<String> operator, String metric, double value, double most) {
        if (value < 0 || value > most) {
            gap = Optional.of(new MetricsGap.Impossible(vertex.name(), operator, metric, value, most));
            return false;
        }
        return true;
    }

    private Optional<Subtask> missing(Optional<String> operator, String metric) {
        gap = Optional.of(new MetricsGap.Missing(vertex.name(), operator, metric));
        return Optional.empty();
    }

    /** Generators and sources of the old interface do not count what they take in: of them what they hand on. */
    private double recordsRead(SourceOperator operator, int i) {
        double in = value(operator.name(i, SourceOperator.RECORDS_IN));
        double out = value(operator.name(i, SourceOperator.RECORDS_OUT));
        return in > 0 || Double.isNaN(out) ? in : out;
    }

    /**
     * A reader reports its lag from its first record on. Before that, Flink answers with none, or with that of the subtask
     * which had this number before the rescale: what it says counts only once something was read.
     */
    private double lag(SourceOperator operator, int i, double read, double clockMillis) {
        if (operator.isWithoutLag()) {
            return 0;
        }
        if (read > 0) {
            return operator.pending().stream()
                    .map(metric -> operator.name(i, metric))
                    .filter(values::containsKey)
                    .mapToDouble(name -> Math.max(0, value(name)))
                    .reduce(Double::sum)
                    .orElse(Double.NaN);
        }
        return operator.assigned(i, values, 1) == 0 || clockMillis >= SILENT_MILLIS ? 0 : Double.NaN;
    }

    private static String handedOn(int subtask) {
        return subtask + "." + SourceOperator.RECORDS_OUT;
    }

    private double value(String name) {
        return values.getOrDefault(name, Double.NaN);
    }
}
