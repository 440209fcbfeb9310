package io.foretide.telemetry.flink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A source operator within a vertex, and what it reports.
 *
 * @param scope of its metrics, such as {@code Source__orders}
 * @param pending its metrics that tell how much waits, without the scope; several if it reads several clusters, none if it
 *     reports no lag
 * @param kafka whether it reads Kafka: then it reports its lag once it has fetched
 */
record SourceOperator(String scope, List<String> pending, boolean kafka) {
    static final String RECORDS_IN = "numRecordsIn";
    static final String RECORDS_OUT = "numRecordsOut";
    static final String PENDING = "pendingRecords";
    private static final String PREFIX = "Source__";
    private static final String READER = ".KafkaSourceReader.";
    static final String ASSIGNED = "KafkaSourceReader.KafkaConsumer.assigned-partitions";

    SourceOperator {
        pending = List.copyOf(pending);
    }

    /** The source operators among the names of a vertex's metrics, without numbers of subtasks. */
    static List<SourceOperator> in(List<String> names) {
        Map<String, List<String>> pending = new LinkedHashMap<>();
        for (String name : names) {
            for (String counter : List.of(RECORDS_IN, RECORDS_OUT)) {
                if (name.startsWith(PREFIX) && name.endsWith("." + counter)) {
                    String scope = name.substring(0, name.length() - counter.length() - 1);
                    if (scope.indexOf('.') < 0) {
                        pending.putIfAbsent(scope, new ArrayList<>());
                    }
                }
            }
        }
        List<SourceOperator> operators = new ArrayList<>();
        pending.forEach((scope, metrics) -> {
            for (String name : names) {
                if (name.startsWith(scope + ".") && name.endsWith("." + PENDING)) {
                    metrics.add(name.substring(scope.length() + 1));
                }
            }
            operators.add(new SourceOperator(
                    scope, metrics, names.stream().anyMatch(name -> name.startsWith(scope + READER))));
        });
        return operators;
    }

    /** Names of its metrics at a subtask. */
    List<String> names(int subtask) {
        List<String> names = new ArrayList<>(
                List.of(name(subtask, RECORDS_IN), name(subtask, RECORDS_OUT), name(subtask, ASSIGNED)));
        pending.forEach(metric -> names.add(name(subtask, metric)));
        return names;
    }

    String name(int subtask, String metric) {
        return subtask + "." + scope + "." + metric;
    }

    /** Partitions that its reader at a subtask has; {@code unknown} if it does not tell. */
    double assigned(int subtask, Map<String, Double> values, double unknown) {
        return values.getOrDefault(name(subtask, ASSIGNED), unknown);
    }

    /** Whether it will never report its lag. */
    boolean isWithoutLag() {
        return pending.isEmpty() && !kafka;
    }
}
