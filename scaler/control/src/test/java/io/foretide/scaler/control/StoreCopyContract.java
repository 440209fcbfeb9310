package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.series.FeatureRow;
import io.foretide.series.FeatureWindow;
import io.foretide.store.FeatureStore;
import io.foretide.store.StoreAddress;
import io.foretide.store.StoreLogin;
import io.foretide.store.copy.Compared;
import io.foretide.store.copy.StoreCopy;
import io.foretide.telemetry.JobId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a copy of a history of files holds, whichever store it goes to. */
abstract class StoreCopyContract {
    private static final JobId RIDES = new JobId("rides");
    private static final JobId FLIGHTS = new JobId("flights");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int MINUTES = 4_500;
    private static final PlannerSettings SETTINGS = PlannerSettings.defaults(2, 1, 8);

    @TempDir
    private Path folder;

    private Stores from;
    private Stores to;
    private final List<String> phases = new ArrayList<>();

    /** Opens a target with nothing in it. */
    abstract Stores target();

    @BeforeEach
    void open() {
        from = Stores.open(new StoreAddress.Sqlite(folder.resolve("features.db")), StoreLogin.NONE);
        to = target();
        FeatureStore features = from.featureStore();
        features.appendAll(
                RIDES,
                IntStream.range(0, MINUTES)
                        .mapToObj(i -> new FeatureRow(minute(i), Map.of("a", i / 3.0, "b", -1.0 * i)))
                        .toList());
        features.append(RIDES, new FeatureRow(minute(7), Map.of("a", 0.1, "late", 1e-300)), minute(9));
        features.append(FLIGHTS, new FeatureRow(minute(0), Map.of("c", 1.0)));
        DecisionLog log = from.decisionLog();
        for (int i = 0; i < 10; i++) {
            log.append(FLIGHTS, DecisionLogContract.rescale(minute(i), new ScalingTarget.Applied()));
        }
        log.append(FLIGHTS, outcome(Optional.empty()));
        log.append(FLIGHTS, outcome(Optional.of(Duration.ofMinutes(7))));
        log.save(FLIGHTS, PlannerMemory.Memory.of(PlannerState.initial(3, SETTINGS)));
        log.settings()
                .serves(FLIGHTS, Optional.of(new SettingsLog.Tuned(minute(1), Map.of("rescalesPerDay", 4))), minute(1));
        log.settings().serves(FLIGHTS, Optional.empty(), minute(2));
    }

    @AfterEach
    void close() {
        from.close();
        to.close();
    }

    private static Instant minute(int index) {
        return NOON.plus(Duration.ofMinutes(index));
    }

    private static DecisionOutcome outcome(Optional<Duration> caughtUp) {
        return new DecisionOutcome(
                minute(0).toString(),
                Map.of(RescaleStage.SLOTS, Duration.ofSeconds(150)),
                caughtUp,
                Optional.empty(),
                false);
    }

    private StoreCopy copy(StoreCopy.Progress progress) {
        StoreCopy copy = new StoreCopy(progress);
        copy.add(StoreCopy.FEATURES, from.features(), to.features());
        copy.add(DecisionLog.COPIED, from.decisions(), to.decisions());
        return copy;
    }

    private StoreCopy copy() {
        return copy((phase, rows, all) -> phases.add(phase + " " + rows + " of " + all));
    }

    @Test
    void theTargetHoldsAllThatTheSourceHolds() {
        StoreCopy copy = copy();
        List<Compared> before = copy.compare("comparing");
        assertThat(before)
                .extracting(Compared::table)
                .containsExactly("features", "decision", "outcome", "planner_state", "settings");
        assertThat(before).extracting(Compared::rows).containsExactly(MINUTES + 2L, 10L, 2L, 1L, 2L);
        assertThat(before).extracting(Compared::missing).containsExactly(MINUTES + 2L, 10L, 2L, 1L, 2L);
        assertThat(before).noneMatch(Compared::isEqual);
        copy.copy("copying");
        assertThat(copy.compare("checking")).allMatch(Compared::isEqual);
        assertSameWindow(to.featureStore());
        DecisionLog log = to.decisionLog();
        DecisionLog source = from.decisionLog();
        assertThat(log.rescales(FLIGHTS)).hasSize(10).isEqualTo(source.rescales(FLIGHTS));
        String first = minute(0).toString();
        assertThat(log.explained(FLIGHTS, first)).isPresent().isEqualTo(source.explained(FLIGHTS, first));
        assertThat(log.outcome(FLIGHTS, first)).contains(outcome(Optional.of(Duration.ofMinutes(7))));
        assertThat(log.load(FLIGHTS)).isPresent().isEqualTo(source.load(FLIGHTS));
        assertThat(log.settings().at(FLIGHTS, minute(1))).isPresent();
        assertThat(phases.get(0)).isEqualTo("comparing 0 of " + (MINUTES + 17));
        assertThat(phases.get(phases.size() - 1)).isEqualTo("checking " + (MINUTES + 17) + " of " + (MINUTES + 17));
    }

    private void assertSameWindow(FeatureStore copied) {
        FeatureStore source = from.featureStore();
        for (int asOf : new int[] {7, 8, MINUTES - 1}) {
            FeatureWindow expected = source.window(RIDES, minute(asOf), Duration.ofMinutes(60));
            FeatureWindow actual = copied.window(RIDES, minute(asOf), Duration.ofMinutes(60));
            assertThat(actual.features()).containsExactlyElementsOf(expected.features());
            for (String feature : expected.features()) {
                assertThat(actual.column(feature).toArray())
                        .containsExactly(expected.column(feature).toArray());
            }
        }
        assertThat(copied.jobs()).containsExactly(FLIGHTS, RIDES);
    }

    @Test
    void aCopyThatWasInterruptedGoesOn() {
        StoreCopy interrupted = copy((phase, rows, all) -> {
            if (rows > 2_500) {
                throw new CancellationException("in the middle");
            }
        });
        assertThatThrownBy(() -> interrupted.copy("copying")).hasMessage("in the middle");
        StoreCopy again = copy();
        long missing = again.compare("comparing").get(0).missing();
        assertThat(missing).as("whole pages are there").isPositive().isLessThan(MINUTES);
        again.copy("copying");
        assertThat(again.compare("checking")).allMatch(Compared::isEqual);
        assertSameWindow(to.featureStore());
    }

    @Test
    void anInterruptEndsItBetweenTwoPages() {
        StoreCopy copy = copy();
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> copy.compare("comparing")).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void rowsOfTheTargetStayAndThoseThatDifferAreNamed() {
        FeatureStore target = to.featureStore();
        target.append(RIDES, new FeatureRow(minute(5), Map.of("a", 42.0)));
        target.append(RIDES, new FeatureRow(minute(MINUTES), Map.of("a", 43.0)));
        target.append(new JobId("orders"), new FeatureRow(minute(5), Map.of("a", 44.0)));
        StoreCopy copy = copy();
        Compared features = copy.compare("comparing").get(0);
        assertThat(features.different()).isEqualTo(1);
        assertThat(features.first())
                .contains("job rides, minute " + minute(5).getEpochSecond() / 60 + ", recorded_at "
                        + minute(5).toEpochMilli());
        copy.copy("copying");
        Compared after = copy.compare("checking").get(0);
        assertThat(after.missing()).isZero();
        assertThat(after.isEqual()).isFalse();
        assertThat(target.range(RIDES, minute(4), minute(6)).column("a").toArray())
                .containsExactly(4 / 3.0, 42);
        assertThat(target.latest(RIDES)).contains(minute(MINUTES));
        assertThat(target.latest(new JobId("orders"))).contains(minute(5));
    }

    @Test
    void whatWasCopiedCanBeWrittenOn() {
        copy().copy("copying");
        FeatureStore target = to.featureStore();
        target.append(RIDES, new FeatureRow(minute(5), Map.of("a", 42.0)));
        assertThat(target.range(RIDES, minute(5), minute(6)).column("a").value(0))
                .isEqualTo(42);
        DecisionLog log = to.decisionLog();
        log.append(FLIGHTS, outcome(Optional.of(Duration.ofMinutes(8))));
        assertThat(log.outcome(FLIGHTS, minute(0).toString())).contains(outcome(Optional.of(Duration.ofMinutes(8))));
    }
}
