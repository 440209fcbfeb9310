package io.foretide.scaler.kubernetes;

import static io.foretide.scaler.kubernetes.Ticks.T0;
import static io.foretide.scaler.kubernetes.Ticks.rescaled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscalerBuilder;
import io.foretide.planner.decision.Cause;
import io.foretide.scaler.control.ControlCause;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.PodCount;
import io.foretide.scaler.control.ScalingTarget.Applied;
import io.foretide.scaler.control.ScalingTarget.Failed;
import io.foretide.scaler.control.ScalingTarget.Recommended;
import io.foretide.scaler.control.ScalingTarget.Refused;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.scaler.kubernetes.KubernetesCause.Autoscaler;
import io.foretide.scaler.kubernetes.KubernetesCause.AutoscalerBound;
import io.foretide.scaler.kubernetes.cluster.ControlPlaneExtension;
import io.foretide.scaler.kubernetes.cluster.PodFault;
import io.foretide.scaler.kubernetes.cluster.TestKubelet;
import io.foretide.scaler.kubernetes.cluster.TestNamespace;
import io.foretide.scaler.kubernetes.cluster.Workloads;
import io.foretide.telemetry.Obstacle;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The target on a real API server with real controllers. */
@ExtendWith(ControlPlaneExtension.class)
final class KubernetesTargetIT {
    private final Opened opened = new Opened();

    @AfterEach
    void close() {
        opened.close();
    }

    private KubernetesTarget target(TestNamespace namespace) {
        return new KubernetesTarget(
                opened.keep(KubernetesAccess.client(namespace.plane().adminConfig())),
                object(namespace),
                Mode.AUTO,
                BeforeShrink.NOTHING,
                Clock.systemUTC());
    }

    private ScaledObject object(TestNamespace namespace) {
        return new ScaledObject(
                opened.keep(KubernetesAccess.client(namespace.plane().adminConfig())),
                ScaledKind.DEPLOYMENT,
                namespace.name(),
                "tm");
    }

    private static void create(TestNamespace namespace, int replicas) {
        namespace.create(Workloads.taskManagers(namespace, "tm", replicas));
        patiently().until(() -> namespace.deployment("tm").get().getStatus().getObservedGeneration() != null);
    }

    @Test
    void podsAreCountedOnTheirWay(TestNamespace namespace) throws Exception {
        create(namespace, 1);
        KubernetesTarget target = target(namespace);
        try (TestKubelet kubelet = TestKubelet.sayingOnly(namespace).node("node", "2", "16Gi")) {
            patiently().until(() -> target.read().pods().equals(Optional.of(new PodCount(1, 1, 1))));
            TargetSnapshot seen = target.read();
            assertThat(target.scaleTo(3, seen)).isInstanceOf(Applied.class);
            assertThat(target.read().taskManagers()).isEqualTo(3);
            patiently().until(() -> target.read().pods().equals(Optional.of(new PodCount(3, 2, 2))));
            patiently().until(() -> target.read().obstacle().isPresent());
            Obstacle full = target.read().obstacle().orElseThrow();
            assertThat(full.kind()).isEqualTo(Obstacle.Kind.UNSCHEDULABLE);
            assertThat(full.message()).contains("cannot be scheduled: 0/1 nodes are available: 1 Insufficient cpu");
            assertThat(target.read().obstacle().orElseThrow().since())
                    .as("first seen")
                    .isEqualTo(full.since());
            kubelet.node("second", "2", "16Gi");
            patiently().until(() -> target.read().obstacle().isEmpty());
        }
    }

    @Test
    void whatKeepsPodsAwayIsNamed(TestNamespace namespace) throws Exception {
        create(namespace, 0);
        KubernetesTarget target = target(namespace);
        try (TestKubelet kubelet = TestKubelet.sayingOnly(namespace).node("node", "8", "16Gi")) {
            kubelet.inject(PodFault.IMAGE_PULL);
            target.scaleTo(1, target.read());
            awaitObstacle(target, Obstacle.Kind.IMAGE_PULL, "ImagePull");
            kubelet.inject(PodFault.CRASH_LOOP);
            awaitObstacle(target, Obstacle.Kind.CRASH_LOOP, "CrashLoopBackOff");
            kubelet.inject(PodFault.NONE);
            patiently().until(() -> target.read().obstacle().isEmpty());
            namespace.create(new ResourceQuotaBuilder()
                    .withNewMetadata()
                    .withName("cpu")
                    .withNamespace(namespace.name())
                    .endMetadata()
                    .withNewSpec()
                    .withHard(Map.of("requests.cpu", new Quantity("1")))
                    .endSpec()
                    .build());
            patiently().until(() -> !namespace.used("cpu").isEmpty());
            target.scaleTo(2, target.read());
            awaitObstacle(target, Obstacle.Kind.QUOTA, "exceeded quota: cpu");
        }
    }

    private static void awaitObstacle(KubernetesTarget target, Obstacle.Kind kind, String message) {
        patiently().untilAsserted(() -> {
            Obstacle obstacle = target.read().obstacle().orElseThrow();
            assertThat(obstacle.kind()).isEqualTo(kind);
            assertThat(obstacle.message()).contains(message);
        });
    }

    @Test
    void aCompetingWriterIsNeverOverwrittenButAChangeOfTheStatusIsNoCompetition(TestNamespace namespace)
            throws Exception {
        create(namespace, 2);
        KubernetesTarget target = target(namespace);
        TargetSnapshot seen = target.read();
        namespace.scale("tm", 5);
        assertThat(target.scaleTo(3, seen))
                .isInstanceOfSatisfying(
                        Refused.class, r -> assertThat(r.why().id()).isEqualTo("changed-meanwhile"));
        assertThat(namespace.replicas("tm")).isEqualTo(5);
        TargetSnapshot again = target.read();
        namespace.annotate("tm", Map.of("team", "streams"));
        assertThat(target.scaleTo(3, again)).isInstanceOf(Applied.class);
        assertThat(namespace.replicas("tm")).isEqualTo(3);
    }

    @Test
    void aReplicaThatLeadsNoMoreMeetsTheFence(TestNamespace namespace) throws Exception {
        create(namespace, 2);
        KubernetesTarget old = target(namespace);
        KubernetesTarget successor = target(namespace);
        old.claim("foretide-0#1", () -> {});
        TargetSnapshot seen = old.read();
        successor.claim("foretide-1#1", () -> {});
        assertThat(old.scaleTo(6, seen))
                .isInstanceOfSatisfying(
                        Refused.class,
                        r -> assertThat(r.why()).isEqualTo(new KubernetesCause.FencedOff("foretide-1#1")));
        assertThat(successor.scaleTo(3, successor.read())).isInstanceOf(Applied.class);
    }

    @Test
    void annotationsSteerAndABadOneHolds(TestNamespace namespace) throws Exception {
        create(namespace, 2);
        KubernetesTarget target = target(namespace);
        namespace.annotate(
                "tm", Map.of(Annotations.MODE, "recommend", Annotations.PAUSE_IN, "true", Annotations.MAX, "7"));
        TargetSnapshot snapshot = target.read();
        assertThat(snapshot.whyRecommended()).contains(new ControlCause.ByMode(Mode.RECOMMEND));
        assertThat(snapshot.overrides().pausedDown()).isTrue();
        assertThat(snapshot.overrides().pausedUp()).isFalse();
        assertThat(snapshot.overrides().max()).isEqualTo(OptionalInt.of(7));
        namespace.annotate("tm", Map.of(Annotations.PIN, "many"));
        assertThat(target.read().overrides().hold().map(Cause::sentence))
                .contains("annotation foretide.io/pin 'many': must be a whole number of at least 1");
    }

    @Test
    void anotherAutoscalerOnTheSameDeploymentIsSaidAndNotFought(TestNamespace namespace) throws Exception {
        create(namespace, 2);
        namespace.create(new HorizontalPodAutoscalerBuilder()
                .withNewMetadata()
                .withName("keda-hpa-tm")
                .withNamespace(namespace.name())
                .addToLabels("scaledobject.keda.sh/name", "tm-scaler")
                .endMetadata()
                .withNewSpec()
                .withNewScaleTargetRef("apps/v1", "Deployment", "tm")
                .withMaxReplicas(9)
                .endSpec()
                .build());
        KubernetesTarget target = target(namespace);
        assertThat(target.read().whyRecommended()).contains(new AutoscalerBound(Autoscaler.KEDA, "tm-scaler"));
    }

    @Test
    void whatWasDecidedCanBeReadAtTheDeployment(TestNamespace namespace) throws Exception {
        create(namespace, 2);
        KubernetesTarget target = target(namespace);
        target.tell(rescaled(2, 4, Optional.of(new Applied())));
        target.tell(rescaled(2, 4, Optional.of(new Recommended(new ControlCause.ByMode(Mode.RECOMMEND)))));
        target.tell(rescaled(2, 4, Optional.of(new Recommended(new ControlCause.ByMode(Mode.RECOMMEND)))));
        target.tell(rescaled(2, 4, Optional.of(new Refused(new KubernetesCause.ReplicasChanged("kubectl", 5)))));
        Map<String, String> annotations =
                namespace.deployment("tm").get().getMetadata().getAnnotations();
        assertThat(annotations).containsEntry(Annotations.RECOMMENDATION, "4");
        assertThat(annotations.get(Annotations.LAST_DECISION))
                .contains("\"id\":\"" + T0 + "\"")
                .contains("\"to\":4");
        List<Event> events = namespace
                .plane()
                .admin()
                .v1()
                .events()
                .inNamespace(namespace.name())
                .list()
                .getItems();
        assertThat(events.stream().filter(event -> event.getReason().startsWith("Foretide")))
                .extracting(Event::getReason)
                .containsExactlyInAnyOrder("ForetideRescaled", "ForetideRecommends", "ForetideRefused");
    }

    @Test
    void aServerThatHangsOrIsGoneIsAnErrorAndAfterwardsAllIsWell(TestNamespace namespace) throws Exception {
        create(namespace, 2);
        KubernetesTarget target = target(namespace);
        TargetSnapshot seen = target.read();
        namespace.plane().apiServer().pause();
        try {
            assertThatThrownBy(target::read).isInstanceOf(IOException.class);
            assertThat(target.scaleTo(3, seen)).isInstanceOf(Failed.class);
        } finally {
            namespace.plane().apiServer().resume();
        }
        namespace.plane().apiServer().kill();
        assertThatThrownBy(target::read).isInstanceOf(IOException.class).hasMessageContaining("Deployment");
        namespace.plane().apiServer().start();
        patiently().until(() -> target.read().taskManagers() >= 2);
    }

    @Test
    void aDeploymentThatIsDeletedAndMadeAnewIsTakenAsItIs(TestNamespace namespace) throws Exception {
        create(namespace, 2);
        KubernetesTarget target = target(namespace);
        TargetSnapshot seen = target.read();
        namespace.deployment("tm").delete();
        patiently().until(() -> namespace.deployment("tm").get() == null);
        assertThatThrownBy(target::read)
                .hasMessage("Deployment " + namespace.name()
                        + "/tm does not exist: name the Deployment of the TaskManagers");
        create(namespace, 4);
        assertThat(target.scaleTo(3, seen)).as("based on the deleted one").isInstanceOf(Refused.class);
        assertThat(target.scaleTo(3, target.read())).isInstanceOf(Applied.class);
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions();
    }
}
