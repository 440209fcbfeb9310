package io.foretide.scaler.kubernetes.autoscaler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.IndexedResourceCache;
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
 * spec, and from then on once a period if something is new, at a bounded pace. Thread-safe.
 */
final class AutoscalerReconciler implements Reconciler<PredictiveAutoscaler> {
    private static final Duration SOON = Duration.ofSeconds(2);

    private final AutoscalerService service;
    private final Duration period;
    private final StatusPace pace = new StatusPace();
    private Map<String, String> served = Map.of();

    AutoscalerReconciler(AutoscalerService service, Duration period) {
        this.service = service;
        this.period = period;
    }

    @Override
    public UpdateControl<PredictiveAutoscaler> reconcile(
            PredictiveAutoscaler resource, Context<PredictiveAutoscaler> context) {
        AutoscalerObject object = AutoscalerObject.of(resource);
        serve(object.key(), context.isPrimaryResourceDeleted() ? "" : version(resource), context.getPrimaryCache());
        if (context.isPrimaryResourceDeleted()) {
            pace.forget(object.key());
            return UpdateControl.noUpdate();
        }
        Instant now = Instant.now();
        ObjectNode before = withoutEpoch(resource.getStatus());
        Optional<ObjectNode> status =
                service.status(object).map(told -> StatusTree.of(told, object.generation(), before, now));
        if (status.isEmpty()) {
            return UpdateControl.<PredictiveAutoscaler>noUpdate().rescheduleAfter(period);
        }
        return switch (pace.step(object.key(), before, status.get(), now)) {
            case KEEP -> UpdateControl.<PredictiveAutoscaler>noUpdate().rescheduleAfter(period);
            case SOON -> UpdateControl.<PredictiveAutoscaler>noUpdate().rescheduleAfter(SOON);
            case WRITE ->
                UpdateControl.patchStatus(withStatus(object, status.get())).rescheduleAfter(period);
        };
    }

    /** That is written by whoever leads, and is nobody else's. */
    private static ObjectNode withoutEpoch(ObjectNode status) {
        ObjectNode rest = status.deepCopy();
        rest.remove("epoch");
        return rest;
    }

    /** Jobs that are one may not be served twice, so it takes all objects to tell what is served; empty: one that is gone. */
    private synchronized void serve(String object, String version, IndexedResourceCache<PredictiveAutoscaler> cache) {
        if (served.getOrDefault(object, "").equals(version)) {
            return;
        }
        List<PredictiveAutoscaler> there = cache.list(one -> true).toList();
        service.serve(there.stream().map(AutoscalerObject::of).toList());
        served = there.stream()
                .collect(Collectors.toMap(
                        one -> one.getMetadata().getNamespace() + "/"
                                + one.getMetadata().getName(),
                        AutoscalerReconciler::version));
    }

    private static String version(PredictiveAutoscaler resource) {
        return resource.getMetadata().getUid() + " " + resource.getMetadata().getGeneration();
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
