package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.text.Json;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What placeholders need of the Kubernetes API. Thread-safe. */
final class PlaceholderCluster {
    private final KubernetesClient client;
    private final ScaledObject object;
    private final PlaceholderSettings settings;
    private final OtherOwners owners;
    private volatile @Nullable Deployment written;

    PlaceholderCluster(KubernetesClient client, ScaledObject object, PlaceholderSettings settings) {
        this.client = client;
        this.object = object;
        this.settings = settings;
        this.owners = new OtherOwners(client, object);
    }

    /** The scaled object; empty if there is none. */
    Optional<GenericKubernetesResource> owner() throws IOException {
        return Optional.ofNullable(Api.ask(
                "get " + object,
                () -> client.genericKubernetesResources(object.kind().context())
                        .inNamespace(object.namespace())
                        .withName(object.name())
                        .get()));
    }

    Optional<KubernetesCause> autoscaler() throws IOException {
        return owners.autoscaler();
    }

    /** The Pods of the scaled object that exist, of those asked for. */
    int existing() throws IOException {
        return Optional.ofNullable(object.scale().getStatus())
                .map(status -> status.getReplicas())
                .orElse(0);
    }

    /**
     * The Pods of {@code owner}, as it describes them; those of Flink's operator, which describes them nowhere, as the newest of
     * them is.
     *
     * @throws IOException if there is none of those yet, or the API does not answer
     */
    PodSpec pod(GenericKubernetesResource owner) throws IOException {
        if (object.kind() == ScaledKind.FLINK_DEPLOYMENT) {
            return object.pods(object.scale()).stream()
                    .max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
                    .map(Pod::getSpec)
                    .orElseThrow(
                            () -> new IOException("there is no Pod of " + object + " yet for placeholders to be like"));
        }
        return client.getKubernetesSerialization()
                .convertValue(owner.get("spec", "template"), PodTemplateSpec.class)
                .getSpec();
    }

    /**
     * The Deployment of placeholders; empty if there is none.
     *
     * @throws IOException also if it is somebody else's
     */
    Optional<Deployment> placeholders() throws IOException {
        Deployment deployment = Api.ask(
                "get " + this,
                () -> client.apps()
                        .deployments()
                        .inNamespace(settings.namespace())
                        .withName(settings.name())
                        .get());
        if (deployment != null && !Api.FORETIDE.equals(Api.labels(deployment).get(Api.MANAGED_BY))) {
            throw new IOException(this + " is not Foretide's: it has no label " + Api.MANAGED_BY + ": " + Api.FORETIDE);
        }
        return Optional.ofNullable(deployment);
    }

    /** Asks for {@code pods} placeholders where {@code kept} are asked for; nothing if that is what was written last. */
    void keep(GenericKubernetesResource owner, int pods, int kept) throws IOException {
        Deployment wanted = PlaceholderManifest.of(settings, owner, pod(owner), pods);
        if (pods == kept && wanted.equals(written)) {
            return;
        }
        Api.ask(
                "write " + this,
                () -> client.resource(wanted)
                        .fieldManager(Api.FORETIDE)
                        .forceConflicts()
                        .serverSideApply());
        written = wanted;
    }

    /** Others may write from now on. */
    void forget() {
        written = null;
    }

    /** Lets all go; there need not be any. */
    void clear() throws IOException {
        Api.askIfThere(
                "scale " + this,
                () -> client.apps()
                        .deployments()
                        .inNamespace(settings.namespace())
                        .withName(settings.name())
                        .patch(Api.MERGE, Json.line(Map.of("spec", Map.of("replicas", 0)))));
    }

    /** The quotas of the placeholders' namespace; empty if it is forbidden to list them. */
    Optional<List<ResourceQuota>> quotas() throws IOException {
        return Api.askIfAllowed(
                "list the ResourceQuotas of namespace " + settings.namespace(),
                () -> client.resourceQuotas()
                        .inNamespace(settings.namespace())
                        .list()
                        .getItems());
    }

    /** The nodes; empty if it is forbidden to list them. */
    Optional<List<Node>> nodes() throws IOException {
        return Api.askIfAllowed("list the nodes", () -> client.nodes().list().getItems());
    }

    @Override
    public String toString() {
        return "Deployment " + settings.namespace() + "/" + settings.name();
    }
}
