package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.foretide.planner.decision.Cause;
import io.foretide.scaler.control.JobObject;
import io.foretide.text.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code PredictiveAutoscaler} of a job, as its target sees it: its spec says what people ask for, its status which replica
 * leads. Thread-safe.
 *
 * @param name which one it is
 */
record AskingObject(KubernetesClient client, JobObject name) implements EpochFence.Place {
    private static final String EPOCH = "epoch";

    /**
     * The object as it is.
     *
     * @throws IOException if it is there no more, or cannot be read
     */
    GenericKubernetesResource get() throws IOException {
        return find().orElseThrow(() -> new IOException(new KubernetesCause.JobObjectGone(toString()).sentence()));
    }

    private Optional<GenericKubernetesResource> find() throws IOException {
        return Optional.ofNullable(Api.ask("get " + this, () -> resource().get()));
    }

    /** What its spec asks for, as annotations would. */
    static Map<String, String> asked(GenericKubernetesResource object) {
        return object.get("spec") instanceof Map<?, ?> spec ? SpecControls.asked(spec) : Map.of();
    }

    /** Which replica leads, if one has said so. */
    static Optional<String> epoch(GenericKubernetesResource object) {
        return Optional.ofNullable(object.get("status", EPOCH)).map(String::valueOf);
    }

    /** What its status says, as annotations would. */
    static Map<String, String> notes(GenericKubernetesResource object) {
        Map<String, String> notes = new HashMap<>();
        epoch(object).ifPresent(token -> notes.put(Annotations.EPOCH, token));
        Optional.ofNullable(object.get("status", "replicas", "recommended"))
                .ifPresent(size -> notes.put(Annotations.RECOMMENDATION, String.valueOf(size)));
        Optional.ofNullable(object.get("status", "lastRescale"))
                .ifPresent(rescale -> notes.put(Annotations.LAST_DECISION, Json.line(rescale)));
        return notes;
    }

    @Override
    public EpochFence.Mark mark() throws IOException {
        GenericKubernetesResource object = get();
        return new EpochFence.Mark(epoch(object), object.getMetadata().getResourceVersion());
    }

    @Override
    public void mark(String token, String version) throws IOException {
        String patch =
                Json.line(Map.of("metadata", Map.of("resourceVersion", version), "status", Map.of(EPOCH, token)));
        Api.ask(
                "write the status of " + this,
                () -> resource().subresource("status").patch(Api.MERGE, patch));
    }

    /** Whoever writes the target and not this object meets no conflict, so it is looked at right before. */
    Optional<Cause> forbids(Optional<String> epoch) throws IOException {
        Optional<GenericKubernetesResource> object = find();
        if (object.isEmpty()) {
            return Optional.of(new KubernetesCause.JobObjectGone(toString()));
        }
        Optional<String> theirs = object.flatMap(AskingObject::epoch);
        return epoch.isEmpty() || theirs.equals(epoch)
                ? Optional.empty()
                : Optional.of(new KubernetesCause.FencedOff(theirs.orElse("nobody")));
    }

    /** Changes what its spec asks for. */
    void ask(Map<String, String> set, Set<String> removed) throws IOException {
        String patch = Json.line(Map.of("spec", SpecControls.change(set, removed)));
        Api.ask("change " + this, () -> resource().patch(Api.MERGE, patch));
    }

    ObjectReference reference() throws IOException {
        return new ObjectReferenceBuilder()
                .withApiVersion(AutoscalerApi.GROUP + "/" + AutoscalerApi.VERSION)
                .withKind(AutoscalerApi.KIND)
                .withNamespace(name.namespace())
                .withName(name.name())
                .withUid(get().getMetadata().getUid())
                .build();
    }

    private Resource<GenericKubernetesResource> resource() {
        return client.genericKubernetesResources(AutoscalerApi.context())
                .inNamespace(name.namespace())
                .withName(name.name());
    }

    @Override
    public String toString() {
        return AutoscalerApi.KIND + " " + name;
    }
}
