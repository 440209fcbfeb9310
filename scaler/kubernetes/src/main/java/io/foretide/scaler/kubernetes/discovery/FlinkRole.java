package io.foretide.scaler.kubernetes.discovery;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of Flink runs in a workload: by the words with which its image, its scripts or its classes are started, or else by the
 * names of image and label, where the image itself knows what it starts.
 */
enum FlinkRole {
    TASK_MANAGER("taskmanager", "taskmanager.sh", "TaskManagerRunner"),
    /** With one job. */
    APPLICATION("standalone-job", "standalone-job.sh", "StandaloneApplicationClusterEntryPoint"),
    /** Takes any number of jobs. */
    SESSION("jobmanager", "jobmanager.sh", "StandaloneSessionClusterEntrypoint"),
    /** Starts the Pods of its TaskManagers itself. */
    NATIVE("kubernetes-jobmanager.sh", "KubernetesApplicationClusterEntrypoint", "KubernetesSessionClusterEntrypoint"),
    /** A JobManager of which nothing says how it was started. */
    JOB_MANAGER();

    private static final List<String> COMPONENT = List.of("component", "app.kubernetes.io/component", "role");

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody changes
    private final Set<String> words;

    FlinkRole(String... words) {
        this.words = Set.of(words);
    }

    static Optional<FlinkRole> of(Workload workload) {
        return Stream.of(NATIVE, APPLICATION, TASK_MANAGER, SESSION)
                .filter(role -> workload.words().stream().anyMatch(role::starts))
                .findFirst()
                .or(() -> byName(workload));
    }

    /** A script's folder and a class's package do not count. */
    private boolean starts(String word) {
        return words.contains(word.replaceFirst("^.*/", "")) || words.contains(word.replaceFirst("^.*\\.", ""));
    }

    private static Optional<FlinkRole> byName(Workload workload) {
        if (workload.images().stream()
                .noneMatch(image -> image.toLowerCase(Locale.ROOT).contains("flink"))) {
            return Optional.empty();
        }
        return COMPONENT.stream()
                .map(label -> workload.podLabels().getOrDefault(label, ""))
                .map(value -> value.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""))
                .flatMap(
                        value -> Stream.of(Map.entry("taskmanager", TASK_MANAGER), Map.entry("jobmanager", JOB_MANAGER))
                                .filter(one -> one.getKey().equals(value)))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    boolean isJobManager() {
        return this != TASK_MANAGER;
    }
}
