package io.foretide.scaler.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.CapacityPlanner;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.scaler.control.targets.RescaleApi;
import io.foretide.scaler.control.targets.RescaleApiTarget;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobTopology;
import io.foretide.telemetry.flink.FakeFlink;
import io.foretide.telemetry.flink.FlinkControl;
import io.foretide.telemetry.flink.FlinkRestSource;
import io.foretide.telemetry.flink.ObservedJob;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Jobs with several slot sharing groups on a Flink that sizes vertices apart, minute after minute: what is measured through REST
 * is decided upon, asked for, and followed. A TaskManager has two slots; a subtask that is busy all the time carries 100
 * records/s of the heavy vertex.
 */
class SizedApartJobsTest {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final PlannerSettings SETTINGS = PlannerSettings.defaults(2, 1, 12);
    private static final double HEAVY_PER_SECOND = 100;

    private final FakeFlink flink = FakeFlink.tuned();
    private final CapacityPlanner planner = new CapacityPlanner();
    private final List<String> reasons = new ArrayList<>();
    private ScalingTarget target = target();
    private FlinkRestSource source =
            new FlinkRestSource(flink.rest(), new FlinkRestSource.Settings(Optional.empty(), new JobId("orders"), 1));
    private PlannerState state = PlannerState.initial(4, SETTINGS);
    private Map<String, Double> work = Map.of();
    private int minute;

    @AfterEach
    void stop() {
        flink.close();
    }

    private ScalingTarget target() {
        flink.configuration.remove("scheduler-mode");
        flink.answers.put("/overview", "{\"slots-total\":24,\"slots-available\":16,\"taskmanagers\":12}");
        return new RescaleApiTarget(
                new FlinkControl(flink.rest(), Optional.empty()), new RescaleApi(Mode.AUTO, List.of()), 2, 12);
    }

    /** Work of each vertex as a multiple of the heavy one's; every vertex is a slot sharing group. */
    private void job(int parallelism, Map<String, Double> shares) {
        work = shares;
        flink.bounds.clear();
        shares.keySet().forEach(vertex -> flink.bounds.put(vertex, new int[] {1, parallelism}));
    }

    private int subtasks(String vertex) {
        return flink.bounds.get(vertex)[1];
    }

    private void minutes(int count, double recordsPerSecond) throws IOException {
        for (int i = 0; i < count; i++) {
            minute(recordsPerSecond);
        }
    }

    private void minute(double recordsPerSecond) throws IOException {
        minute++;
        ObservedJob job = new ObservedJob();
        String before = "";
        for (Map.Entry<String, Double> vertex : new TreeMap<>(work).entrySet()) {
            double busy =
                    Math.min(1, recordsPerSecond * vertex.getValue() / HEAVY_PER_SECOND / subtasks(vertex.getKey()));
            ObservedJob.Vertex shown = before.isEmpty()
                    ? job.vertex(vertex.getKey(), "Source: orders").reads("Source__orders", recordsPerSecond, t -> 0)
                    : job.vertex(vertex.getKey(), "vertex " + vertex.getKey(), before)
                            .takes(recordsPerSecond);
            shown.parallelism(subtasks(vertex.getKey()), 128)
                    .group("group " + vertex.getKey())
                    .busy(busy);
            before = vertex.getKey();
        }
        job.show(flink, 600 + 60 * minute);
        Instant now = T0.plus(Duration.ofMinutes(minute));
        JobSnapshot collected = source.collect(now);
        TargetSnapshot there = target.read();
        JobSnapshot snapshot = collected.with(there.shape().orElseThrow());
        CapacityPlanner.Outcome outcome = planner.decide(new PlanInput(
                state,
                snapshot,
                Optional.of(ObservedJobsTest.flat(now, recordsPerSecond)),
                there.overrides(),
                SETTINGS,
                now));
        state = outcome.state();
        if (outcome.decision() instanceof Rescale rescale) {
            reasons.add(rescale.reason());
            JobTopology shape = state.shape(snapshot.topology(), SETTINGS);
            assertThat(target.scaleTo(rescale.toTaskManagers(), shape, there))
                    .isInstanceOf(ScalingTarget.Applied.class);
            assertThat(target.read().taskManagers()).isEqualTo(rescale.toTaskManagers());
        }
    }

    @Test
    void aGroupThatNeedsLittleIsSmallAlsoAfterARestartUntilItHasMoreToDo() throws Exception {
        job(4, Map.of("a", 0.1, "b", 1.0));
        minutes(25, 300);
        assertThat(subtasks("b")).as(String.join("\n", reasons)).isEqualTo(4);
        assertThat(subtasks("a"))
                .as("one would do, and two take no TaskManager more")
                .isEqualTo(2);
        assertThat(state.taskManagers()).isEqualTo(3);
        assertThat(reasons).hasSize(1).first().asString().contains("vertex sizes: a parallelism of 4 takes 6 slots");
        restart();
        minutes(3, 300);
        assertThat(reasons).hasSize(1);
        work = Map.of("a", 0.7, "b", 1.0);
        minutes(12, 300);
        assertThat(subtasks("a")).as(String.join("\n", reasons)).isBetween(4, 5);
        assertThat(subtasks("b")).isGreaterThanOrEqualTo(4);
        assertThat(reasons).as("while it rises, it may be followed twice").hasSizeBetween(2, 3);
        assertThat(target.kept()).as("nobody else has set a size").isEmpty();
    }

    private void restart() {
        ScalingTarget old = target;
        target = target();
        target.keep(old.kept());
        target.keepApart(old.apart());
        source = new FlinkRestSource(
                flink.rest(), new FlinkRestSource.Settings(Optional.empty(), new JobId("orders"), 1));
    }

    @Test
    void threeGroupsFollowTheLoadEachByItsNeed() throws Exception {
        job(2, Map.of("a", 0.1, "b", 1.0, "c", 0.3));
        state = PlannerState.initial(3, SETTINGS);
        minutes(15, 150);
        minutes(20, 800);
        assertThat(subtasks("b")).as(String.join("\n", reasons)).isBetween(9, 14);
        assertThat(subtasks("a")).isBetween(1, 3);
        assertThat(subtasks("c")).isBetween(4, 7);
        assertThat(reasons).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void groupsOfEqualWorkStayAlike() throws Exception {
        job(4, Map.of("a", 0.9, "b", 1.0));
        minutes(12, 300);
        assertThat(reasons).isEmpty();
        assertThat(subtasks("a")).isEqualTo(4);
    }

    @Test
    void aJobThatIsIdleIsNotJudged() throws Exception {
        job(4, Map.of("a", 0.1, "b", 1.0));
        minutes(5, 10);
        assertThat(state.learned().groupNeeds().needs()).isEmpty();
    }
}
