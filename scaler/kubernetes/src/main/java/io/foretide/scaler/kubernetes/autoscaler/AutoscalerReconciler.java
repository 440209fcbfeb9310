package io.foretide.scaler.kubernetes.autoscaler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Hands on what all objects say whenever one of them says something else, and tells each how its job stands: at a change of its
 * spec, and from then on once a period if something is new. Thread-safe.
 */
final class AutoscalerReconciler implements Reconciler<PredictiveAutoscaler> {
    private final AutoscalerService service;
    private final Duration period;
    private Map<String, String> served = Map.of();

    AutoscalerReconciler(AutoscalerService service, Duration period) {
        this.service = service;
        this.period = period;
    }

    @Override
    public UpdateControl<PredictiveAutoscaler> reconcile(
            PredictiveAutoscaler resource, Context<PredictiveAutoscaler> context) {
        serve(context.getPrimaryCache().list(one -> true).toList());
        if (context.isPrimaryResourceDeleted()) {
            return UpdateControl.noUpdate();
        }
        AutoscalerObject object = AutoscalerObject.of(resource);
        ObjectNode before = resource.getStatus();
        Optional<ObjectNode> now = service.status(object)
                .map(status -> StatusTree.of(status, object.generation(), before, Instant.now()))
                .filter(status -> !status.equals(before));
        return now.map(status -> UpdateControl.patchStatus(withStatus(object, status)))
                .orElseGet(UpdateControl::noUpdate)
                .rescheduleAfter(period);
    }

    /** Jobs that are one may not be served twice, so it takes all objects to tell what is served. */
    private synchronized void serve(List<PredictiveAutoscaler> there) {
        Map<String, String> versions = there.stream()
                .collect(Collectors.toMap(
                        one -> one.getMetadata().getNamespace() + "/"
                                + one.getMetadata().getName(),
                        one -> one.getMetadata().getUid() + " "
                                + one.getMetadata().getGeneration()));
        if (!versions.equals(served)) {
            service.serve(there.stream().map(AutoscalerObject::of).toList());
            served = versions;
        }
    }

    /** Nothing but what this service owns, as a server-side apply wants it. */
    private static PredictiveAutoscaler withStatus(AutoscalerObject object, ObjectNode status) {
        PredictiveAutoscaler patch = new PredictiveAutoscaler();
        patch.setMetadata(new ObjectMetaBuilder()
                .withNamespace(object.namespace())
                .withName(object.name())
                .build());
        patch.setStatus(status);
        return patch;
    }
}
