package io.foretide.scaler.kubernetes;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.ScalingTargetContract;
import io.foretide.scaler.kubernetes.cluster.ControlPlaneExtension;
import io.foretide.scaler.kubernetes.cluster.TestNamespace;
import io.foretide.scaler.kubernetes.cluster.Workloads;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of every target, for the three kinds of objects that have a scale on Kubernetes. */
@ExtendWith(ControlPlaneExtension.class)
final class KubernetesContractIT {
    /** What the three have in common. */
    abstract static class OnKubernetes implements ScalingTargetContract.WithOthers {
        private final ScaledKind kind;
        private KubernetesClient client;
        private ScaledObject object;
        private KubernetesTarget target;

        OnKubernetes(ScaledKind kind) {
            this.kind = kind;
        }

        abstract HasMetadata object(TestNamespace namespace);

        @BeforeEach
        void create(TestNamespace namespace) {
            client = KubernetesAccess.client(namespace.plane().adminConfig());
            object = new ScaledObject(client, kind, namespace.name(), "tm");
            namespace.plane().admin().resource(object(namespace)).create();
            await().atMost(Duration.ofMinutes(3))
                    .ignoreExceptions()
                    .until(() -> object.scale().getStatus().getSelector() != null);
            target = new KubernetesTarget(client, object, Mode.AUTO, BeforeShrink.NOTHING, Clock.systemUTC());
        }

        @AfterEach
        void close() {
            client.close();
        }

        @Override
        public ScalingTarget target() {
            return target;
        }

        @Override
        public void somebodyElseSets(int taskManagers) throws Exception {
            object.scaleTo(taskManagers, object.scale().getMetadata().getResourceVersion());
        }
    }

    @Nested
    class OfADeployment extends OnKubernetes {
        OfADeployment() {
            super(ScaledKind.DEPLOYMENT);
        }

        @Override
        HasMetadata object(TestNamespace namespace) {
            return Workloads.taskManagers(namespace, "tm", 2);
        }
    }

    @Nested
    class OfAStatefulSet extends OnKubernetes {
        OfAStatefulSet() {
            super(ScaledKind.STATEFUL_SET);
        }

        @Override
        HasMetadata object(TestNamespace namespace) {
            DeploymentSpec like = Workloads.taskManagers(namespace, "tm", 2).getSpec();
            return new StatefulSetBuilder()
                    .withNewMetadata()
                    .withName("tm")
                    .withNamespace(namespace.name())
                    .endMetadata()
                    .withNewSpec()
                    .withReplicas(2)
                    .withSelector(like.getSelector())
                    .withTemplate(like.getTemplate())
                    .endSpec()
                    .build();
        }
    }

    /** As the Flink operator defines it, as far as scaling goes: it fills in the status, here the test does. */
    @Nested
    class OfAFlinkDeployment extends OnKubernetes {
        OfAFlinkDeployment() {
            super(ScaledKind.FLINK_DEPLOYMENT);
        }

        @BeforeEach
        @Override
        void create(TestNamespace namespace) {
            FlinkDeployments.define(namespace.plane().admin());
            super.create(namespace);
        }

        @Override
        HasMetadata object(TestNamespace namespace) {
            return FlinkDeployments.of(namespace, "tm", 2);
        }
    }
}
