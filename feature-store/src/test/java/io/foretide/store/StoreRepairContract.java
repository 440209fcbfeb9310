package io.foretide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.series.FeatureRow;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.store.StoreRepair.Impossible;
import io.foretide.telemetry.JobId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Repairs of ten minutes of two jobs, whichever database they are in. */
abstract class StoreRepairContract {
    static final JobId JOB = new JobId("orders");
    private static final JobId OTHER = new JobId("billing");
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final int MINUTES = 10;

    private Database database;
    private FeatureStore store;
    private StoreRepair repair;

    /** Opens the test's database. */
    abstract Database connect();

    @BeforeEach
    void fill() {
        database = connect();
        store = new FeatureStore(database);
        repair = new StoreRepair(database);
        for (int i = 0; i < MINUTES; i++) {
            store.append(JOB, new FeatureRow(minute(i), Map.of(Features.DEMAND, 100.0 + i)));
            store.append(OTHER, new FeatureRow(minute(i), Map.of(Features.DEMAND, 7.0)));
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    static Instant minute(int number) {
        return NOON.plus(Duration.ofMinutes(number));
    }

    /** As an earlier version has stored it. */
    private void poison(int minute, double value) {
        database.use(handle -> handle.execute(
                "update feature_row set payload = ? where job = (select id from job where name = ?) and minute = ?",
                ByteBuffer.allocate(Double.BYTES).putDouble(value).array(),
                JOB.value(),
                StoredRow.minuteOf(minute(minute))));
    }

    private double[] demand(JobId job) {
        return demand(store.range(job, NOON, minute(MINUTES)));
    }

    static double[] demand(FeatureWindow window) {
        return window.column(Features.DEMAND).toArray();
    }

    static double[] without(int... missing) {
        double[] expected = new double[MINUTES];
        Arrays.setAll(expected, i -> 100.0 + i);
        Arrays.stream(missing).forEach(i -> expected[i] = Double.NaN);
        return expected;
    }

    @Test
    void whatCannotBeIsMissingForWhoeverReads() {
        poison(3, 1e300);
        poison(4, -1);
        poison(5, Double.POSITIVE_INFINITY);
        assertThat(demand(JOB)).containsExactly(without(3, 4, 5));
        assertThat(demand(store.window(JOB, minute(MINUTES - 1), Duration.ofMinutes(MINUTES))))
                .containsExactly(without(3, 4, 5));
        assertThat(demand(new RollingWindow(store, JOB, Duration.ofMinutes(MINUTES)).demand(minute(MINUTES - 1))))
                .containsExactly(without(3, 4, 5));
    }

    @Test
    void whatCannotBeIsNotWritten() {
        store.append(JOB, new FeatureRow(minute(2), Map.of(Features.DEMAND, 1e300, Features.BUSY, 0.5)));
        assertThat(demand(JOB)).containsExactly(without(2));
        assertThat(repair.impossible(JOB)).isEmpty();
        assertThat(store.range(JOB, minute(2), minute(3)).column(Features.BUSY).toArray())
                .containsExactly(0.5);
    }

    @Test
    void largeRealFiguresStay() {
        Map<String, Double> large =
                Map.of(Features.DEMAND, 1e9, Features.RECORDS_IN, 1e9, Features.LAG, 7 * 86_400 * 1e9);
        store.append(JOB, new FeatureRow(minute(2), large));
        assertThat(repair.impossible(JOB)).isEmpty();
        assertThat(demand(JOB)[2]).isEqualTo(1e9);
    }

    @Test
    void whatCannotBeIsFoundAndRemovedAndNothingElse() {
        poison(3, 1e300);
        RollingWindow rolling = new RollingWindow(store, JOB, Duration.ofMinutes(MINUTES));
        rolling.demand(minute(MINUTES - 1));
        assertThat(repair.impossible(JOB)).containsExactly(new Impossible(minute(3), Features.DEMAND, 1e300));
        assertThat(repair.remove(JOB, repair.impossible(JOB))).isEqualTo(1);
        assertThat(repair.impossible(JOB)).isEmpty();
        assertThat(demand(JOB)).containsExactly(without(3));
        assertThat(demand(rolling.demand(minute(MINUTES - 1)))).containsExactly(without(3));
        assertThat(demand(OTHER)).containsOnly(7.0);
    }

    @Test
    void laterVersionsOfARepairedMinuteStayForAReaderThatKeepsUp() {
        poison(3, 1e300);
        store.append(JOB, new FeatureRow(minute(3), Map.of(Features.DEMAND, 55.0)), minute(4));
        RollingWindow rolling = new RollingWindow(store, JOB, Duration.ofMinutes(MINUTES));
        rolling.demand(minute(MINUTES - 1));
        repair.remove(JOB, repair.impossible(JOB));
        assertThat(demand(rolling.demand(minute(MINUTES - 1)))[3]).isEqualTo(55);
        assertThat(demand(JOB)[3]).isEqualTo(55);
    }

    @Test
    void aPeriodIsForgottenByWhoeverLooksAsOfWhenever() {
        store.append(JOB, new FeatureRow(minute(3), Map.of(Features.DEMAND, 55.0)), minute(4));
        RollingWindow rolling = new RollingWindow(store, JOB, Duration.ofMinutes(MINUTES));
        rolling.demand(minute(MINUTES - 1));
        assertThat(repair.forget(JOB, minute(2), minute(4))).isEqualTo(2);
        assertThat(demand(JOB)).containsExactly(without(2, 3));
        assertThat(demand(rolling.demand(minute(MINUTES - 1)))).containsExactly(without(2, 3));
        assertThat(demand(store.window(JOB, minute(3), Duration.ofMinutes(4))))
                .containsExactly(100, 101, Double.NaN, Double.NaN);
        assertThat(demand(OTHER)).containsOnly(7.0);
        assertThat(repair.forget(JOB, minute(20), minute(30))).isZero();
    }

    @Test
    void whatIsForgottenTellsNothingMore() {
        assertThat(repair.told(JOB, minute(1), minute(4))).isEqualTo(3);
        assertThat(repair.forget(JOB, minute(2), minute(4))).isEqualTo(2);
        assertThat(repair.told(JOB, minute(1), minute(4))).isEqualTo(1);
        assertThat(repair.forget(JOB, minute(1), minute(4))).isEqualTo(1);
        assertThat(repair.told(JOB, minute(1), minute(4))).isZero();
        assertThat(repair.forget(JOB, minute(1), minute(4))).isZero();
        assertThat(demand(JOB)).containsExactly(without(1, 2, 3));
    }
}
