package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.autoscaling.v1.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.scaler.kubernetes.KubernetesCause.Autoscaler;
import io.foretide.scaler.kubernetes.KubernetesCause.AutoscalerBound;
import io.foretide.scaler.kubernetes.KubernetesCause.Owned;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Who else scales an object: an autoscaler that is bound to it, or whoever wrote its replicas last. Thread-safe. */
public final class OtherOwners {
    private static final String KEDA = "scaledobject.keda.sh/name";

    private final KubernetesClient client;
    private final ScaledObject object;

    /** The owners of {@code object}; nothing is asked yet. */
    public OtherOwners(KubernetesClient client, ScaledObject object) {
        this.client = client;
        this.object = object;
    }

    /**
     * Why the size is an autoscaler's: it is bound to the object, or it is KEDA's ScaledObject, which works through a
     * HorizontalPodAutoscaler of its own, and is paused, so that this is gone.
     */
    public Optional<KubernetesCause> autoscaler() throws IOException {
        Optional<AutoscalerBound> bound = horizontal();
        return bound.isPresent() ? Optional.of(bound.get()) : new KedaReader(client, object).cause();
    }

    private Optional<AutoscalerBound> horizontal() throws IOException {
        List<HorizontalPodAutoscaler> autoscalers = Api.ask(
                "list the HorizontalPodAutoscalers of namespace " + object.namespace(),
                () -> client.autoscaling()
                        .v1()
                        .horizontalPodAutoscalers()
                        .inNamespace(object.namespace())
                        .list()
                        .getItems());
        return autoscalers.stream()
                .filter(this::isBoundHere)
                .map(OtherOwners::bound)
                .findFirst();
    }

    private boolean isBoundHere(HorizontalPodAutoscaler autoscaler) {
        CrossVersionObjectReference bound = autoscaler.getSpec().getScaleTargetRef();
        return bound.getKind().equals(object.kind().kind()) && bound.getName().equals(object.name());
    }

    private static AutoscalerBound bound(HorizontalPodAutoscaler autoscaler) {
        int most = autoscaler.getSpec().getMaxReplicas();
        int least = Optional.ofNullable(autoscaler.getSpec().getMinReplicas()).orElse(1);
        Optional<Integer> fixedAt = least == most ? Optional.of(most) : Optional.empty();
        return Optional.ofNullable(Api.labels(autoscaler).get(KEDA))
                .map(name -> new AutoscalerBound(Autoscaler.KEDA, name, fixedAt))
                .orElseGet(() -> new AutoscalerBound(
                        Autoscaler.HPA, autoscaler.getMetadata().getName(), fixedAt));
    }

    /**
     * What makes the object: its controller, or the FlinkDeployment of Flink's operator, which does not call itself one.
     *
     * @param resource the object as it is
     */
    public Optional<Owned> controller(GenericKubernetesResource resource) {
        return Optional.ofNullable(resource.getMetadata().getOwnerReferences()).orElse(List.of()).stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController())
                        || owner.getKind().equals(ScaledKind.FLINK_DEPLOYMENT.kind()))
                .map(owner -> new Owned(object.toString(), owner.getKind(), owner.getName()))
                .findFirst();
    }

    /** The field manager that wrote the replicas last, as far as the server has kept it. */
    static Optional<String> lastWriter(GenericKubernetesResource object) {
        return ReplicasWriter.of(object).map(ReplicasWriter::manager);
    }
}
