package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.foretide.forecast.Forecast;
import io.foretide.planner.CapacityPlanner;
import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.Direction;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.SizeAuthor;
import io.foretide.series.Features;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.JobTopology;
import io.foretide.telemetry.SlotGroup;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ControlLoopTest {
    private static final Instant T0 = Instant.parse("2001-06-13T06:30:00Z");
    private static final JobId JOB = PretendedJob.JOB;

    @TempDir
    Path folder;

    private LoopUnderTest parts;
    private int running = 1;
    private final PretendedJob flink = new PretendedJob(() -> running);
    private final FakeTarget target = new FakeTarget();
    private final List<TickReport> ticks = new ArrayList<>();
    private Optional<Forecast> forecast = Optional.empty();
    private Standing standing = new Standing.Leads();

    @BeforeEach
    void open() {
        parts = new LoopUnderTest(folder).with(() -> standing).forecasting(() -> forecast);
    }

    @AfterEach
    void close() {
        parts.close();
    }

    private static final class FakeTarget implements ScalingTarget {
        int taskManagers = 1;
        Optional<Cause> refusal = Optional.empty();
        Optional<Cause> whyRecommended = Optional.empty();
        Overrides overrides = Overrides.NONE;
        boolean unreadable;
        String problem = "Kubernetes does not answer";
        boolean dumb;
        boolean pretended;
        Map<String, Integer> kept = Map.of();
        Map<String, Integer> apart = Map.of();
        Map<String, Integer> apartWhenRead = Map.of();
        Optional<JobTopology> shape = Optional.empty();
        Optional<JobTopology> asked = Optional.empty();

        @Override
        public boolean isPretended() {
            return pretended;
        }

        @Override
        public Map<String, Integer> kept() {
            return kept;
        }

        @Override
        public void keep(Map<String, Integer> parallelism) {
            kept = parallelism;
        }

        @Override
        public Map<String, Integer> apart() {
            return apart;
        }

        @Override
        public void keepApart(Map<String, Integer> parallelism) {
            apart = parallelism;
        }

        @Override
        public TargetSnapshot read() throws IOException {
            if (unreadable) {
                throw new IOException(problem);
            }
            apartWhenRead = apart;
            return new TargetSnapshot(
                    taskManagers,
                    whyRecommended,
                    overrides,
                    Optional.empty(),
                    Optional.empty(),
                    SizeAuthor.hand("kubectl"),
                    "1",
                    shape);
        }

        @Override
        public Answer scaleTo(int wanted, JobTopology groups, TargetSnapshot seen) {
            asked = Optional.of(groups);
            return scaleTo(wanted, seen);
        }

        @Override
        public Answer scaleTo(int wanted, TargetSnapshot seen) {
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
        return parts.loop(flink, target, List.of(ticks::add));
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
        forecast = Optional.of(PretendedJob.forecast(recordsPerSecond, minute(minute)));
    }

    @Test
    void asksTheTargetBeforeTheLoadComesAndFollowsTheRescaleToItsEnd() {
        ControlLoop loop = settledLoop();
        forecastOf(350, 0);
        loop.tick(minute(0));
        assertThat(target.taskManagers).isEqualTo(3);
        assertThat(parts.tracker.underWaySince()).contains(minute(0));
        loop.tick(minute(1));
        running = 3;
        loop.tick(minute(2));
        flink.demand = 250;
        loop.tick(minute(9));
        DecisionOutcome outcome = parts.outcomes.get(parts.outcomes.size() - 1);
        assertThat(outcome.until(RescaleStage.SLOTS)).contains(Duration.ofMinutes(2));
        assertThat(outcome.until(RescaleStage.RUNNING)).contains(Duration.ofMinutes(2));
        assertThat(outcome.beforeLoad()).contains(Duration.ofMinutes(7));
    }

    @Test
    void whatATargetOnlyPretendsIsNotFollowed() {
        ControlLoop loop = settledLoop();
        target.pretended = true;
        forecastOf(350, 0);
        assertThat(loop.tick(minute(0)).isApplied()).isTrue();
        assertThat(parts.tracker.underWaySince()).isEmpty();
    }

    @Test
    void everyStepOfATickIsTimed() {
        PrometheusRegistry registry = new PrometheusRegistry();
        AtomicLong nanos = new AtomicLong();
        parts.with(new TickTiming(registry, () -> nanos.addAndGet(1_000_000_000)));
        ControlLoop loop = settledLoop();
        forecastOf(350, 0);
        loop.tick(minute(0));
        Map<String, Long> observed = new TreeMap<>();
        registry.scrape(name -> name.equals("foretide_tick_step_seconds")).stream()
                .flatMap(metric -> ((HistogramSnapshot) metric).getDataPoints().stream())
                .forEach(point -> observed.put(point.getLabels().get("step"), point.getCount()));
        assertThat(observed)
                .containsOnlyKeys(
                        Stream.of(TickStep.values()).map(TickStep::label).toList())
                .containsEntry("collect", 3L)
                .containsEntry("apply", 1L)
                .containsEntry("save", 3L);
    }

    @Test
    void thePlannerIsToldWhichRoomIsHeld() {
        assertThat(loop().tick(minute(0)).snapshot().health().room().held()).isEmpty();
        parts.with(new HeldRoom(2));
        assertThat(loop().tick(minute(1)).snapshot().health().room().held()).hasValue(2);
    }

    private record HeldRoom(int pods) implements Reserve {
        @Override
        public OptionalInt room() {
            return OptionalInt.of(pods);
        }

        @Override
        public void accept(TickReport report) {}
    }

    @Test
    void storesTheMinuteThatATickCompletes() {
        loop().tick(minute(5));
        assertThat(parts.store.latest(JOB)).contains(minute(4));
        assertThat(parts.store
                        .window(JOB, minute(4), Duration.ofMinutes(1))
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
        assertThat(parts.store.window(JOB, minute(4), Duration.ofMinutes(1)).find(Features.DEMAND))
                .isEmpty();
    }

    @Test
    void aBusyLoadThatStopsAltogetherIsStoredAsUnknownNotAsZero() {
        ControlLoop loop = settledLoop();
        loop.tick(minute(0));
        flink.demand = 0;
        TickReport report = loop.tick(minute(1));
        assertThat(report.decision().reasonId()).isEqualTo("silence");
        assertThat(parts.store
                        .window(JOB, minute(0), Duration.ofMinutes(2))
                        .column(Features.DEMAND)
                        .toArray())
                .containsExactly(100, Double.NaN);
    }

    @Test
    void aScaleUpThatNobodyCarriesOutIsRecommendedAnewAndNeverTakenBack() {
        target.whyRecommended = Optional.of(new ControlCause.ByMode(Mode.RECOMMEND));
        ControlLoop loop = settledLoop();
        for (int minute = 0; minute < 90; minute++) {
            forecastOf(350, minute);
            TickReport tick = loop.tick(minute(minute));
            assertThat(tick.decision()).isInstanceOfSatisfying(Rescale.class, rescale -> {
                assertThat(rescale.toTaskManagers()).isEqualTo(3);
                assertThat(rescale.isRollback()).isFalse();
            });
        }
        assertThat(parts.outcomes).isEmpty();
    }

    /** Ticks from the rescale of minute 0 on, while {@code set} is added to what the clock shows. */
    private List<String> afterAClockWasSet(Duration set, boolean noticed) {
        ControlLoop loop = settledLoop();
        forecastOf(350, 0);
        loop.tick(minute(0));
        running = target.taskManagers;
        if (noticed) {
            loop.clockSet(set);
        } else {
            loop = loop(); // a process that was started since
        }
        List<String> causes = new ArrayList<>();
        for (int minute = 1; minute <= 8; minute++) {
            Instant now = minute(minute).plus(set);
            forecast = Optional.of(PretendedJob.forecast(1400, now));
            TickReport tick = loop.tick(now);
            causes.add(
                    tick.decision() instanceof Rescale
                            ? "rescale"
                            : tick.decision().reasonId());
        }
        return causes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1H", "PT1H", "PT-24H"})
    void aClockThatIsSetNeitherLengthensNorEndsACooldown(Duration set) {
        assertThat(afterAClockWasSet(set, true))
                .containsExactly(
                        "cooldown", "cooldown", "cooldown", "cooldown", "rescale", "bounds", "bounds", "bounds");
        assertThat(parts.decisions.rescales(JOB)).hasSize(2);
    }

    @Test
    void whatAProcessWroteWhoseClockWasAheadHappensNow() {
        assertThat(afterAClockWasSet(Duration.ofHours(-1), false))
                .containsExactly(
                        "cooldown", "cooldown", "cooldown", "cooldown", "cooldown", "rescale", "bounds", "bounds");
    }

    @Test
    void aClockThatIsSetTeachesNothingAboutRescales() {
        ControlLoop loop = settledLoop();
        forecastOf(350, 0);
        PlannerState before = loop.tick(minute(0)).state();
        loop.clockSet(Duration.ofHours(1));
        running = target.taskManagers;
        PlannerState after = loop.tick(minute(61)).state();
        assertThat(before.history().pending()).isPresent();
        assertThat(after.history().pending()).isEmpty();
        assertThat(after.learned().leadTime().observed()).containsExactly(Duration.ofMinutes(1));
        assertThat(after.learned().restartTime().observed()).isEmpty();
    }

    @Test
    void holdsWhileFlinkDoesNotAnswerAndGoesOnAfterwards() {
        ControlLoop loop = settledLoop();
        flink.unreachable = true;
        assertThat(loop.tick(minute(0)).decision().reasonId()).isEqualTo("flink-silent");
        flink.unreachable = false;
        forecastOf(350, 1);
        assertThat(loop.tick(minute(1)).decision()).isInstanceOf(Rescale.class);
    }

    @Test
    void aLookThatCannotBeTrueIsSaidOnceAndNeverLearnedFrom() {
        ControlLoop loop = settledLoop();
        PlannerState before = loop.tick(minute(0)).state();
        Logger logger = (Logger) LoggerFactory.getLogger(ControlLoop.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            for (int minute = 1; minute <= 3; minute++) {
                flink.demand = minute * 1e299;
                TickReport report = loop.tick(minute(minute));
                assertThat(report.decision().reasonId()).isEqualTo("impossible-metric");
                assertThat(report.state().learned()).isEqualTo(before.learned());
            }
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("metrics that cannot be believed: the telemetry tells an impossible recordsInPerSecond"
                        + " of 1.0E299: must be from 0 to 1.0E12");
        assertThat(parts.store
                        .window(JOB, minute(2), Duration.ofMinutes(3))
                        .column(Features.DEMAND)
                        .toArray())
                .containsExactly(Double.NaN, Double.NaN, Double.NaN);
        flink.demand = 100;
        assertThat(loop.tick(minute(4)).snapshot().metrics()).isPresent();
    }

    @Test
    void aRefusalIsLoggedAndThePlannerKnowsWhatTheTargetReallyHas() {
        ControlLoop loop = settledLoop();
        target.refusal = Optional.of(new ControlCause.RequestFailed("the quota is used up"));
        forecastOf(350, 0);
        TickReport report = loop.tick(minute(0));
        assertThat(report.state().taskManagers()).isEqualTo(1);
        assertThat(parts.decisions.rescales(JOB)).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(Direction.UP);
            assertThat(entry.fate()).isEqualTo(Fate.REFUSED);
            assertThat(entry.why()).contains("the quota is used up");
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
        running = 3;
        forecastOf(1400, 1);
        TickReport after = loop().tick(minute(1));
        assertThat(after.decision()).isInstanceOf(Hold.class);
        assertThat(after.decision().reasonId()).isEqualTo("cooldown");
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
        assertThat(loop.tick(minute(3)).decision().reasonId()).isEqualTo("standoff");
        forecastOf(1500, 62);
        running = 5;
        flink.demand = 1000;
        loop.tick(minute(60));
        loop.tick(minute(61));
        assertThat(loop.tick(minute(62)).isApplied()).as("an hour is over").isTrue();
    }

    @Test
    void aWithheldRescaleIsARecommendationAndNothingChanges() {
        ControlLoop loop = settledLoop();
        target.whyRecommended = Mode.RECOMMEND.whyRecommended();
        forecastOf(350, 0);
        TickReport report = loop.tick(minute(0));
        assertThat(report.recommended()).isEqualTo(3);
        assertThat(report.answer()).contains(new ScalingTarget.Recommended(new ControlCause.ByMode(Mode.RECOMMEND)));
        assertThat(target.taskManagers).isEqualTo(1);
        assertThat(parts.decisions.rescales(JOB))
                .singleElement()
                .satisfies(entry -> assertThat(entry.fate()).isEqualTo(Fate.RECOMMENDED));
        target.whyRecommended = Optional.empty();
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
        assertThat(report.decision().reasonId()).isEqualTo("target-unreadable");
        assertThat(parts.store.latest(JOB)).contains(minute(-1));
        target.unreadable = false;
        assertThat(loop.tick(minute(1)).isApplied()).isTrue();
    }

    @Test
    void aTroubleOfFlinkAndOfTheTargetIsSaidOnce() {
        ControlLoop loop = settledLoop();
        flink.unreachable = true;
        target.unreadable = true;
        target.problem = "http://127.0.0.1:1 does not answer";
        Logger logger = (Logger) LoggerFactory.getLogger(ControlLoop.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            loop.tick(minute(0));
            loop.tick(minute(1));
            target.problem = "Kubernetes does not answer";
            loop.tick(minute(2));
            loop.tick(minute(3));
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "no telemetry: http://127.0.0.1:1 does not answer",
                        "the scaling target cannot be read: Kubernetes does not answer");
    }

    @Test
    void aFollowerOfAnotherReplicaLooksAndStoresButDecidesNothing() {
        ControlLoop loop = settledLoop();
        standing = new Standing.Follows(new ControlCause.NotLeading(Optional.of("foretide-0")));
        forecastOf(350, 0);
        TickReport report = loop.tick(minute(0));
        assertThat(report.decision().reasonId()).isEqualTo("not-leading");
        assertThat(parts.store.latest(JOB)).contains(minute(-1));
        assertThat(parts.decisions.sizes(JOB))
                .as("only the leader's decisions are logged")
                .hasSize(2);
        standing = new Standing.Leads();
        assertThat(loop.tick(minute(1)).isApplied()).isTrue();
    }

    @Test
    void theTargetIsRemindedOfWhatItHasSizedApartBeforeItIsRead() {
        target.apart = Map.of("sink", 1);
        loop().tick(minute(0));
        target.apart = Map.of();
        loop().tick(minute(1));
        assertThat(target.apartWhenRead).containsExactly(Map.entry("sink", 1));
    }

    @Test
    void theShapeOfTheTargetIsPlannedWithAndAskedFor() {
        JobTopology groups =
                new JobTopology(List.of(new SlotGroup("a", 1, 1, 128), new SlotGroup("b", 0.5, 1, 128)), true);
        target.shape = Optional.of(groups);
        target.taskManagers = 2;
        ControlLoop loop = settledLoop();
        forecastOf(700, 0);
        TickReport report = loop.tick(minute(0));
        assertThat(report.snapshot().topology()).isEqualTo(groups);
        assertThat(report.isApplied()).isTrue();
        assertThat(target.asked).as("nothing is known of the groups").contains(groups.with(Map.of()));
    }

    @Test
    void whatTheTargetLeavesAloneIsRememberedForTheNextProcess() {
        target.kept = Map.of("sink", 1);
        loop().tick(minute(0));
        target.kept = Map.of();
        loop().tick(minute(1));
        assertThat(target.kept).containsExactly(Map.entry("sink", 1));
    }

    @Test
    void aRescaleThatWasSavedButNeverAskedForIsDecidedAnew() {
        settledLoop();
        PlannerMemory.Memory before = parts.decisions.load(JOB).orElseThrow();
        PlannerState decided = new CapacityPlanner()
                .decide(new PlanInput(
                        before.state(),
                        flink.snapshot(minute(0)),
                        Optional.of(PretendedJob.forecast(350, minute(0))),
                        Overrides.NONE,
                        LoopUnderTest.SETTINGS,
                        minute(0)))
                .state();
        assertThat(decided.taskManagers()).isEqualTo(3);
        parts.decisions.save(JOB, new PlannerMemory.Memory(decided, Optional.of(decided.refused(before.state()))));
        forecastOf(350, 1);
        assertThat(loop().tick(minute(1)).isApplied())
                .as("killed before the target was asked")
                .isTrue();
        parts.decisions.save(JOB, new PlannerMemory.Memory(decided, Optional.of(decided.refused(before.state()))));
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
        assertThat(lost.answer())
                .contains(new ScalingTarget.Failed(new ControlCause.TargetFailed("the answer is lost")));
        target.unreadable = true;
        assertThat(loop.tick(minute(1)).decision()).isInstanceOf(Hold.class);
        target.unreadable = false;
        forecastOf(1400, 2);
        TickReport settled = loop.tick(minute(2));
        assertThat(settled.decision().reasonId()).isEqualTo("cooldown");
        assertThat(settled.recommended()).isEqualTo(3);
    }
}
