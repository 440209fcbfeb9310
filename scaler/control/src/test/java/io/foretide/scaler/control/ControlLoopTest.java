package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Horizon;
import io.foretide.planner.CapacityPlanner;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.Overrides;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Strategy;
import io.foretide.series.Features;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.TelemetrySource;
import io.foretide.telemetry.signal.FeatureCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlLoopTest {
    private static final Instant T0 = Instant.parse("2001-06-13T06:30:00Z");
    private static final JobId JOB = new JobId("flights");

    @TempDir
    Path folder;

    private SqliteDatabase database;
    private FeatureStore store;
    private DecisionLog decisions;
    private final FakeFlink flink = new FakeFlink();
    private final FakeTarget target = new FakeTarget();
    private final List<TickReport> ticks = new ArrayList<>();
    private final List<DecisionOutcome> outcomes = new ArrayList<>();
    private final RescaleFollower follower = new RescaleFollower(2);
    private Optional<Forecast> forecast = Optional.empty();
    private @Nullable String leader;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(folder.resolve("features.db"), FeatureStore.MIGRATIONS);
        store = new FeatureStore(database);
        decisions = DecisionLog.open(folder.resolve("decisions.db"));
    }

    @AfterEach
    void close() {
        decisions.close();
        database.close();
    }

    /** A job on two slots a TaskManager that does 100 records/s a slot. */
    private static final class FakeFlink implements TelemetrySource {
        int taskManagers = 1;
        double demand = 100;
        JobStatus status = JobStatus.RUNNING;
        boolean unreachable;

        @Override
        public JobSnapshot collect(Instant now) throws IOException {
            if (unreachable) {
                throw new IOException("http://127.0.0.1:1 does not answer");
            }
            return collectQuietly(now);
        }

        JobSnapshot collectQuietly(Instant now) {
            int slots = 2 * taskManagers;
            Optional<JobMetrics> metrics = status == JobStatus.RUNNING
                    ? Optional.of(new JobMetrics(demand, demand, Math.min(1, demand / (slots * 100.0)), 0, 0, demand))
                    : Optional.empty();
            return new JobSnapshot(JOB, now, status, new Capacity(taskManagers, slots, slots), metrics);
        }
    }

    private static final class FakeTarget implements ScalingTarget {
        int taskManagers = 1;
        Optional<String> refusal = Optional.empty();
        Optional<String> withheld = Optional.empty();
        Overrides overrides = Overrides.NONE;
        boolean unreadable;
        boolean dumb;

        @Override
        public TargetLook look() throws IOException {
            if (unreadable) {
                throw new IOException("Kubernetes does not answer");
            }
            return new TargetLook(
                    taskManagers, withheld, overrides, Optional.empty(), Optional.empty(), "kubectl", "1");
        }

        @Override
        public Answer scaleTo(int wanted, TargetLook seen) {
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            taskManagers = wanted;
            if (dumb) {
                throw new IllegalStateException("the answer is lost");
            }
            return new Applied();
        }
    }

    private ControlLoop loop() {
        return new ControlLoop(
                new ControlLoop.Parts(
                        JOB,
                        flink,
                        new FeatureCollector(List.of()),
                        store,
                        () -> forecast,
                        new CapacityPlanner(),
                        target,
                        follower,
                        () -> Optional.ofNullable(leader),
                        decisions,
                        decisions),
                PlannerSettings.defaults(2, 1, 8).with(Strategy.Threshold.DEFAULT),
                List.of(ticks::add, new OutcomeTracker(2, follower, outcomes::add)));
    }

    /** A loop that has measured the load for long enough to act on it. */
    private ControlLoop settledLoop() {
        ControlLoop loop = loop();
        loop.tick(minute(-3));
        loop.tick(minute(-2));
        return loop;
    }

    private static Instant minute(int n) {
        return T0.plus(Duration.ofMinutes(n));
    }

    private void forecastOf(double recordsPerSecond, int minute) {
        forecast = Optional.of(flat(recordsPerSecond, minute));
    }

    private static Forecast flat(double recordsPerSecond, int minute) {
        return new Forecast(
                minute(minute),
                Horizon.DEFAULT,
                List.of(new Forecast.Path(0.9, Collections.nCopies(30, recordsPerSecond), recordsPerSecond)),
                "flat",
                "");
    }

    @Test
    void asksTheTargetBeforeTheLoadComesAndFollowsTheRescaleToItsEnd() {
        ControlLoop loop = settledLoop();
        forecastOf(350, 0);
        loop.tick(minute(0));
        assertThat(target.taskManagers).isEqualTo(3);
        loop.tick(minute(1));
        flink.taskManagers = 3;
        loop.tick(minute(2));
        flink.demand = 250;
        loop.tick(minute(9));
        DecisionOutcome outcome = decisions.outcome(JOB, T0.toString()).isPresent()
                ? decisions.outcome(JOB, T0.toString()).get()
                : outcomes.get(outcomes.size() - 1);
        assertThat(outcome.until(RescaleStage.SLOTS)).contains(Duration.ofMinutes(2));
        assertThat(outcome.until(RescaleStage.RUNNING)).contains(Duration.ofMinutes(2));
        assertThat(outcome.beforeLoad()).contains(Duration.ofMinutes(7));
    }

    @Test
    void storesTheMinuteThatATickCompletes() {
        loop().tick(minute(5));
        assertThat(store.latest(JOB)).contains(minute(4));
        assertThat(store.window(JOB, minute(4), Duration.ofMinutes(1))
                        .column(Features.DEMAND)
                        .value(0))
                .isEqualTo(100);
    }

    @Test
    void holdsAndStoresNoLoadWhileTheJobRestarts() {
        ControlLoop loop = loop();
        flink.status = JobStatus.RESTARTING;
        TickReport report = loop.tick(minute(5));
        assertThat(report.decision()).isInstanceOf(Hold.class);
        assertThat(store.window(JOB, minute(4), Duration.ofMinutes(1)).find(Features.DEMAND))
                .satisfiesAnyOf(
                        none -> assertThat(none).isEmpty(),
                        some -> assertThat(some.orElseThrow().isMissing(0)).isTrue());
    }

    @Test
    void holdsWhileFlinkDoesNotAnswerAndGoesOnAfterwards() {
        ControlLoop loop = settledLoop();
        flink.unreachable = true;
        assertThat(loop.tick(minute(0)).decision().reason()).isEqualTo("Hold: Flink does not answer.");
        flink.unreachable = false;
        forecastOf(350, 1);
        assertThat(loop.tick(minute(1)).decision()).isInstanceOf(Rescale.class);
    }

    @Test
    void aRefusalIsLoggedAndThePlannerKnowsWhatTheTargetReallyHas() {
        ControlLoop loop = settledLoop();
        target.refusal = Optional.of("the quota is used up");
        forecastOf(350, 0);
        TickReport report = loop.tick(minute(0));
        assertThat(report.state().taskManagers()).isEqualTo(1);
        assertThat(decisions.rescales(JOB)).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo("up");
            assertThat(entry.refused()).contains("the quota is used up");
        });
        target.refusal = Optional.empty();
        forecastOf(350, 1);
        assertThat(loop.tick(minute(1)).decision())
                .as("no cooldown after a refusal")
                .isInstanceOf(Rescale.class);
    }

    @Test
    void aRestartForgetsNeitherTheCooldownNorWhatWasLearned() {
        ControlLoop first = settledLoop();
        forecastOf(350, 0);
        first.tick(minute(0));
        flink.taskManagers = 3;
        forecastOf(1400, 1);
        TickReport after = loop().tick(minute(1));
        assertThat(after.decision()).isInstanceOf(Hold.class);
        assertThat(after.decision().reason()).contains("cooldown");
        assertThat(after.state().learned().rate().recordsPerSecondPerSlot()).isPresent();
    }

    @Test
    void aTargetThatAnotherHandChangedIsTakenAsItIs() {
        ControlLoop loop = loop();
        loop.tick(minute(0));
        target.taskManagers = 5;
        assertThat(loop.tick(minute(1)).state().taskManagers()).isEqualTo(5);
        loop.tick(minute(2));
        forecastOf(1500, 3);
        assertThat(loop.tick(minute(3)).decision().reason()).contains("standoff: kubectl set 5, which is left alone");
        forecastOf(1500, 62);
        flink.taskManagers = 5;
        flink.demand = 1000;
        loop.tick(minute(60));
        loop.tick(minute(61));
        assertThat(loop.tick(minute(62)).isApplied()).as("an hour is over").isTrue();
    }

    @Test
    void aWithheldRescaleIsARecommendationAndNothingChanges() {
        ControlLoop loop = settledLoop();
        target.withheld = Optional.of("the mode is recommend");
        forecastOf(350, 0);
        TickReport report = loop.tick(minute(0));
        assertThat(report.recommended()).isEqualTo(3);
        assertThat(report.withheld()).contains("the mode is recommend");
        assertThat(target.taskManagers).isEqualTo(1);
        assertThat(decisions.rescales(JOB))
                .singleElement()
                .satisfies(entry -> assertThat(entry.refused()).contains("the mode is recommend"));
        target.withheld = Optional.empty();
        assertThat(loop.tick(minute(1)).isApplied())
                .as("no cooldown after a recommendation")
                .isTrue();
    }

    @Test
    void holdsWhileTheTargetCannotBeReadAndStillStoresTheLoad() {
        ControlLoop loop = settledLoop();
        target.unreadable = true;
        forecastOf(350, 0);
        TickReport report = loop.tick(minute(0));
        assertThat(report.decision().reason()).isEqualTo("Hold: the scaling target cannot be read.");
        assertThat(store.latest(JOB)).contains(minute(-1));
        target.unreadable = false;
        assertThat(loop.tick(minute(1)).isApplied()).isTrue();
    }

    @Test
    void aFollowerOfAnotherReplicaLooksAndStoresButDecidesNothing() {
        ControlLoop loop = settledLoop();
        leader = "replica foretide-0 leads";
        forecastOf(350, 0);
        TickReport report = loop.tick(minute(0));
        assertThat(report.decision().reason()).isEqualTo("Hold: replica foretide-0 leads.");
        assertThat(store.latest(JOB)).contains(minute(-1));
        assertThat(decisions.sizes(JOB))
                .as("only the leader's decisions are logged")
                .hasSize(2);
        leader = null;
        assertThat(loop.tick(minute(1)).isApplied()).isTrue();
    }

    @Test
    void aRescaleThatWasSavedButNeverAskedForIsDecidedAnew() {
        settledLoop();
        PlannerMemory.Saved before = decisions.load(JOB).orElseThrow();
        PlannerState decided = new CapacityPlanner()
                .decide(
                        before.state(),
                        flink.collectQuietly(minute(0)),
                        Optional.of(flat(350, 0)),
                        PlannerSettings.defaults(2, 1, 8).with(Strategy.Threshold.DEFAULT),
                        minute(0))
                .state();
        assertThat(decided.taskManagers()).isEqualTo(3);
        decisions.save(JOB, new PlannerMemory.Saved(decided, Optional.of(decided.refused(before.state()))));
        forecastOf(350, 1);
        assertThat(loop().tick(minute(1)).isApplied())
                .as("killed before the target was asked")
                .isTrue();
        decisions.save(JOB, new PlannerMemory.Saved(decided, Optional.of(decided.refused(before.state()))));
        target.taskManagers = 3;
        assertThat(loop().tick(minute(2)).state().history().last())
                .as("killed after the target was asked")
                .contains(decided.history().last().orElseThrow());
    }

    @Test
    void aRequestWhoseAnswerIsLostIsSettledByTheNextLookThatSucceeds() {
        ControlLoop loop = settledLoop();
        target.dumb = true;
        forecastOf(350, 0);
        TickReport lost = loop.tick(minute(0));
        assertThat(lost.refusal()).contains("the target failed: the answer is lost");
        target.unreadable = true;
        assertThat(loop.tick(minute(1)).decision()).isInstanceOf(Hold.class);
        target.unreadable = false;
        forecastOf(1400, 2);
        assertThat(loop.tick(minute(2)).decision().reason())
                .startsWith("Hold 3 ")
                .contains("cooldown: ");
    }
}
