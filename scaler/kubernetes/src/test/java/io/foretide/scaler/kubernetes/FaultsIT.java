package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.RuleCause.SetByOthers;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.scaler.control.ControlCause;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.kubernetes.KubernetesCause.Autoscaler;
import io.foretide.scaler.kubernetes.KubernetesCause.AutoscalerBound;
import io.foretide.scaler.kubernetes.cluster.ControlPlaneExtension;
import io.foretide.scaler.kubernetes.cluster.PodFault;
import io.foretide.scaler.kubernetes.cluster.TestKubelet;
import io.foretide.scaler.kubernetes.cluster.TestNamespace;
import io.foretide.scaler.kubernetes.cluster.Workloads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one replica does when the cluster around it misbehaves in mid-rescale. */
@ExtendWith(ControlPlaneExtension.class)
final class FaultsIT {
    private static final String UNREADABLE = ControlCause.Plain.TARGET_UNREADABLE.id();
    private static final String COOLDOWN = "cooldown";
    private static final String STANDOFF = "standoff";

    @TempDir
    Path folder;

    @Test
    void anApiServerThatDiesAfterTheRequestChangesNothingOfTheDecision(TestNamespace namespace) throws Exception {
        try (LoopBench bench = new LoopBench(namespace, folder).settle()) {
            bench.forecast(350);
            assertThat(bench.tick().isApplied()).isTrue();
            namespace.plane().apiServer().kill();
            assertThat(reasonId("dead", bench.tick())).isEqualTo(UNREADABLE);
            bench.forecast(1400);
            namespace.plane().apiServer().start();
            assertThat(reasonId("back", patientTick(bench))).isEqualTo(COOLDOWN);
            bench.running = 3;
            bench.skip(Duration.ofMinutes(5));
            assertThat(bench.tick().isApplied()).isTrue();
            awaitSizes(bench, 1, 3, 8);
        }
    }

    @Test
    void aRequestThatAHungApiServerDidNotAnswerIsSettledByTheNextLook(TestNamespace namespace) throws Exception {
        try (LoopBench bench = new LoopBench(namespace, folder).settle()) {
            bench.forecast(350);
            bench.beforeAsking = () -> hang(namespace);
            TickReport hung = bench.tick();
            System.out.println("hung: " + hung.answer());
            assertThat(hung.isApplied()).isFalse();
            namespace.plane().apiServer().resume();
            assertThat(reasonId("resumed", patientTick(bench))).isNotEqualTo(STANDOFF);
            awaitSizes(bench, 1, 3);
        }
    }

    @Test
    void aRequestWhoseAnswerIsLostCountsAsForetides(TestNamespace namespace) throws Exception {
        try (LoopBench bench = new LoopBench(namespace, folder).settle()) {
            bench.forecast(350);
            bench.afterAsking = () -> {
                throw new IllegalStateException("the answer is lost");
            };
            assertThat(bench.tick().answer())
                    .contains(new ScalingTarget.Failed(new ControlCause.TargetFailed("the answer is lost")));
            bench.forecast(1400);
            namespace.plane().apiServer().kill();
            assertThat(bench.tick().decision().reasonId()).isEqualTo(UNREADABLE);
            namespace.plane().apiServer().start();
            TickReport back = patientTick(bench);
            assertThat(reasonId("answer lost", back)).isEqualTo(COOLDOWN);
            assertThat(back.recommended()).isEqualTo(3);
            awaitSizes(bench, 1, 3);
        }
    }

    private static void hang(TestNamespace namespace) {
        try {
            namespace.plane().apiServer().pause();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRequestThatNeverArrivedIsDecidedAnew(TestNamespace namespace) throws Exception {
        try (LoopBench bench = new LoopBench(namespace, folder).settle()) {
            bench.forecast(350);
            bench.beforeAsking = () -> {
                try {
                    namespace.plane().apiServer().kill();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            };
            System.out.println("killed: " + bench.tick().answer());
            namespace.plane().apiServer().start();
            assertThat(patientTick(bench).isApplied()).isTrue();
            awaitSizes(bench, 1, 3);
        }
    }

    @Test
    void aStormOfAnotherHandIsNeverOverwritten(TestNamespace namespace) throws Exception {
        ScheduledExecutorService storm = Executors.newSingleThreadScheduledExecutor();
        AtomicInteger wrote = new AtomicInteger();
        try (LoopBench bench = new LoopBench(namespace, folder).settle()) {
            bench.forecast(350);
            bench.beforeAsking = () -> {
                var unused = storm.scheduleAtFixedRate(
                        () -> namespace.scale("tm", 4 + wrote.incrementAndGet() % 4), 0, 50, TimeUnit.MILLISECONDS);
                await().until(() -> wrote.get() > 2);
            };
            System.out.println("in the storm: " + bench.tick().answer());
            for (int i = 0; i < 8; i++) {
                assertThat(bench.tick().isApplied()).isFalse();
                int before = wrote.get();
                await().until(() -> wrote.get() > before);
            }
            storm.shutdown();
            assertThat(storm.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            int left = namespace.replicas("tm");
            bench.running = left;
            assertLeftAlone(wrote + " writes", bench.tick(), left);
            assertThat(bench.sizes.sizes()).doesNotContain(3);
            bench.skip(Duration.ofHours(1));
            bench.forecast(1400);
            bench.settle();
            awaitSizesEndWith(bench, 8);
        } finally {
            storm.shutdownNow();
        }
    }

    @Test
    void aGitOpsToolThatSetsTheSizeAgainEverySecondIsNotFought(TestNamespace namespace) throws Exception {
        ScheduledExecutorService tool = Executors.newSingleThreadScheduledExecutor();
        try (LoopBench bench = new LoopBench(namespace, folder).settle()) {
            var unused = tool.scheduleAtFixedRate(
                    () -> {
                        if (namespace.replicas("tm") != 1) {
                            namespace.scale("tm", 1);
                        }
                    },
                    0,
                    1,
                    TimeUnit.SECONDS);
            bench.forecast(350);
            assertThat(bench.tick().isApplied()).isTrue();
            awaitSizes(bench, 1, 3, 1);
            for (int i = 0; i < 20; i++) {
                assertThat(bench.tick().decision().reasonId()).isEqualTo(STANDOFF);
            }
            reasonId("every second", bench.tick());
            assertThat(bench.sizes.sizes()).containsExactly(1, 3, 1);
        } finally {
            tool.shutdownNow();
        }
    }

    @Test
    void anAutoscalerThatComesLaterTakesOverAndForetideGoesOnWhenItIsGone(TestNamespace namespace) {
        KubernetesClient admin = namespace.plane().admin();
        HorizontalPodAutoscaler autoscaler = new HorizontalPodAutoscalerBuilder()
                .withNewMetadata()
                .withName("late")
                .withNamespace(namespace.name())
                .endMetadata()
                .withNewSpec()
                .withNewScaleTargetRef("apps/v1", "Deployment", "tm")
                .withMaxReplicas(9)
                .endSpec()
                .build();
        try (LoopBench bench = new LoopBench(namespace, folder).settle()) {
            bench.forecast(350);
            assertThat(bench.tick().isApplied()).isTrue();
            bench.running = 3;
            bench.tick();
            admin.resource(autoscaler).create();
            bench.skip(Duration.ofMinutes(5));
            bench.forecast(1400);
            TickReport recommended = bench.tick();
            System.out.println("beside an autoscaler: " + recommended.answer());
            assertThat(recommended.whyNotApplied()).contains(new AutoscalerBound(Autoscaler.HPA, "late"));
            assertThat(bench.sizes.sizes()).containsExactly(1, 3);
            admin.resource(autoscaler).delete();
            assertThat(bench.tick().isApplied()).isTrue();
            awaitSizes(bench, 1, 3, 8);
        }
    }

    @Test
    void aDeploymentThatIsDeletedAndMadeAnewInMidRescaleIsAnothersDecision(TestNamespace namespace) {
        try (LoopBench bench = new LoopBench(namespace, folder).settle()) {
            bench.forecast(350);
            assertThat(bench.tick().isApplied()).isTrue();
            namespace.deployment("tm").delete();
            patiently().until(() -> namespace.deployment("tm").get() == null);
            assertThat(reasonId("deleted", bench.tick())).isEqualTo(UNREADABLE);
            namespace.create(Workloads.taskManagers(namespace, "tm", 2));
            bench.running = 2;
            assertLeftAlone("made anew", bench.tick(), 2);
            bench.skip(Duration.ofHours(1));
            bench.settle();
            assertThat(namespace.replicas("tm")).isEqualTo(3);
        }
    }

    /** What keeps Pods from coming. */
    private enum Lack {
        ROOM,
        IMAGE,
        QUOTA,
        HEALTH
    }

    @ParameterizedTest
    @EnumSource(Lack.class)
    void podsThatDoNotComeEndInARollBackToThoseThatCame(Lack lack, TestNamespace namespace) throws Exception {
        try (TestKubelet kubelet =
                        TestKubelet.sayingOnly(namespace).node("node", lack == Lack.ROOM ? "2" : "8", "64Gi");
                LoopBench bench = new LoopBench(namespace, folder).settle()) {
            awaitReady(namespace, 1);
            switch (lack) {
                case IMAGE -> kubelet.inject(PodFault.IMAGE_PULL);
                case HEALTH -> kubelet.inject(PodFault.CRASH_LOOP);
                case QUOTA -> quota(namespace, 2);
                case ROOM -> {}
            }
            bench.forecast(350);
            assertThat(bench.tick().isApplied()).isTrue();
            int came = lack == Lack.ROOM || lack == Lack.QUOTA ? 2 : 1;
            patiently().until(() -> namespace.pods().size() == (lack == Lack.QUOTA ? 2 : 3));
            awaitReady(namespace, came);
            bench.running = came;
            TickReport back = rollBack(bench);
            System.out.println(lack + ": " + back.decision().reason());
            assertThat(back.decision()).isInstanceOfSatisfying(Rescale.class, rescale -> {
                assertThat(rescale.isRollback()).isTrue();
                assertThat(rescale.toTaskManagers()).isEqualTo(came);
                assertThat(rescale.reason()).contains(named(lack));
            });
            assertThat(back.isApplied()).isTrue();
            awaitSizes(bench, 1, 3, came);
            assertThat(bench.events()).anySatisfy(event -> {
                assertThat(event.getReason()).isEqualTo("ForetideRolledBack");
                assertThat(event.getInvolvedObject().getName()).isEqualTo("tm");
                assertThat(event.getMessage()).contains(named(lack));
            });
            bench.skip(Duration.ofMinutes(6));
            assertThat(reasonId("afterwards", bench.tick())).isEqualTo("unreachable");
        }
    }

    private static String named(Lack lack) {
        return switch (lack) {
            case ROOM -> "cannot be scheduled: 0/1 nodes are available";
            case IMAGE -> "ImagePull";
            case QUOTA -> "exceeded quota";
            case HEALTH -> "CrashLoopBackOff";
        };
    }

    /** Ticks until the obstacle has stood for long enough; the lead time is not learned yet, so that takes three minutes. */
    private static TickReport rollBack(LoopBench bench) {
        return ticking(250).until(bench::tick, report -> report.decision() instanceof Rescale);
    }

    /** Ticks in this thread, as often as {@code millis} says, until one is as it should be. */
    private static ConditionFactory ticking(int millis) {
        return await().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(millis))
                .atMost(Duration.ofMinutes(1));
    }

    private static void quota(TestNamespace namespace, int pods) {
        namespace.create(new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("pods")
                .withNamespace(namespace.name())
                .endMetadata()
                .withNewSpec()
                .withHard(Map.of("pods", new Quantity(Integer.toString(pods))))
                .endSpec()
                .build());
        patiently().until(() -> !namespace.used("pods").isEmpty());
    }

    /** The id of what was decided, and a line for who reads the test's output. */
    private static String reasonId(String when, TickReport report) {
        System.out.println(when + ": " + report.decision().reason());
        return report.decision().reasonId();
    }

    /** The size that another hand has set is left alone. */
    private static void assertLeftAlone(String when, TickReport report, int taskManagers) {
        assertThat(reasonId(when, report)).isEqualTo(STANDOFF);
        assertThat(report.decision().adjustments())
                .extracting(Adjustment::cause)
                .hasAtLeastOneElementOfType(SetByOthers.class)
                .filteredOn(SetByOthers.class::isInstance)
                .allSatisfy(cause ->
                        assertThat(((SetByOthers) cause).taskManagers()).isEqualTo(taskManagers));
    }

    /** A tick that can read the target: a server that is back needs a moment. */
    private static TickReport patientTick(LoopBench bench) {
        return ticking(500)
                .until(bench::tick, report -> !report.decision().reasonId().equals(UNREADABLE));
    }

    private static void awaitReady(TestNamespace namespace, int ready) {
        patiently().until(() -> namespace.ready("tm") == ready);
    }

    private static void awaitSizes(LoopBench bench, Integer... expected) {
        patiently().untilAsserted(() -> assertThat(bench.sizes.sizes()).containsExactly(expected));
    }

    private static void awaitSizesEndWith(LoopBench bench, int last) {
        patiently().untilAsserted(() -> {
            List<Integer> all = bench.sizes.sizes();
            assertThat(all.get(all.size() - 1)).isEqualTo(last);
        });
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions();
    }
}
