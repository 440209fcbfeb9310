package io.foretide.scaler.kubernetes;

import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.Reserve;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetContext;
import io.foretide.scaler.control.TargetSettings;
import java.util.Optional;

/**
 * What runs the TaskManagers on Kubernetes.
 *
 * @param mode what may be done to it where no annotation says another
 * @param deletionCost whether the victims of a scale down are chosen by the Pods' deletion cost
 * @param checkpointBeforeShrink whether a checkpoint is taken before a scale down
 * @param annotate whether annotations of the object tell what was decided and who leads, which takes the right to patch it
 * @param comparePods whether the Pods are compared with the TaskManagers that Flink has, before the first change
 * @param placeholders for TaskManagers to come; empty if nothing is said of them
 * @param context of the kubeconfig, in whose cluster the object is; empty: where the service runs
 */
public record KubernetesSettings(
        ScaledKind kind,
        String namespace,
        String name,
        Mode mode,
        boolean deletionCost,
        boolean checkpointBeforeShrink,
        boolean annotate,
        boolean comparePods,
        Optional<PlaceholderSettings> placeholders,
        Optional<String> context)
        implements TargetSettings {
    /** A target whose annotations are written and whose Pods are compared. */
    public KubernetesSettings(
            ScaledKind kind,
            String namespace,
            String name,
            Mode mode,
            boolean deletionCost,
            boolean checkpointBeforeShrink,
            Optional<PlaceholderSettings> placeholders) {
        this(
                kind,
                namespace,
                name,
                mode,
                deletionCost,
                checkpointBeforeShrink,
                true,
                true,
                placeholders,
                Optional.empty());
    }

    /** The settings of a target, if it is on Kubernetes. */
    public static Optional<KubernetesSettings> of(TargetSettings target) {
        return target instanceof KubernetesSettings kubernetes ? Optional.of(kubernetes) : Optional.empty();
    }

    /** Whether Pods are given a deletion cost: a StatefulSet ends its newest ones whatever they cost. */
    public boolean choosesVictims() {
        return deletionCost && kind != ScaledKind.STATEFUL_SET;
    }

    @Override
    public ScalingTarget open(TargetContext context) {
        return KubernetesWiring.of(context.opened())
                .target(this, context.flink().control(), context.object());
    }

    @Override
    public Optional<Reserve> reserve(TargetContext context) {
        return KubernetesWiring.of(context.opened())
                .placeholders(context.object().isPresent() ? unannotated() : this, context.maxTaskManagers());
    }

    /** The same target, which bears no annotation of ours. */
    public KubernetesSettings unannotated() {
        return new KubernetesSettings(
                kind,
                namespace,
                name,
                mode,
                deletionCost,
                checkpointBeforeShrink,
                false,
                comparePods,
                placeholders,
                context);
    }

    @Override
    public Optional<String> scaled() {
        return Optional.of(kind.kind() + " " + namespace + "/" + name
                + context.map(one -> " of context " + one).orElse(""));
    }

    @Override
    public TargetSettings aside() {
        return new KubernetesSettings(
                kind,
                namespace,
                name,
                mode,
                deletionCost,
                checkpointBeforeShrink,
                annotate,
                comparePods,
                Optional.empty(),
                context);
    }
}
