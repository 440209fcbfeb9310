package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** Names of {@code PredictiveAutoscaler} objects in the API. */
public final class AutoscalerApi {
    /** The API group. */
    public static final String GROUP = "foretide.io";
    /** Its version. */
    public static final String VERSION = "v1alpha1";
    /** The objects as RBAC names them. */
    public static final String PLURAL = "predictiveautoscalers";

    static final String KIND = "PredictiveAutoscaler";

    private AutoscalerApi() {}

    static ResourceDefinitionContext context() {
        return new ResourceDefinitionContext.Builder()
                .withGroup(GROUP)
                .withVersion(VERSION)
                .withKind(KIND)
                .withPlural(PLURAL)
                .withNamespaced(true)
                .build();
    }
}
