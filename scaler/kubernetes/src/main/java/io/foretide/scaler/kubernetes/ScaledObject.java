package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.foretide.text.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A Deployment, StatefulSet or FlinkDeployment with a scale subresource. Thread-safe. */
public final class ScaledObject {
    /** After so many it is asked again whether the whole object may be seen by now. */
    private static final int LOOKS_UNSEEN = 60;

    private final KubernetesClient client;
    private final ScaledKind kind;
    private final String namespace;
    private final String name;
    private final AtomicInteger unseen = new AtomicInteger();

    /** Names an object; nothing is asked yet. */
    public ScaledObject(KubernetesClient client, ScaledKind kind, String namespace, String name) {
        this.client = client;
        this.kind = kind;
        this.namespace = namespace;
        this.name = name;
    }

    /**
     * The object as it is.
     *
     * @throws IOException if there is none, or the API does not answer or forbids it
     */
    public GenericKubernetesResource get() throws IOException {
        GenericKubernetesResource resource;
        try {
            resource = ask("get", () -> resource().get());
        } catch (IOException e) {
            if (Api.isForbidden(e) && isUnknown()) {
                throw new IOException(unknown(), e);
            }
            throw e;
        }
        if (resource == null) {
            throw new IOException(
                    isUnknown()
                            ? unknown()
                            : this + " does not exist: name the " + kind.kind() + " of the TaskManagers");
        }
        if (kind == ScaledKind.FLINK_DEPLOYMENT && resource.get("spec", "taskManager", "replicas") == null) {
            throw new NoReplicasException(this, resource);
        }
        return resource;
    }

    /**
     * The object as far as it may be seen: its scale alone tells its name and its unique id.
     *
     * @param scale as it was read
     */
    public GenericKubernetesResource visible(Scale scale) throws IOException {
        if (unseen.getAndUpdate(looks -> Math.max(0, looks - 1)) > 0) {
            return bare(scale);
        }
        try {
            return get();
        } catch (IOException e) {
            if (!Api.isForbidden(e)) {
                throw e;
            }
            unseen.set(LOOKS_UNSEEN);
            return bare(scale);
        }
    }

    private GenericKubernetesResource bare(Scale scale) {
        GenericKubernetesResource resource = new GenericKubernetesResource();
        resource.setApiVersion(kind.apiVersion());
        resource.setKind(kind.kind());
        resource.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(name)
                .withUid(scale.getMetadata().getUid())
                .withResourceVersion(scale.getMetadata().getResourceVersion())
                .build());
        return resource;
    }

    /** What is not there is forbidden too, unless a right to it was given before. */
    private boolean isUnknown() {
        try {
            return kind == ScaledKind.FLINK_DEPLOYMENT && !Api.knows(client, kind.group());
        } catch (IOException e) {
            return false; // what was asked for has failed, and that is what is said
        }
    }

    private String unknown() {
        return "the API server knows no " + kind.plural() + "." + kind.group() + ", so there is no " + this
                + ": its CustomResourceDefinition comes with Flink's operator";
    }

    /** A FlinkDeployment that does not say how many TaskManagers it has, as one of the operator's native mode. */
    public static final class NoReplicasException extends IOException {
        private static final long serialVersionUID = 1;

        private final String fix;

        NoReplicasException(ScaledObject object, GenericKubernetesResource resource) {
            super(object + " has no spec.taskManager.replicas: its TaskManagers cannot be counted or scaled"
                    + ("standalone".equals(resource.get("spec", "mode"))
                            ? ""
                            : "; its spec.mode must be standalone, too"));
            Object now = resource.get("status", "taskManager", "replicas");
            this.fix = "kubectl patch flinkdeployment " + object.name + " -n " + object.namespace
                    + " --type merge -p '{\"spec\":{\"taskManager\":{\"replicas\":"
                    + (now instanceof Integer count && count > 0 ? count : 1) + "}}}'";
        }

        /** The command that sets them, to as many as there are. */
        public String fix() {
            return fix;
        }

        @Override
        public String getMessage() {
            return super.getMessage() + "\nMaybe run: " + fix;
        }
    }

    /** Its scale: the replicas asked for, and how its Pods are selected. */
    public Scale scale() throws IOException {
        Scale scale = ask("get the scale of", () -> resource().scale());
        if (scale == null) {
            throw new IOException(this + " has no scale: name the " + kind.kind() + " of the TaskManagers");
        }
        return scale;
    }

    /**
     * Its Pods.
     *
     * @param scale as it was read
     * @throws IOException if the API does not answer or forbids it, or nothing says which they are
     */
    public List<Pod> pods(Scale scale) throws IOException {
        String selector = selector(scale);
        return Api.ask(
                "list the Pods of " + this,
                () -> client.pods()
                        .inNamespace(namespace)
                        .withLabelSelector(selector)
                        .list()
                        .getItems());
    }

    /** How its Pods are selected, of its scale as it was read. */
    String selector(Scale scale) throws IOException {
        return Optional.ofNullable(scale.getStatus())
                .map(ScaleStatus::getSelector)
                .filter(found -> !found.isEmpty())
                .orElseThrow(() -> new IOException("the scale of " + this + " does not say how its Pods are selected"));
    }

    /**
     * Sets the replicas, if the object still is at {@code version}.
     *
     * @throws Api.ConflictException if it is not
     */
    void scaleTo(int replicas, String version) throws IOException {
        Scale wanted = new ScaleBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withResourceVersion(version)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
        ask("scale", () -> resource().scale(wanted));
    }

    /** Sets annotations, and leaves the others. */
    void annotate(Map<String, String> annotations) throws IOException {
        annotate(annotations, Set.of());
    }

    /** Sets annotations, removes others, and leaves the rest. */
    public void annotate(Map<String, String> set, Set<String> removed) throws IOException {
        Map<String, @Nullable String> changes = new HashMap<>(set);
        removed.forEach(key -> changes.put(key, null));
        String patch = Json.line(Map.of("metadata", Map.of("annotations", changes)));
        ask("annotate", () -> resource().patch(Api.MERGE, patch));
    }

    /**
     * Sets annotations, and leaves the others, if the object still is at {@code version}.
     *
     * @throws Api.ConflictException if it is not
     */
    void annotate(Map<String, String> annotations, String version) throws IOException {
        String patch = Json.line(Map.of("metadata", Map.of("annotations", annotations, "resourceVersion", version)));
        ask("annotate", () -> resource().patch(Api.MERGE, patch));
    }

    public ScaledKind kind() {
        return kind;
    }

    public String namespace() {
        return namespace;
    }

    public String name() {
        return name;
    }

    private Resource<GenericKubernetesResource> resource() {
        return client.genericKubernetesResources(kind.context())
                .inNamespace(namespace)
                .withName(name);
    }

    private <T> T ask(String verb, Supplier<T> request) throws IOException {
        return Api.ask(verb + " " + this, request);
    }

    @Override
    public String toString() {
        return kind.kind() + " " + namespace + "/" + name;
    }
}
