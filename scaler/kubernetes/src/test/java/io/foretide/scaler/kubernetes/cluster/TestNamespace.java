package io.foretide.scaler.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
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

    /** What a Deployment is asked for. */
    public int replicas(String deployment) {
        return plane.admin()
                .apps()
                .deployments()
                .inNamespace(name)
                .withName(deployment)
                .get()
                .getSpec()
                .getReplicas();
    }

    /** Deletes it, unless the whole cluster goes after the tests. */
    @Override
    public void close() {
        if (!plane.owned()) {
            plane.admin().namespaces().withName(name).delete();
        }
    }
}
