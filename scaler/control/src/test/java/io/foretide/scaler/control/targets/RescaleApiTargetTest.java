package io.foretide.scaler.control.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.Cause;
import io.foretide.scaler.control.ControlCause;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.ScalingTarget.Applied;
import io.foretide.scaler.control.ScalingTarget.Failed;
import io.foretide.scaler.control.ScalingTarget.Refused;
import io.foretide.scaler.control.ScalingTargetContract;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.telemetry.JobTopology;
import io.foretide.telemetry.Obstacle;
import io.foretide.telemetry.SlotGroup;
import io.foretide.telemetry.flink.FakeFlink;
import io.foretide.telemetry.flink.FlinkControl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a Flink that is not in Reactive Mode, whose job runs in four slots. */
class RescaleApiTargetTest implements ScalingTargetContract.WithOthers {
    private final FakeFlink flink = FakeFlink.tuned();

    @BeforeEach
    void leaveReactiveMode() {
        flink.configuration.remove("scheduler-mode");
        slots(12, 8);
    }

    @AfterEach
    void stop() {
        flink.close();
    }

    private void slots(int total, int available) {
        flink.answers.put(
                "/overview",
                "{\"slots-total\":" + total + ",\"slots-available\":" + available + ",\"taskmanagers\":6}");
    }

    private RescaleApiTarget target(Mode mode, String... leave) {
        return new RescaleApiTarget(
                new FlinkControl(flink.rest(), Optional.empty()), new RescaleApi(mode, List.of(leave)), 2, 6);
    }

    @Override
    public ScalingTarget target() {
        return target(Mode.AUTO);
    }

    @Override
    public void somebodyElseSets(int taskManagers) {
        flink.bounds.replaceAll((vertex, bounds) -> new int[] {1, 2 * taskManagers});
    }

    @Test
    void setsTheParallelismOfWholeTaskManagers() throws Exception {
        flink.bounds.replaceAll((vertex, bounds) -> new int[] {1, 3});
        ScalingTarget target = target();
        assertThat(target.read().taskManagers()).isEqualTo(2);
        target.scaleTo(3, target.read());
        assertThat(flink.bounds.values()).containsOnly(new int[] {1, 6});
    }

    @Test
    void aLowerBoundStaysAndIsSaid() throws Exception {
        flink.bounds.put("b0", new int[] {4, 4});
        ScalingTarget target = target();
        assertThat(target.read().overrides().min()).isEqualTo(OptionalInt.of(2));
        assertThat(target.scaleTo(3, target.read())).isInstanceOf(Applied.class);
        assertThat(flink.bounds.get("b0")).containsExactly(4, 6);
        assertThat(target.scaleTo(1, target.read())).isInstanceOf(Applied.class);
        assertThat(flink.bounds.get("b0")).containsExactly(4, 4);
        assertThat(flink.bounds.get("a0")).as("four slots are taken anyway").containsExactly(1, 4);
        assertThat(target.scaleTo(1, target.read()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.why().sentence())
                                .isEqualTo("vertex 'count' keeps a parallelism of 4, which takes 2 TaskManagers"));
    }

    @Test
    void asksForNoMoreThanTheMaxParallelism() throws Exception {
        flink.answers.put("/jobs/11", """
                {"jid":"11","state":"RUNNING","now":1,"timestamps":{"RUNNING":1},"plan":{"nodes":[]},"vertices":[
                 {"id":"a0","name":"Source: orders","maxParallelism":6,"parallelism":4,"start-time":1,"tasks":{"RUNNING":4}},
                 {"id":"b0","name":"ordered sink","maxParallelism":1,"parallelism":1,"start-time":1,"tasks":{"RUNNING":1}}]}""");
        flink.bounds.put("b0", new int[] {1, 1});
        ScalingTarget target = target();
        assertThat(target.read().overrides().max()).isEqualTo(OptionalInt.of(3));
        assertThat(target.scaleTo(3, target.read())).isInstanceOf(Applied.class);
        assertThat(flink.bounds.get("a0")).containsExactly(1, 6);
        assertThat(flink.bounds.get("b0")).containsExactly(1, 1);
        assertThat(target.scaleTo(4, target.read()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(new ControlCause.MaxParallelism(6)));
    }

    @Test
    void whatDiffersAtFirstIsLeftAloneForGood() throws Exception {
        flink.bounds.put("a0", new int[] {1, 2});
        ScalingTarget target = target();
        target.scaleTo(1, target.read());
        target.scaleTo(4, target.read());
        assertThat(flink.bounds.get("a0")).containsExactly(1, 2);
        assertThat(flink.bounds.get("b0")).containsExactly(1, 8);
    }

    @Test
    void whatWasLeftAloneIsRememberedByTheNextProcess() throws Exception {
        flink.bounds.put("a0", new int[] {1, 2});
        ScalingTarget target = target();
        target.scaleTo(1, target.read()); // after which nothing tells a0 from b0
        ScalingTarget next = target();
        next.keep(target.kept());
        next.scaleTo(4, next.read());
        assertThat(flink.bounds.get("a0")).containsExactly(1, 2);
        assertThat(flink.bounds.get("b0")).containsExactly(1, 8);
    }

    @Test
    void whatSomebodySetsToThatOfTheOthersIsScaledWithThem() throws Exception {
        flink.bounds.put("a0", new int[] {1, 2});
        ScalingTarget target = target();
        target.keep(Map.of("a0", 2));
        target.read();
        flink.bounds.put("a0", new int[] {1, 4});
        target.read();
        target.keep(Map.of("a0", 2)); // what was saved before
        target.scaleTo(1, target.read());
        target.scaleTo(3, target.read());
        assertThat(flink.bounds.values()).containsOnly(new int[] {1, 6});
        assertThat(target.kept()).isEmpty();
    }

    @Test
    void whatIsNamedIsLeftAlone() throws Exception {
        ScalingTarget target = target(Mode.AUTO, "Source: orders");
        target.scaleTo(4, target.read());
        assertThat(flink.bounds.get("a0")).containsExactly(1, 4);
        assertThat(flink.bounds.get("b0")).containsExactly(1, 8);
    }

    /** Two slot sharing groups, of which the second gets a quarter. */
    private void apart() {
        flink.answers.put("/jobs/11", """
                {"jid":"11","state":"RUNNING","now":1,"timestamps":{"RUNNING":1},"plan":{"nodes":[]},"vertices":[
                 {"id":"a0","name":"Source: orders","slotSharingGroupId":"g0","maxParallelism":128,"parallelism":4,
                  "start-time":1,"tasks":{"RUNNING":4}},
                 {"id":"b0","name":"count","slotSharingGroupId":"g1","maxParallelism":128,"parallelism":4,
                  "start-time":1,"tasks":{"RUNNING":4}}]}""");
    }

    private static JobTopology quarter() {
        return new JobTopology(List.of(new SlotGroup("g0", 1, 1, 128), new SlotGroup("g1", 0.25, 1, 128)), true);
    }

    @Test
    void aGroupThatNeedsLessGetsFewerSlots() throws Exception {
        apart();
        ScalingTarget target = target();
        assertThat(target.read().taskManagers()).isEqualTo(4);
        assertThat(target.read().shape().orElseThrow().parallelismOn(8)).isEqualTo(4);
        assertThat(target.scaleTo(5, quarter(), target.read())).isInstanceOf(Applied.class);
        assertThat(flink.bounds.get("a0")).containsExactly(1, 8);
        assertThat(flink.bounds.get("b0")).containsExactly(1, 2);
        assertThat(target.read().taskManagers()).isEqualTo(5);
        assertThat(target.read().shape()).contains(quarter());
        assertThat(target.kept()).as("nobody else has set it").isEmpty();
        assertThat(target.scaleTo(3, target.read())).isInstanceOf(Applied.class);
        assertThat(flink.bounds.get("a0")).containsExactly(1, 4);
        assertThat(flink.bounds.get("b0")).containsExactly(1, 1);
    }

    @Test
    void severalGroupsTakeASlotEach() throws Exception {
        apart();
        flink.bounds.replaceAll((vertex, bounds) -> new int[] {1, 1});
        ScalingTarget target = new RescaleApiTarget(
                new FlinkControl(flink.rest(), Optional.empty()), new RescaleApi(Mode.AUTO, List.of()), 1, 6);
        assertThat(target.read().overrides().min()).isEqualTo(OptionalInt.of(2));
        assertThat(target.scaleTo(1, target.read()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.why().sentence())
                                .isEqualTo(
                                        "its 2 slot sharing groups take at least a slot each, hence 2 TaskManagers"));
    }

    @Test
    void theNextProcessRemembersWhatWasSizedApart() throws Exception {
        apart();
        ScalingTarget target = target();
        target.scaleTo(3, quarter(), target.read());
        ScalingTarget next = target();
        next.keep(target.kept());
        next.keepApart(target.apart());
        assertThat(next.read().shape()).contains(quarter());
        next.scaleTo(4, next.read().shape().orElseThrow().with(Map.of()), next.read());
        assertThat(flink.bounds.values()).containsOnly(new int[] {1, 4});
        assertThat(next.kept()).isEmpty();
    }

    @Test
    void whatSomebodyChangesAfterItWasSizedApartIsLeftAlone() throws Exception {
        apart();
        ScalingTarget target = target();
        target.scaleTo(5, quarter(), target.read());
        flink.bounds.put("b0", new int[] {1, 3});
        assertThat(target.read().shape().orElseThrow().parallelismOn(10)).isEqualTo(7);
        assertThat(target.kept()).containsExactly(Map.entry("b0", 3));
        target.scaleTo(6, quarter(), target.read());
        assertThat(flink.bounds.get("a0")).containsExactly(1, 9);
        assertThat(flink.bounds.get("b0")).containsExactly(1, 3);
    }

    @Test
    void lowerBoundsAndMaxParallelismHoldInAnyShape() throws Exception {
        apart();
        flink.bounds.put("b0", new int[] {2, 4});
        ScalingTarget target = target();
        target.scaleTo(3, quarter(), target.read());
        assertThat(flink.bounds.get("a0")).containsExactly(1, 4);
        assertThat(flink.bounds.get("b0")).containsExactly(2, 2);
        target.scaleTo(2, quarter(), target.read());
        assertThat(flink.bounds.get("a0")).containsExactly(1, 2);
        target.scaleTo(5, quarter(), target.read());
        assertThat(flink.bounds.get("a0")).containsExactly(1, 8);
        assertThat(flink.bounds.get("b0")).containsExactly(2, 2);
        assertThat(target.kept()).isEmpty();
    }

    @Test
    void aLowerBoundInSlotsOfItsOwnLeavesNobodyAlone() throws Exception {
        apart();
        flink.bounds.put("b0", new int[] {4, 4});
        ScalingTarget target = target();
        target.scaleTo(3, target.read());
        assertThat(flink.bounds.get("a0")).containsExactly(1, 2);
        target.scaleTo(6, target.read());
        assertThat(flink.bounds.get("a0")).containsExactly(1, 6);
        assertThat(flink.bounds.get("b0")).containsExactly(4, 6);
        assertThat(target.kept()).isEmpty();
    }

    @Test
    void aRequestWhoseAnswerWasLostIsStillOurs() throws Exception {
        apart();
        ScalingTarget target = target();
        TargetSnapshot seen = target.read();
        flink.configuration.put("scheduler-mode", "reactive");
        assertThat(target.scaleTo(5, quarter(), seen)).isInstanceOf(Failed.class);
        flink.configuration.remove("scheduler-mode");
        assertThat(target.read().shape()).contains(quarter().with(Map.of()));
        flink.bounds.put("a0", new int[] {1, 8});
        flink.bounds.put("b0", new int[] {1, 2});
        assertThat(target.read().shape()).contains(quarter());
        assertThat(target.kept()).isEmpty();
    }

    @Test
    void asksForNoMoreSlotsThanOtherJobsLeave() throws Exception {
        slots(12, 2);
        ScalingTarget target = target();
        assertThat(target.read().overrides().max()).isEqualTo(OptionalInt.of(3));
        assertThat(target.read().overrides().limit().map(Cause::sentence))
                .contains("12 slots are too many: the cluster has 12, of which other jobs use 6");
        assertThat(target.scaleTo(4, target.read()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.why().sentence())
                                .isEqualTo("8 slots are too many: the cluster has 12, of which other jobs use 6"));
        assertThat(target.scaleTo(3, target.read())).isInstanceOf(Applied.class);
    }

    @Test
    void slotsThatWentToAnotherJobAreAnObstacle() throws Exception {
        ScalingTarget target = target();
        target.scaleTo(5, target.read());
        assertThat(target.read().obstacle()).isEmpty();
        slots(12, 0);
        Obstacle obstacle = target.read().obstacle().orElseThrow();
        assertThat(obstacle.message()).contains("other jobs use 8");
        assertThat(target.read().obstacle()).contains(obstacle);
        assertThat(target.read().overrides().max())
                .as("what is asked for is not taken away")
                .isEqualTo(OptionalInt.of(5));
        slots(12, 8);
        assertThat(target.read().obstacle()).isEmpty();
    }

    @Test
    void aClusterThatGetsTaskManagersItselfHasRoom() throws Exception {
        slots(4, 0);
        flink.configuration.put("execution.target", "kubernetes-session");
        ScalingTarget target = target();
        assertThat(target.scaleTo(6, target.read())).isInstanceOf(Applied.class);
        assertThat(target.read().obstacle()).isEmpty();
    }

    @Test
    void saysWhatFlinkSaysInReactiveMode() throws Exception {
        flink.configuration.put("scheduler-mode", "reactive");
        ScalingTarget target = target();
        assertThat(target.scaleTo(3, target.read()))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.why().sentence())
                                .contains("HTTP status 500")
                                .contains("reactive mode"));
    }

    @Test
    void recommendsUnlessTheModeIsAuto() throws Exception {
        assertThat(target(Mode.RECOMMEND).read().whyRecommended()).contains(new ControlCause.ByMode(Mode.RECOMMEND));
        assertThat(target(Mode.AUTO).read().whyRecommended()).isEmpty();
    }
}
