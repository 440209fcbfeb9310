package io.foretide.scaler.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps one Pod of the API and its {@link PodRun} in step. Not thread-safe. */
final class PodWorker {
    private final KubernetesClient client;
    private final PodRun run;
    private Map<String, Object> published = Map.of();
    private Optional<Instant> stopRequested = Optional.empty();
    private boolean deleted;

    PodWorker(KubernetesClient client, PodRun run) {
        this.client = client;
        this.run = run;
    }

    Optional<NativeProcess> process() {
        return run.process();
    }

    /** One step; also while the API server is away, apart from what needs it. */
    void attend(Pod pod, PodFault fault) throws IOException {
        if (pod.getMetadata().getDeletionTimestamp() == null) {
            run.step(fault, Instant.now());
            publish(pod);
        } else if (!deleted && ended(pod)) {
            client.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .withGracePeriod(0)
                    .delete();
            deleted = true; // the next Pod of a StatefulSet has the same name
        }
    }

    /** For a Pod that is gone. */
    void abandon() throws IOException {
        if (process().isPresent()) {
            process().get().kill();
        }
    }

    /** SIGTERM at first, SIGKILL after the Pod's grace period. */
    private boolean ended(Pod pod) throws IOException {
        if (process().isEmpty()) {
            return true;
        }
        NativeProcess process = process().get();
        if (!process.alive()) {
            process.ended();
            return true;
        }
        if (stopRequested.isEmpty()) {
            process.requestStop();
            stopRequested = Optional.of(Instant.now());
        } else if (stopRequested
                .get()
                .plusSeconds(pod.getMetadata().getDeletionGracePeriodSeconds())
                .isBefore(Instant.now())) {
            process.kill();
        }
        return false;
    }

    private void publish(Pod pod) {
        Map<String, Object> status = Map.of(
                "phase",
                run.begun() ? "Running" : "Pending",
                "hostIP",
                "127.0.0.1",
                "podIP",
                "127.0.0.1",
                "startTime",
                pod.getMetadata().getCreationTimestamp(),
                "containerStatuses",
                run.containers(pod),
                "conditions",
                conditions(pod));
        if (!status.equals(published)) {
            PodStatuses.patch(client, pod, status);
            published = status;
        }
    }

    /** With the time at which each changed; PodScheduled is the scheduler's. */
    private List<PodCondition> conditions(Pod pod) {
        List<PodCondition> conditions = new ArrayList<>();
        PodStatuses.condition(pod, "PodScheduled").ifPresent(conditions::add);
        for (String type : List.of("Initialized", "ContainersReady", "Ready")) {
            String status = run.running() || type.equals("Initialized") ? "True" : "False";
            conditions.add(known(type)
                    .filter(condition -> condition.getStatus().equals(status))
                    .orElseGet(() -> new PodConditionBuilder()
                            .withType(type)
                            .withStatus(status)
                            .withLastTransitionTime(PodStatuses.text(Instant.now()))
                            .build()));
        }
        return conditions;
    }

    private Optional<PodCondition> known(String type) {
        return ((List<?>) published.getOrDefault("conditions", List.of()))
                .stream()
                        .map(PodCondition.class::cast)
                        .filter(condition -> condition.getType().equals(type))
                        .findFirst();
    }
}
