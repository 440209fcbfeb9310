package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.foretide.scaler.kubernetes.cluster.TestNamespace;
import java.util.concurrent.TimeUnit;

/** FlinkDeployments as Flink's operator defines them, as far as scaling goes: it fills in the status, here the test does. */
public final class FlinkDeployments {
    private FlinkDeployments() {}

    /** Makes the API server know them. */
    public static void define(KubernetesClient admin) {
        CustomResourceDefinition definition = Serialization.unmarshal(
                FlinkDeployments.class.getResourceAsStream("flinkdeployments.yaml"), CustomResourceDefinition.class);
        if (admin.resource(definition).get() == null) {
            admin.resource(definition).create();
        }
        admin.resource(definition)
                .waitUntilCondition(
                        crd -> crd.getStatus() != null
                                && crd.getStatus().getConditions().stream()
                                        .anyMatch(c -> c.getType().equals("Established")
                                                && c.getStatus().equals("True")),
                        1,
                        TimeUnit.MINUTES);
    }

    /** One whose TaskManagers are all Pods with the label {@code component: taskmanager}. */
    public static GenericKubernetesResource of(TestNamespace namespace, String name, int replicas) {
        return Serialization.unmarshal(
                """
                apiVersion: flink.apache.org/v1beta1
                kind: FlinkDeployment
                metadata: {name: %s, namespace: %s}
                spec: {mode: standalone, taskManager: {replicas: %d}}
                status: {taskManager: {labelSelector: "component=taskmanager", replicas: %d}}
                """.formatted(name, namespace.name(), replicas, replicas), GenericKubernetesResource.class);
    }
}
