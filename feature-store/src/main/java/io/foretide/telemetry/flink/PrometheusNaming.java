package io.foretide.telemetry.flink;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Names under which a Prometheus has the metrics of Flink's reporter, and which of them are of the right cluster. Immutable.
 *
 * @param prefix before the scope, such as {@code flink_}
 * @param relabelled labels that have another name than the reporter gives them
 * @param select values of further labels, such as a namespace
 */
public record PrometheusNaming(String prefix, Map<String, String> relabelled, Map<String, String> select) {
    /** Labels that are read, as Flink's reporter names them. */
    enum Label {
        JOB("job_id"),
        VERTEX("task_id"),
        SUBTASK("subtask_index"),
        ATTEMPT("task_attempt_id"),
        OPERATOR("operator_name");

        private final String name;

        Label(String name) {
            this.name = name;
        }
    }

    /** As Flink's reporter names them, and nothing selected. */
    public static final PrometheusNaming PLAIN = new PrometheusNaming("flink_", Map.of(), Map.of());

    /** What Flink's reporter calls the labels that are read. */
    public static final String LABELS = "job_id, task_id, subtask_index, task_attempt_id and operator_name";

    private static final Pattern SPECIAL = Pattern.compile("[\\\\\"]");

    public PrometheusNaming {
        relabelled = Map.copyOf(relabelled);
        select = Map.copyOf(select);
        for (String label : relabelled.keySet()) {
            if (Arrays.stream(Label.values()).noneMatch(one -> one.name.equals(label))) {
                throw new IllegalArgumentException("relabelled " + label + ": must be of " + LABELS);
            }
        }
    }

    /** Name of a label. */
    String of(Label label) {
        return relabelled.getOrDefault(label.name, label.name);
    }

    /** Name of a metric of a task. */
    String task(String metric) {
        return prefix + "taskmanager_job_task_" + metric;
    }

    /** Matchers that select a job, to stand between braces. */
    String job(String id) {
        Map<String, String> all = new LinkedHashMap<>(select);
        all.put(of(Label.JOB), id);
        StringBuilder matchers = new StringBuilder();
        all.forEach((label, value) -> matchers.append(matchers.isEmpty() ? "" : ",")
                .append(label)
                .append("=\"")
                .append(SPECIAL.matcher(value).replaceAll("\\\\$0"))
                .append('"'));
        return matchers.toString();
    }
}
