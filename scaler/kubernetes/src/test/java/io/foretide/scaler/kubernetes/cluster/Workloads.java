package io.foretide.scaler.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.Map;

/** Objects that several tests create. */
public final class Workloads {
    private Workloads() {}

    /** A Deployment of TaskManagers, one core each. */
    public static Deployment taskManagers(TestNamespace namespace, String name, int replicas) {
        Map<String, String> labels = Map.of("app", name, "component", "taskmanager");
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace.name())
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .withMatchLabels(labels)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("taskmanager")
                .withImage("flink:2.3.0")
                .withNewResources()
                .withRequests(Map.of("cpu", new Quantity("1"), "memory", new Quantity("1Gi")))
                .endResources()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    /** A StatefulSet of one such TaskManager. */
    public static StatefulSet oneStatefulTaskManager(TestNamespace namespace, String name) {
        DeploymentSpec like = taskManagers(namespace, name, 1).getSpec();
        return new StatefulSetBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace.name())
                .endMetadata()
                .withNewSpec()
                .withReplicas(1)
                .withSelector(like.getSelector())
                .withTemplate(like.getTemplate())
                .endSpec()
                .build();
    }
}
