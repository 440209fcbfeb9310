package io.foretide.scaler.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.foretide.scaler.ScalingTarget;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class KubernetesTargetTest {
    KubernetesClient client;

    private static Deployment taskManagers(int replicas) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("taskmanager")
                .withNamespace("flink")
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .addToMatchLabels("component", "taskmanager")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("component", "taskmanager")
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    @Test
    void setsTheReplicasOfTheDeployment() {
        client.resource(taskManagers(2)).create();
        ScalingTarget target = new KubernetesTarget(client, "flink", "taskmanager");
        assertThat(target.taskManagers()).isEqualTo(2);
        assertThat(target.scaleTo(5)).isInstanceOf(ScalingTarget.Applied.class);
        assertThat(client.apps()
                        .deployments()
                        .inNamespace("flink")
                        .withName("taskmanager")
                        .get()
                        .getSpec()
                        .getReplicas())
                .isEqualTo(5);
        assertThat(target.taskManagers()).isEqualTo(5);
    }

    @Test
    void namesADeploymentThatIsNotThere() {
        assertThatThrownBy(() -> new KubernetesTarget(client, "flink", "nobody"))
                .hasMessage("Deployment 'nobody' is not in namespace 'flink': name the Deployment of the TaskManagers");
    }
}
