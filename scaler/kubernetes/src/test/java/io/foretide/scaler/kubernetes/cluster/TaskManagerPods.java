package io.foretide.scaler.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.foretide.scaler.local.TaskManagerPrograms;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns the Pods with the label {@code component: taskmanager} into real TaskManager processes that register under the name
 * of their Pod; other Pods are only said to run.
 */
public record TaskManagerPods(TaskManagerPrograms programs) implements Function<Pod, Optional<ProcessBuilder>> {
    @Override
    public Optional<ProcessBuilder> apply(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels != null && "taskmanager".equals(labels.get("component"))
                ? Optional.of(programs.taskManager(pod.getMetadata().getName()))
                : Optional.empty();
    }
}
