package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.foretide.planner.decision.Cause;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is scaled, by its annotations.
 *
 * @param isAnnotated whether annotations are written
 */
record TargetBoard(ScaledObject object, boolean isAnnotated) implements Board {
    @Override
    public Look look() throws IOException {
        GenericKubernetesResource resource = object.get();
        Map<String, String> annotations = Api.annotations(resource);
        return new Look(resource, object.scale(), Asked.in(annotations), annotations);
    }

    @Override
    public EpochFence.Mark mark() throws IOException {
        GenericKubernetesResource resource = object.get();
        return new EpochFence.Mark(
                Optional.ofNullable(Api.annotations(resource).get(Annotations.EPOCH)),
                resource.getMetadata().getResourceVersion());
    }

    @Override
    public boolean isMarked() {
        return isAnnotated;
    }

    @Override
    public void mark(String token, String version) throws IOException {
        object.annotate(Map.of(Annotations.EPOCH, token), version);
    }

    /** Whoever leads has changed the object itself. */
    @Override
    public Optional<Cause> forbids(Optional<String> epoch) {
        return Optional.empty();
    }

    @Override
    public void annotate(Map<String, String> set, Set<String> removed) throws IOException {
        object.annotate(set, removed);
    }

    @Override
    public String placeOfMode() {
        return "an annotation " + Annotations.MODE;
    }

    @Override
    public ObjectReference reference() throws IOException {
        return new ObjectReferenceBuilder()
                .withApiVersion(object.kind().apiVersion())
                .withKind(object.kind().kind())
                .withNamespace(object.namespace())
                .withName(object.name())
                .withUid(object.get().getMetadata().getUid())
                .build();
    }

    @Override
    public String toString() {
        return object.toString();
    }
}
