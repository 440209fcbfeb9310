package io.foretide.scaler.kubernetes.autoscaler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import io.foretide.scaler.kubernetes.AutoscalerApi;

/**
 * A job as an object: its spec has the keys of a job in a fleet's file, its status is {@link AutoscalerStatus}. Both are trees,
 * since which keys there are is declared elsewhere. Mutable, as the client makes it.
 */
@Group(AutoscalerApi.GROUP)
@Version(AutoscalerApi.VERSION)
@ShortNames("pas")
public final class PredictiveAutoscaler extends CustomResource<ObjectNode, ObjectNode> implements Namespaced {
    private static final long serialVersionUID = 1;

    @Override
    protected ObjectNode initSpec() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    protected ObjectNode initStatus() {
        return JsonNodeFactory.instance.objectNode();
    }
}
