package io.foretide.scaler.kubernetes.discovery;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.foretide.scaler.kubernetes.discovery.Candidate.Scalable;
import java.util.Optional;

/**
 * Whether something can be scaled, by which type of target, and why.
 *
 * @param target empty if it cannot be
 */
record Verdict(Scalable scalable, Optional<String> target, String why) {
    private static final String OPERATOR = "flink-deployment";

    static Verdict no(String why) {
        return new Verdict(Scalable.NO, Optional.empty(), why);
    }

    private static Verdict yes(String target, String why) {
        return new Verdict(Scalable.YES, Optional.of(target), why);
    }

    /** Where nothing tells how the JobManager is configured. */
    static Verdict unknown(String target) {
        return new Verdict(
                Scalable.MAYBE,
                Optional.of(target),
                "if it is in Reactive Mode: no manifest has its JobManager's configuration, its image may");
    }

    /**
     * Of TaskManagers whose JobManager can be asked.
     *
     * @param settings as far as both of them say
     * @param jobManager how it was started, if it was found
     * @param target that adds and removes TaskManagers
     */
    static Verdict of(FlinkSettings settings, Optional<FlinkRole> jobManager, String target) {
        boolean isSession = jobManager.filter(FlinkRole.SESSION::equals).isPresent();
        if (settings.isReactive()) {
            return isSession
                    ? no("Reactive Mode takes a cluster with one job (standalone-job), and this one is for sessions")
                    : yes(target, "Reactive Mode");
        }
        if (settings.isAdaptive()) {
            return byRequirements("within the TaskManagers that there are");
        }
        return no(
                isSession
                        ? "a session cluster without the adaptive scheduler: set jobmanager.scheduler: adaptive"
                        : "not in Reactive Mode: set scheduler-mode: reactive");
    }

    /** Of a JobManager that starts its TaskManagers itself. */
    static Verdict ofNative(Optional<String> address, FlinkSettings settings) {
        if (address.isEmpty()) {
            return no("no Service leads to port " + settings.restPort() + " of this JobManager");
        }
        return settings.isAdaptive()
                ? byRequirements("native Kubernetes, whose Flink starts TaskManagers itself")
                : no("native Kubernetes, without Reactive Mode: set jobmanager.scheduler: adaptive");
    }

    /** Of a FlinkDeployment. */
    static Verdict of(GenericKubernetesResource resource, FlinkSettings settings) {
        if (settings.is("job.autoscaler.enabled", "true")
                || settings.is("kubernetes.operator.job.autoscaler.enabled", "true")) {
            return no("the operator's own autoscaler scales it: job.autoscaler.enabled");
        }
        if ("suspended".equalsIgnoreCase(String.valueOf(resource.<Object>get("spec", "job", "state")))) {
            return no("its job is suspended");
        }
        if (!"standalone".equalsIgnoreCase(String.valueOf(resource.<Object>get("spec", "mode")))) {
            return ofNative(Optional.of(""), settings);
        }
        boolean isSession = resource.get("spec", "job") == null;
        Verdict verdict = of(settings, Optional.of(isSession ? FlinkRole.SESSION : FlinkRole.APPLICATION), OPERATOR);
        return verdict.target().filter(OPERATOR::equals).isPresent()
                        && resource.get("spec", "taskManager", "replicas") == null
                ? no("it does not say how many TaskManagers it has: set spec.taskManager.replicas")
                : verdict;
    }

    private static Verdict byRequirements(String how) {
        return yes(Discovery.RESCALE_API, "adaptive scheduler, " + how + "; of several jobs name one by flink.job");
    }
}
