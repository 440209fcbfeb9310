package io.foretide.scaler.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.foretide.text.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A namespace of one test.
 *
 * @param plane the cluster
 * @param name unique
 */
public record TestNamespace(ControlPlane plane, String name) implements AutoCloseable {
    static TestNamespace create(ControlPlane plane) {
        String name = "test-" + UUID.randomUUID().toString().substring(0, 8);
        Namespace namespace = new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build();
        plane.admin().resource(namespace).create();
        return new TestNamespace(plane, name);
    }

    /** Creates a ServiceAccount, without any right. */
    public ServiceAccount serviceAccount(String account) {
        return plane.admin()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(account)
                        .withNamespace(name)
                        .endMetadata()
                        .build())
                .create();
    }

    /** The Deployment of that name, whether or not there is one. */
    public RollableScalableResource<Deployment> deployment(String deployment) {
        return plane.admin().apps().deployments().inNamespace(name).withName(deployment);
    }

    /** What a Deployment is asked for. */
    public int replicas(String deployment) {
        return deployment(deployment).get().getSpec().getReplicas();
    }

    /** Its Pods that are ready. */
    public int ready(String deployment) {
        return Objects.requireNonNullElse(
                deployment(deployment).get().getStatus().getReadyReplicas(), 0);
    }

    /** Asks a Deployment for another size, as another hand would. */
    public void scale(String deployment, int replicas) {
        merge(deployment, Map.of("spec", Map.of("replicas", replicas)));
    }

    /** Sets annotations of a Deployment, and leaves the others. */
    public void annotate(String deployment, Map<String, String> annotations) {
        merge(deployment, Map.of("metadata", Map.of("annotations", annotations)));
    }

    private void merge(String deployment, Map<String, Object> changes) {
        deployment(deployment).patch(PatchContext.of(PatchType.JSON_MERGE), Json.line(changes));
    }

    public void create(HasMetadata object) {
        plane.admin().resource(object).create();
    }

    /** All Pods, also those that are on their way out. */
    public List<Pod> pods() {
        return plane.admin().pods().inNamespace(name).list().getItems();
    }

    /** What a ResourceQuota counts as used; empty until it is known. */
    public Map<String, Quantity> used(String quota) {
        return plane.admin()
                .resourceQuotas()
                .inNamespace(name)
                .withName(quota)
                .get()
                .getStatus()
                .getUsed();
    }

    /** Deletes it, unless the whole cluster goes after the tests. */
    @Override
    public void close() {
        if (!plane.owned()) {
            plane.admin().namespaces().withName(name).delete();
        }
    }
}
