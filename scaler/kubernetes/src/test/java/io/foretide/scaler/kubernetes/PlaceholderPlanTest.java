package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.Overrides;
import io.foretide.scaler.control.ControlCause;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.Standing;
import io.foretide.scaler.kubernetes.KubernetesCause.Autoscaler;
import io.foretide.scaler.kubernetes.KubernetesCause.AutoscalerBound;
import io.foretide.scaler.kubernetes.PlaceholderPlan.Keep;
import io.foretide.scaler.kubernetes.PlaceholderPlan.LeaveAlone;
import io.foretide.scaler.kubernetes.PlaceholderPlan.Release;
import io.foretide.scaler.kubernetes.PlaceholderSnapshot.Limits;
import io.foretide.scaler.kubernetes.PlaceholderSnapshot.Owner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sentence of {@link PlaceholderPlan}, a row each. */
class PlaceholderPlanTest {
    private static final Cause LED = new ControlCause.NotLeading(Optional.of("b"));
    private static final PlaceholderNeed THREE =
            PlaceholderNeed.of(PlaceholderTicks.expecting(450, 2), 10, Overrides.NONE);
    private static final Limits FREE = limits(Optional.of(List.of()), Optional.of(List.of(node("4"))));

    static Stream<Arguments> rows() {
        PlaceholderSnapshot auto = seen(Mode.AUTO, THREE, FREE);
        Cause noForecast = PlaceholderCause.Plain.NO_FORECAST;
        Cause noPlan = PlaceholderCause.Plain.NO_PLAN;
        AutoscalerBound keda = new AutoscalerBound(Autoscaler.KEDA, "tm");
        Cause quota = new PlaceholderCause.QuotaFull("cores", "cpu");
        return Stream.of(
                row("as many as the forecast needs", auto, new Keep(3, THREE.why())),
                row("none without a forecast", seen(Mode.AUTO, none(noForecast)), new Release(noForecast)),
                row("none without metrics", seen(Mode.AUTO, none(noPlan)), new Release(noPlan)),
                row("none in mode off", seen(Mode.OFF, THREE), new Release(new ControlCause.ByMode(Mode.OFF))),
                row("none while somebody else scales", seen(Mode.AUTO, none(keda)), new Release(keda)),
                row(
                        "nothing is changed in mode recommend",
                        seen(Mode.RECOMMEND, THREE),
                        new LeaveAlone(new ControlCause.ByMode(Mode.RECOMMEND))),
                row(
                        "none where there are no TaskManagers",
                        new PlaceholderSnapshot(
                                new Standing.Leads(),
                                true,
                                Optional.empty(),
                                2,
                                0,
                                Optional.empty(),
                                THREE,
                                Optional.empty()),
                        new Release(PlaceholderCause.Plain.NO_TASK_MANAGERS)),
                row("those of a replica that leads no more go", following(true), new Release(LED)),
                row("those of the next leader stay", following(false), new LeaveAlone(LED)),
                row(
                        "no more than the quotas have room for",
                        seen(
                                Mode.AUTO,
                                THREE,
                                limits(Optional.of(List.of(quota("2"))), Optional.of(List.of(node("4"))))),
                        new Keep(1, bounded(quota))),
                row(
                        "none where the quotas have no room",
                        seen(
                                Mode.AUTO,
                                THREE,
                                limits(Optional.of(List.of(quota("0"))), Optional.of(List.of(node("4"))))),
                        new Release(bounded(quota))),
                row(
                        "no more than there are if quotas may not be listed",
                        seen(Mode.AUTO, THREE, limits(Optional.empty(), Optional.of(List.of(node("4"))))),
                        new Keep(2, bounded(PlaceholderCause.Plain.QUOTAS_FORBIDDEN))),
                row(
                        "none that no node could take",
                        seen(Mode.AUTO, THREE, limits(Optional.of(List.of()), Optional.of(List.of(node("500m"))))),
                        new Release(bounded(new PlaceholderCause.NoNodeFits("cpu 1")))),
                row(
                        "nodes are left out if they may not be listed",
                        seen(Mode.AUTO, THREE, limits(Optional.of(List.of()), Optional.empty())),
                        new Keep(3, THREE.why())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void isWhatTheSentenceSays(String sentence, PlaceholderSnapshot seen, PlaceholderPlan plan) {
        assertThat(PlaceholderPlan.of(seen, true)).as(sentence).isEqualTo(plan);
    }

    @Test
    void whereTheyAreDisabledThoseOfBeforeGoUnlessTheModeIsRecommend() {
        assertThat(PlaceholderPlan.of(seen(Mode.AUTO, THREE), false))
                .isEqualTo(new Release(PlaceholderCause.Plain.DISABLED));
        assertThat(PlaceholderPlan.of(seen(Mode.RECOMMEND, THREE), false)).isInstanceOf(LeaveAlone.class);
    }

    private static Arguments row(String sentence, PlaceholderSnapshot seen, PlaceholderPlan plan) {
        return Arguments.of(sentence, seen, plan);
    }

    private static PlaceholderNeed none(Cause why) {
        return PlaceholderNeed.none(why);
    }

    private static Cause bounded(Cause bound) {
        return new PlaceholderCause.Bounded(THREE.why(), bound);
    }

    /** Two are kept. */
    private static PlaceholderSnapshot seen(Mode mode, PlaceholderNeed need, Limits limits) {
        return new PlaceholderSnapshot(
                new Standing.Leads(),
                true,
                Optional.of(new Owner(new GenericKubernetesResource(), mode)),
                2,
                0,
                Optional.empty(),
                need,
                Optional.of(limits));
    }

    private static PlaceholderSnapshot seen(Mode mode, PlaceholderNeed need) {
        return new PlaceholderSnapshot(
                new Standing.Leads(),
                true,
                Optional.of(new Owner(new GenericKubernetesResource(), mode)),
                2,
                0,
                Optional.empty(),
                need,
                Optional.empty());
    }

    private static PlaceholderSnapshot following(boolean isOurs) {
        return new PlaceholderSnapshot(
                new Standing.Follows(LED),
                isOurs,
                Optional.of(new Owner(new GenericKubernetesResource(), Mode.AUTO)),
                2,
                0,
                Optional.empty(),
                PlaceholderNeed.none(LED),
                Optional.empty());
    }

    private static Limits limits(Optional<List<ResourceQuota>> quotas, Optional<List<Node>> nodes) {
        PlaceholderResources each = new PlaceholderResources(Map.of("cpu", new Quantity("1")), Map.of());
        return new Limits(new PlaceholderRoom(each, 0, 0, true), quotas, nodes);
    }

    private static ResourceQuota quota(String free) {
        return new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("cores")
                .endMetadata()
                .withNewSpec()
                .addToHard("cpu", new Quantity(free))
                .endSpec()
                .withNewStatus()
                .addToUsed("cpu", new Quantity("0"))
                .endStatus()
                .build();
    }

    private static Node node(String cpu) {
        return new NodeBuilder()
                .withNewStatus()
                .addToAllocatable("cpu", new Quantity(cpu))
                .endStatus()
                .build();
    }
}
