package io.foretide.scaler.kubernetes.autoscaler;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a {@code PredictiveAutoscaler} object says.
 *
 * @param generation grows with every change of the spec
 * @param spec the keys of a job; a copy, which may be changed
 */
public record AutoscalerObject(String namespace, String name, long generation, ObjectNode spec) {
    static AutoscalerObject of(PredictiveAutoscaler resource) {
        return new AutoscalerObject(
                resource.getMetadata().getNamespace(),
                resource.getMetadata().getName(),
                resource.getMetadata().getGeneration(),
                resource.getSpec().deepCopy());
    }

    /** {@code NAMESPACE/NAME}, which no other object has. */
    public String key() {
        return namespace + "/" + name;
    }
}
