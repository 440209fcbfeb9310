package io.foretide.scaler.kubernetes.autoscaler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What a {@code PredictiveAutoscaler} object says.
 *
 * @param context of the kubeconfig, in whose cluster it is; empty: where the service runs
 * @param generation grows with every change of the spec
 * @param spec the keys of a job; not to be changed
 */
public record AutoscalerObject(
        Optional<String> context, String namespace, String name, long generation, ObjectNode spec) {
    static AutoscalerObject of(PredictiveAutoscaler resource) {
        return new AutoscalerObject(
                Optional.empty(),
                resource.getMetadata().getNamespace(),
                resource.getMetadata().getName(),
                resource.getMetadata().getGeneration(),
                resource.getSpec().deepCopy());
    }

    /** The same in the cluster of a context. */
    public AutoscalerObject in(Optional<String> cluster) {
        return new AutoscalerObject(cluster, namespace, name, generation, spec);
    }

    /** {@code NAMESPACE/NAME}, which no other object of its cluster has. */
    public String key() {
        return namespace + "/" + name;
    }

    /** The same after the context, which no other object has at all. */
    public String id() {
        return context.map(one -> one + ":").orElse("") + key();
    }
}
