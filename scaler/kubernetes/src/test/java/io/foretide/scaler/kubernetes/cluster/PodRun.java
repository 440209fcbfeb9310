package io.foretide.scaler.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The life of one Pod on its node: waiting for its start, running, or ended and to be started again. All its containers share
 * one process, or are said to run without any. Not thread-safe.
 */
final class PodRun {
    /** Much shorter than in Kubernetes, which waits 10 s to 5 min. */
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(300);

    private static final Duration MAX_BACK_OFF = Duration.ofSeconds(2);

    /** Starts the process of the Pod, if it shall have one. */
    interface Starter {
        Optional<NativeProcess> start() throws IOException;
    }

    private final Starter starter;
    private Optional<NativeProcess> process = Optional.empty();
    private ContainerState state = waiting("ContainerCreating", "");
    private ContainerState last = new ContainerState();
    private Instant nextStart = Instant.MIN;
    private Duration backOff = FIRST_BACK_OFF;
    private boolean begun;
    private int restarts = -1;

    PodRun(Starter starter) {
        this.starter = starter;
    }

    /** Notices the end of the process; starts it when it is time. */
    void step(PodFault fault, Instant now) throws IOException {
        if (process.isPresent() && !process.get().alive()) {
            process.get().ended();
            crashed(process.get().exitStatus(), now);
            process = Optional.empty();
        } else if (!running() && !now.isBefore(nextStart)) {
            start(fault, now);
        }
    }

    boolean running() {
        return state.getRunning() != null;
    }

    /** Whether a container has ever been started: the Pod is no longer Pending. */
    boolean begun() {
        return begun;
    }

    Optional<NativeProcess> process() {
        return process;
    }

    List<ContainerStatus> containers(Pod pod) {
        List<ContainerStatus> statuses = new ArrayList<>();
        for (Container container : pod.getSpec().getContainers()) {
            statuses.add(new ContainerStatusBuilder()
                    .withName(container.getName())
                    .withImage(container.getImage())
                    .withImageID(begun ? "test://" + container.getImage() : "")
                    .withReady(running())
                    .withStarted(running())
                    .withRestartCount(Math.max(0, restarts))
                    .withState(state)
                    .withLastState(last)
                    .build());
        }
        return statuses;
    }

    private void start(PodFault fault, Instant now) throws IOException {
        if (fault == PodFault.IMAGE_PULL) {
            boolean again =
                    state.getWaiting() != null && state.getWaiting().getReason().equals("ErrImagePull");
            state = again
                    ? waiting("ImagePullBackOff", "Back-off pulling image")
                    : waiting("ErrImagePull", "manifest unknown");
            backOff(now);
            return;
        }
        begun = true;
        restarts++;
        if (fault == PodFault.CRASH_LOOP) {
            crashed(1, now);
            return;
        }
        process = starter.start();
        state = new ContainerStateBuilder()
                .withNewRunning()
                .withStartedAt(PodStatuses.text(now))
                .endRunning()
                .build();
    }

    private void crashed(int exitStatus, Instant now) {
        last = new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(exitStatus)
                .withReason("Error")
                .withFinishedAt(PodStatuses.text(now))
                .endTerminated()
                .build();
        backOff(now);
        state = waiting("CrashLoopBackOff", "back-off restarting failed container");
    }

    private void backOff(Instant now) {
        nextStart = now.plus(backOff);
        backOff = backOff.multipliedBy(2).compareTo(MAX_BACK_OFF) < 0 ? backOff.multipliedBy(2) : MAX_BACK_OFF;
    }

    private static ContainerState waiting(String reason, String message) {
        return new ContainerStateBuilder()
                .withNewWaiting()
                .withReason(reason)
                .withMessage(message)
                .endWaiting()
                .build();
    }
}
