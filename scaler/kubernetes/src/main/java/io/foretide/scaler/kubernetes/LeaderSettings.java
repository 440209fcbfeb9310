package io.foretide.scaler.kubernetes;

import io.foretide.config.Block;
import io.foretide.config.Codecs;
import io.foretide.config.Key;
import io.foretide.config.Values;
import io.foretide.telemetry.JobId;
import java.util.List;
import java.util.Optional;

/**
 * How the replicas of the service find the one that acts.
 *
 * @param namespace of the Lease
 * @param lease its name
 */
public record LeaderSettings(String namespace, String lease) {
    private static final Key<Boolean> ENABLED =
            Key.of("enabled", Codecs.flag(), false, "several replicas, of which one acts");
    private static final Key<String> NAMESPACE = Key.derived(
            "namespace",
            KubernetesNames.NAMESPACE,
            "the target's",
            "of the Lease and the ConfigMap with the planner's memory");
    private static final Key<String> LEASE = Key.derived(
            "lease",
            KubernetesNames.object("the name of the Lease"),
            "`foretide-` and the job, in lower case and with `-` for `_`",
            "name of the Lease");

    /** The block {@code leader}. */
    public static final Block BLOCK =
            new Block("a block with enabled, namespace and lease", List.of(ENABLED, NAMESPACE, LEASE));

    /**
     * Replicas agree through a Lease, which needs a namespace; empty if there is only one.
     *
     * @param targetNamespace where the target is, if it is on Kubernetes
     */
    public static Optional<LeaderSettings> read(Values values, JobId job, Optional<String> targetNamespace) {
        if (!values.get(ENABLED)) {
            return Optional.empty();
        }
        if (!values.has(NAMESPACE) && targetNamespace.isEmpty()) {
            values.wrong("namespace: is missing, and target.namespace too; the Lease needs one");
        }
        return Optional.of(new LeaderSettings(
                values.get(NAMESPACE, targetNamespace.orElse("")), values.get(LEASE, LeaderLease.name(job))));
    }

    /** Whether the replicas of {@code job} can share a memory: an object is named after it. */
    public static boolean canLead(JobId job) {
        return KubernetesNames.isObject(ConfigMapMemory.name(job));
    }
}
