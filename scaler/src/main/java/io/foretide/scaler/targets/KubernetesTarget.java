package io.foretide.scaler.targets;

import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.foretide.scaler.ScalingTarget;
import java.util.Optional;

/**
 * The scale of the Deployment that runs the TaskManagers of a standalone Reactive Mode cluster. Thread-safe.
 *
 * <p>A request edits {@code spec.replicas}, which needs the right to get, update and patch the Deployment; Kubernetes starts or
 * stops the Pods.
 */
public final class KubernetesTarget implements ScalingTarget {
    private final KubernetesClient client;
    private final String namespace;
    private final String deployment;

    /**
     * @param client closed together with this target
     * @throws IllegalArgumentException if there is no such Deployment
     */
    public KubernetesTarget(KubernetesClient client, String namespace, String deployment) {
        this.client = client;
        this.namespace = namespace;
        this.deployment = deployment;
        if (client.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName(deployment)
                        .get()
                == null) {
            throw new IllegalArgumentException("Deployment '" + deployment + "' is not in namespace '" + namespace
                    + "': name the Deployment of the TaskManagers");
        }
    }

    @Override
    public int taskManagers() {
        return Optional.ofNullable(client.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName(deployment)
                        .scale())
                .map(Scale::getSpec)
                .map(spec -> spec.getReplicas() == null ? 0 : spec.getReplicas())
                .orElseThrow(() -> new IllegalStateException(
                        "Deployment '" + deployment + "' in namespace '" + namespace + "' is gone"));
    }

    @Override
    public Answer scaleTo(int wanted) {
        try {
            // edit carries the resource version: a competing writer makes it a conflict rather than a lost update
            client.apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withName(deployment)
                    .edit(found -> {
                        found.getSpec().setReplicas(wanted);
                        return found;
                    });
            return new Applied();
        } catch (KubernetesClientException e) {
            return new Refused("Kubernetes answered " + e.getCode() + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
