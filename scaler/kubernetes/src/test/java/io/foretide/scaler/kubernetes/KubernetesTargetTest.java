package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.foretide.planner.decision.Cause;
import io.foretide.scaler.control.Mode;
import io.foretide.telemetry.flink.FlinkControl.Registered;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The JobManager's Deployment is named where the TaskManagers' was meant. */
@EnableKubernetesMockClient(crud = true, https = false)
class KubernetesTargetTest {
    /** Set by the extension. */
    private KubernetesMockServer server;

    private KubernetesClient client;

    @BeforeEach
    void prepare() {
        client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName("jobmanager")
                        .withNamespace("flink")
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(1)
                        .endSpec()
                        .build())
                .create();
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName("jobmanager-1")
                        .withNamespace("flink")
                        .withLabels(Map.of("app", "jm"))
                        .endMetadata()
                        .withNewStatus()
                        .withPodIP("10.0.0.7")
                        .endStatus()
                        .build())
                .create();
        server.expect()
                .get()
                .withPath("/apis/apps/v1/namespaces/flink/deployments/jobmanager/scale")
                .andReturn(
                        200,
                        new ScaleBuilder()
                                .withNewMetadata()
                                .withName("jobmanager")
                                .withResourceVersion("1")
                                .endMetadata()
                                .withNewSpec()
                                .withReplicas(1)
                                .endSpec()
                                .withNewStatus()
                                .withReplicas(1)
                                .withSelector("app=jm")
                                .endStatus()
                                .build())
                .always();
    }

    private Optional<String> hold(Registered... registered) throws Exception {
        ScaledObject jobmanager = new ScaledObject(client, ScaledKind.DEPLOYMENT, "flink", "jobmanager");
        KubernetesTarget target = new KubernetesTarget(
                client,
                jobmanager,
                Mode.AUTO,
                new KubernetesTarget.Job(
                        () -> List.of(registered),
                        BeforeShrink.NOTHING,
                        new TargetBoard(jobmanager, true),
                        Clock.systemUTC()));
        return target.read().overrides().hold().map(Cause::sentence);
    }

    @Test
    void isHeldBeforeItsFirstChange() throws Exception {
        assertThat(hold(new Registered("10.0.0.8:6122-a1", "10.0.0.8")))
                .contains("the Pods of Deployment flink/jobmanager (10.0.0.7) are not the TaskManagers that Flink has"
                        + " (10.0.0.8)");
    }

    @Test
    void isNotHeldWhereItsPodsAreTheTaskManagersOrNobodyCanTell() throws Exception {
        assertThat(hold(new Registered("10.0.0.7:6122-a1", "10.0.0.7"))).isEmpty();
        assertThat(hold(new Registered("x", "worker.example"))).isEmpty();
    }
}
