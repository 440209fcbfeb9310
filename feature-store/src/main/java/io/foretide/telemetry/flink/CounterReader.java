package io.foretide.telemetry.flink;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Reads the counters of all subtasks of a job. A counter that is not there makes the snapshot incomplete: it is never taken for
 * zero. Not thread-safe: remembers the names of the source operators of one attempt.
 */
final class CounterReader {
    private static final String BUSY = "accumulateBusyTimeMs";
    private static final String IDLE = "accumulateIdleTimeMs";
    private static final String BACKPRESSURED = "accumulateBackPressuredTimeMs";
    private static final String RECORDS_IN = "numRecordsIn";
    private static final String PENDING = ".pendingRecords";
    private static final String ASSIGNED = ".KafkaSourceReader.KafkaConsumer.assigned-partitions";

    /** A source that has read nothing for so long has nothing to read. */
    private static final double SILENT_MILLIS = 10_000;

    /** A partition that is not read for so long into an attempt has nothing to read. */
    private static final double UNREAD_MILLIS = 30_000;

    /** By how much clocks and caches of JobManager and TaskManager may differ. */
    private static final long CLOCK_SLACK_MILLIS = 4_000;

    private final FlinkRest rest;
    private final Map<String, List<String>> sourceOperators = new HashMap<>();
    private final Set<String> lagIsWhole = new HashSet<>();
    private String namesOf = "";

    CounterReader(FlinkRest rest) {
        this.rest = rest;
    }

    /** The counters of a job that runs; empty while some of them are missing or still those of an earlier attempt. */
    Optional<CounterSnapshot> read(JobDetail job) throws IOException {
        if (!job.attempt().equals(namesOf)) {
            sourceOperators.clear();
            lagIsWhole.clear();
            namesOf = job.attempt();
        }
        List<CounterSnapshot.Vertex> vertices = new ArrayList<>();
        for (JobDetail.Vertex vertex : job.vertices()) {
            String path = "/jobs/" + job.id() + "/vertices/" + vertex.id();
            List<String> operators = operators(path, vertex);
            if (vertex.source() && operators.isEmpty()) {
                return Optional.empty();
            }
            Map<String, Double> values = values(path, names(vertex.parallelism(), operators));
            List<Subtask> subtasks = new ArrayList<>();
            for (int i = 0; i < vertex.parallelism(); i++) {
                Optional<Subtask> subtask = subtask(i + ".", values, operators);
                if (subtask.isEmpty() || subtask.get().clockMillis() > vertex.ageMillis() + CLOCK_SLACK_MILLIS) {
                    return Optional.empty();
                }
                subtasks.add(subtask.get());
            }
            if (!operators.isEmpty() && !lagIsWhole(path, vertex.id(), values, subtasks)) {
                return Optional.empty();
            }
            vertices.add(new CounterSnapshot.Vertex(vertex.id(), !operators.isEmpty(), vertex.last(), subtasks));
        }
        return Optional.of(new CounterSnapshot(job.attempt(), vertices));
    }

    /** The scopes of the source operators within a vertex, such as {@code Source__orders}. */
    private List<String> operators(String path, JobDetail.Vertex vertex) throws IOException {
        List<String> cached = sourceOperators.get(vertex.id());
        if (cached != null) {
            return cached;
        }
        List<String> operators = new ArrayList<>();
        boolean listed = false;
        Optional<JsonNode> names = rest.find(path + "/subtasks/metrics");
        if (names.isPresent()) {
            for (JsonNode entry : names.get()) {
                String name = entry.path("id").asText();
                listed |= name.equals(RECORDS_IN);
                if (name.startsWith("Source__") && name.endsWith("." + RECORDS_IN)) {
                    operators.add(name.substring(0, name.length() - RECORDS_IN.length() - 1));
                }
            }
        }
        if (listed && !(vertex.source() && operators.isEmpty())) {
            sourceOperators.put(vertex.id(), operators);
        }
        return operators;
    }

    private static List<String> names(int parallelism, List<String> operators) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
            names.addAll(List.of(i + "." + BUSY, i + "." + IDLE, i + "." + BACKPRESSURED));
            if (operators.isEmpty()) {
                names.add(i + "." + RECORDS_IN);
            }
            for (String operator : operators) {
                String scope = i + "." + operator;
                names.addAll(List.of(scope + "." + RECORDS_IN, scope + PENDING, scope + ASSIGNED));
            }
        }
        return names;
    }

    private boolean lagIsWhole(String path, String vertex, Map<String, Double> values, List<Subtask> subtasks)
            throws IOException {
        if (!lagIsWhole.contains(vertex)) {
            double assigned = values.entrySet().stream()
                    .filter(entry -> entry.getKey().endsWith(ASSIGNED))
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
            boolean late = subtasks.stream().allMatch(subtask -> subtask.clockMillis() >= UNREAD_MILLIS);
            if (!late && !KafkaPartitions.allRead(rest, path, assigned)) {
                return false;
            }
            lagIsWhole.add(vertex);
        }
        return true;
    }

    private Map<String, Double> values(String path, List<String> names) throws IOException {
        Map<String, Double> values = new HashMap<>();
        for (String query : MetricQuery.of(names)) {
            addValues(path + "/metrics?get=" + query, values);
        }
        return values;
    }

    private void addValues(String path, Map<String, Double> values) throws IOException {
        Optional<JsonNode> answer = rest.find(path);
        if (answer.isEmpty()) {
            return;
        }
        for (JsonNode entry : answer.get()) {
            double value = entry.path("value").asDouble(Double.NaN);
            if (Double.isFinite(value)) {
                values.put(entry.path("id").asText(), value);
            }
        }
    }

    private static Optional<Subtask> subtask(String scope, Map<String, Double> values, List<String> operators) {
        Double busy = values.get(scope + BUSY);
        Double idle = values.get(scope + IDLE);
        Double backpressured = values.get(scope + BACKPRESSURED);
        if (busy == null || idle == null || backpressured == null) {
            return Optional.empty();
        }
        double clock = busy + idle + backpressured;
        double recordsIn = operators.isEmpty() ? values.getOrDefault(scope + RECORDS_IN, Double.NaN) : 0;
        double lag = 0;
        for (String operator : operators) {
            double read = values.getOrDefault(scope + operator + "." + RECORDS_IN, Double.NaN);
            recordsIn += read;
            lag += lag(scope + operator, values, read, clock).orElse(Double.NaN);
        }
        return Double.isNaN(recordsIn) || Double.isNaN(lag)
                ? Optional.empty()
                : Optional.of(new Subtask(busy, idle, backpressured, recordsIn, lag));
    }

    /**
     * A reader reports its lag from its first record on. Before that, Flink answers with none, or with that of the subtask
     * which had this number before the rescale: what it says counts only once something was read.
     */
    private static OptionalDouble lag(String operator, Map<String, Double> values, double read, double clockMillis) {
        if (read > 0) {
            Double pending = values.get(operator + PENDING);
            return pending == null ? OptionalDouble.empty() : OptionalDouble.of(Math.max(0, pending));
        }
        boolean nothingToRead = values.getOrDefault(operator + ASSIGNED, 1.0) == 0 || clockMillis >= SILENT_MILLIS;
        return nothingToRead ? OptionalDouble.of(0) : OptionalDouble.empty();
    }
}
