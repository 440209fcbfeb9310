package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.foretide.text.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What placeholders need of the Kubernetes API. Thread-safe. */
final class PlaceholderCluster {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final PatchContext MERGE = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager(PlaceholderManifest.FORETIDE)
            .build();

    private final KubernetesClient client;
    private final ScaledObject object;
    private final PlaceholderSettings settings;
    private final OtherOwners owners;

    PlaceholderCluster(KubernetesClient client, ScaledObject object, PlaceholderSettings settings) {
        this.client = client;
        this.object = object;
        this.settings = settings;
        this.owners = new OtherOwners(client, object);
    }

    /** The scaled object; empty if there is none. */
    Optional<GenericKubernetesResource> owner() throws IOException {
        return Optional.ofNullable(asked(
                "get " + object,
                () -> client.genericKubernetesResources(object.kind().context())
                        .inNamespace(object.namespace())
                        .withName(object.name())
                        .get()));
    }

    Optional<String> autoscaler() throws IOException {
        return owners.autoscaler();
    }

    /** The Pods of the scaled object that exist, of those asked for. */
    int existing() throws IOException {
        return Optional.ofNullable(object.scale().getStatus())
                .map(status -> status.getReplicas())
                .orElse(0);
    }

    PodTemplateSpec template(GenericKubernetesResource owner) {
        return client.getKubernetesSerialization().convertValue(owner.get("spec", "template"), PodTemplateSpec.class);
    }

    /**
     * The Deployment of placeholders; empty if there is none.
     *
     * @throws IOException also if it is somebody else's
     */
    Optional<Deployment> placeholders() throws IOException {
        Deployment found = asked(
                "get " + this,
                () -> client.apps()
                        .deployments()
                        .inNamespace(settings.namespace())
                        .withName(settings.name())
                        .get());
        if (found != null
                && !PlaceholderManifest.FORETIDE.equals(
                        Optional.ofNullable(found.getMetadata().getLabels())
                                .orElse(Map.of())
                                .get(PlaceholderManifest.MANAGED_BY))) {
            throw new IOException(this + " is not Foretide's: it has no label " + PlaceholderManifest.MANAGED_BY + ": "
                    + PlaceholderManifest.FORETIDE);
        }
        return Optional.ofNullable(found);
    }

    void apply(Deployment wanted) throws IOException {
        asked(
                "write " + this,
                () -> client.resource(wanted)
                        .fieldManager(PlaceholderManifest.FORETIDE)
                        .forceConflicts()
                        .serverSideApply());
    }

    /** Lets all go; there need not be any. */
    void clear() throws IOException {
        try {
            client.apps()
                    .deployments()
                    .inNamespace(settings.namespace())
                    .withName(settings.name())
                    .patch(MERGE, Json.line(Map.of("spec", Map.of("replicas", 0))));
        } catch (KubernetesClientException e) {
            if (e.getCode() != NOT_FOUND) {
                throw ScaledObject.translated("cannot scale " + this, e);
            }
        }
    }

    /** The quotas of the placeholders' namespace; empty if it is forbidden to list them. */
    Optional<List<ResourceQuota>> quotas() throws IOException {
        return permitted(
                "list the ResourceQuotas of namespace " + settings.namespace(),
                () -> client.resourceQuotas()
                        .inNamespace(settings.namespace())
                        .list()
                        .getItems());
    }

    /** The nodes; empty if it is forbidden to list them. */
    Optional<List<Node>> nodes() throws IOException {
        return permitted("list the nodes", () -> client.nodes().list().getItems());
    }

    private static <T> Optional<T> permitted(String verb, Supplier<T> request) throws IOException {
        try {
            return Optional.of(request.get());
        } catch (KubernetesClientException e) {
            if (e.getCode() == FORBIDDEN) {
                return Optional.empty();
            }
            throw ScaledObject.translated("cannot " + verb, e);
        }
    }

    private static <T> T asked(String verb, Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (KubernetesClientException e) {
            throw ScaledObject.translated("cannot " + verb, e);
        }
    }

    @Override
    public String toString() {
        return "Deployment " + settings.namespace() + "/" + settings.name();
    }
}
