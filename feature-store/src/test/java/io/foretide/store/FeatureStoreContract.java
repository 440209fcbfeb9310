package io.foretide.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.series.FeatureRow;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Quality;
import io.foretide.telemetry.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store does, whichever database it is in. */
abstract class FeatureStoreContract {
    private static final JobId JOB = new JobId("rides");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Database database;
    private FeatureStore store;

    /** Opens the test's database; again, as another process would. */
    abstract Database connect();

    @BeforeEach
    void open() {
        database = connect();
        store = new FeatureStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void windowEndsAtTheMinuteAsOf() {
        store.appendAll(JOB, rows(0, 10));
        FeatureWindow window = store.window(JOB, minute(9).plusSeconds(42), Duration.ofMinutes(5));
        assertThat(window.start()).isEqualTo(minute(5));
        assertThat(window.asOf()).isEqualTo(minute(9));
        assertThat(window.column("a").toArray()).containsExactly(5, 6, 7, 8, 9);
        assertThat(window.features()).containsExactly("a", "b");
    }

    @Test
    void laterMinutesDoNotChangeAWindow() {
        store.appendAll(JOB, rows(0, 10));
        FeatureWindow before = store.window(JOB, minute(7), Duration.ofMinutes(8));
        store.appendAll(JOB, rows(8, 30));
        store.append(JOB, row(minute(31), Map.of("a", 1.0, "later", 2.0)));
        assertThat(dump(store.window(JOB, minute(7), Duration.ofMinutes(8)))).isEqualTo(dump(before));
    }

    @Test
    void rowsRecordedLateAreShownOnlyFromThenOn() {
        store.appendAll(JOB, rows(0, 5));
        store.append(JOB, row(minute(5), Map.of("a", 5.0)), minute(8));
        assertThat(store.window(JOB, minute(6), Duration.ofMinutes(3))
                        .column("a")
                        .quality(1))
                .isEqualTo(Quality.MISSING);
        assertThat(store.window(JOB, minute(7), Duration.ofMinutes(3))
                        .column("a")
                        .value(0))
                .as("recorded at the end of the window's last minute")
                .isEqualTo(5);
        assertThat(store.range(JOB, minute(5), minute(6)).column("a").value(0)).isEqualTo(5);
    }

    @Test
    void aRowCannotBeRecordedBeforeItsMinute() {
        assertThatThrownBy(() -> store.append(JOB, row(minute(5), Map.of()), minute(4)))
                .hasMessageContaining("rides")
                .hasMessageContaining("cannot be known before its minute");
    }

    @Test
    void writingAMinuteAgainReplacesItForLaterLooksOnly() {
        store.append(JOB, row(minute(0), Map.of("a", 1.0, "b", 1.0)));
        store.append(JOB, row(minute(0), Map.of("a", 2.0)), minute(3));
        FeatureWindow then = store.window(JOB, minute(1), Duration.ofMinutes(2));
        assertThat(then.column("a").value(0)).isEqualTo(1);
        FeatureWindow now = store.window(JOB, minute(3), Duration.ofMinutes(4));
        assertThat(now.column("a").value(0)).isEqualTo(2);
        assertThat(now.column("b").isMissing(0)).as("the whole row is replaced").isTrue();
        assertThat(store.range(JOB, minute(0), minute(1)).column("a").value(0)).isEqualTo(2);
    }

    @Test
    void historyWrittenAgainReplacesWhatWasRecordedSince() {
        store.append(JOB, row(minute(0), Map.of("a", 1.0)), minute(3));
        store.append(JOB, row(minute(0), Map.of("a", 2.0)));
        assertThat(store.window(JOB, minute(0), Duration.ofMinutes(1))
                        .column("a")
                        .value(0))
                .isEqualTo(2);
        assertThat(store.window(JOB, minute(9), Duration.ofMinutes(10))
                        .column("a")
                        .value(0))
                .isEqualTo(2);
    }

    @Test
    void gapsAreMissingAndNeverInvented() {
        store.append(JOB, row(minute(0), Map.of("a", 1.0)));
        store.append(JOB, row(minute(2), Map.of("b", 2.0)));
        FeatureWindow window = store.window(JOB, minute(3), Duration.ofMinutes(4));
        assertThat(window.column("a").observed()).isEqualTo(1);
        assertThat(window.column("b").observed()).isEqualTo(1);
        assertThat(window.column("b").value(2)).isEqualTo(2);
        assertThat(window.column("a").quality(1)).isEqualTo(Quality.MISSING);
    }

    @Test
    void aWindowBeforeAllDataHasNoFeatures() {
        store.appendAll(JOB, rows(0, 3));
        FeatureWindow window = store.window(JOB, minute(-1), Duration.ofMinutes(60));
        assertThat(window.size()).isEqualTo(60);
        assertThat(window.features()).isEmpty();
        assertThat(store.window(new JobId("unknown"), NOON, Duration.ofMinutes(1))
                        .features())
                .isEmpty();
    }

    @Test
    void whatIsOlderThanTheCutGoesAndNothingElse() {
        JobId other = new JobId("orders");
        int twoDays = 2 * 24 * 60;
        store.appendAll(JOB, rows(0, twoDays + 5));
        store.append(other, row(minute(7), Map.of("c", 1.0)));
        assertThat(store.forgetBefore(JOB, minute(twoDays))).isEqualTo(twoDays);
        assertThat(store.earliest(JOB)).contains(minute(twoDays));
        assertThat(store.latest(JOB)).contains(minute(twoDays + 4));
        assertThat(store.earliest(other)).contains(minute(7));
        assertThat(store.forgetBefore(JOB, minute(twoDays))).isZero();
        assertThat(store.forgetBefore(new JobId("unknown"), minute(9))).isZero();
    }

    @Test
    void jobsAreKeptApart() {
        JobId other = new JobId("orders");
        store.appendAll(JOB, rows(0, 3));
        store.append(other, row(minute(7), Map.of("c", 1.0)));
        assertThat(store.jobs()).containsExactly(other, JOB);
        assertThat(store.latest(JOB)).contains(minute(2));
        assertThat(store.earliest(JOB)).contains(minute(0));
        assertThat(store.latest(other)).contains(minute(7));
        assertThat(store.latest(new JobId("unknown"))).isEmpty();
        assertThat(store.range(JOB, minute(0), minute(9)).find("c")).isEmpty();
    }

    @Test
    void missingFeaturesNeedNoSchemaOfTheirOwn() {
        store.append(JOB, row(minute(0), Map.of("a", 1.0, "b", 2.0)));
        store.append(JOB, row(minute(1), Map.of("b", 3.0)));
        store.append(JOB, row(minute(2), Map.of("c", 4.0)));
        store.append(JOB, row(minute(3), Map.of("a", 5.0)));
        long schemas = database.with(handle -> handle.select("select count(*) from feature_schema")
                .mapTo(Long.class)
                .one());
        assertThat(schemas).isEqualTo(2);
        assertThat(store.range(JOB, minute(0), minute(4)).column("a").toArray())
                .containsExactly(1, Double.NaN, Double.NaN, 5);
    }

    @Test
    void nothingIsLostByARestart() {
        store.appendAll(JOB, rows(0, 100));
        store.append(JOB, row(minute(100), Map.of("a", 1.0, "new", 2.0)), minute(101));
        Map<String, List<Double>> before = dump(store.range(JOB, minute(0), minute(101)));
        database.close();
        open();
        assertThat(dump(store.range(JOB, minute(0), minute(101)))).isEqualTo(before);
        store.append(JOB, row(minute(101), Map.of("new", 3.0)));
        assertThat(store.latest(JOB)).contains(minute(101));
    }

    @Test
    void manyReadWhileOneWrites() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (Database second = connect()) {
            Callable<Integer> own = () -> readUntilComplete(store);
            Callable<Integer> other = () -> readUntilComplete(new FeatureStore(second));
            Callable<Integer> writer = () -> {
                IntStream.range(0, 60)
                        .forEach(i -> store.append(JOB, rows(i, i + 1).get(0)));
                return 60;
            };
            for (Future<Integer> result : List.of(threads.submit(own), threads.submit(other), threads.submit(writer))) {
                assertThat(result.get()).isEqualTo(60);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int readUntilComplete(FeatureStore reader) {
        int seen = 0;
        while (seen < 60) {
            FeatureWindow window = reader.window(JOB, minute(59), Duration.ofMinutes(60));
            int now = window.find("a").map(series -> series.observed()).orElse(0);
            assertThat(now).isGreaterThanOrEqualTo(seen);
            seen = now;
        }
        return seen;
    }

    @Test
    void twoWritersWaitForEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Database second = connect()) {
            FeatureStore other = new FeatureStore(second);
            Future<?> one = threads.submit(() -> rows(0, 60).forEach(row -> store.append(JOB, row)));
            Future<?> two = threads.submit(() -> rows(60, 120).forEach(row -> other.append(JOB, row)));
            one.get();
            two.get();
            assertThat(store.range(JOB, minute(0), minute(120)).column("a").observed())
                    .isEqualTo(120);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void processesThatBeginAtOnceAgreeOnJobsAndSchemas() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Database> opened = new ArrayList<>();
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                Database own = connect();
                opened.add(own);
                FeatureStore each = new FeatureStore(own);
                int minute = writer;
                writers.add(threads.submit(() -> IntStream.range(0, 25)
                        .forEach(job -> each.append(
                                new JobId("job-" + job),
                                row(minute(minute), Map.of("feature-" + job, (double) minute))))));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            threads.shutdownNow();
            opened.forEach(Database::close);
        }
        assertThat(store.jobs()).hasSize(25);
        for (JobId job : store.jobs()) {
            String feature = job.value().replace("job", "feature");
            assertThat(store.range(job, minute(0), minute(4)).column(feature).toArray())
                    .containsExactly(0, 1, 2, 3);
        }
    }

    @Test
    void ofEqualVersionsTheLastOneCounts() {
        store.appendAll(JOB, List.of(row(minute(0), Map.of("a", 1.0)), row(minute(0), Map.of("a", 2.0))));
        assertThat(store.range(JOB, minute(0), minute(1)).column("a").value(0)).isEqualTo(2);
    }

    @Test
    void namesOfManyFeaturesAreKept() {
        Map<String, Double> values = new HashMap<>();
        IntStream.range(0, 400).forEach(i -> values.put("a_feature_with_a_rather_long_name_" + i, (double) i));
        store.append(JOB, row(minute(0), values));
        assertThat(store.range(JOB, minute(0), minute(1)).features()).hasSize(400);
    }

    @Test
    void bulkOfAMonth() {
        int minutes = 43_200;
        List<FeatureRow> rows = new ArrayList<>();
        for (int i = 0; i < minutes; i++) {
            Map<String, Double> values = new HashMap<>();
            for (int feature = 0; feature < 25; feature++) {
                values.put("feature_" + feature, (double) i * feature);
            }
            rows.add(row(minute(i), values));
        }
        long start = System.nanoTime();
        store.appendAll(JOB, rows);
        long written = System.nanoTime();
        FeatureWindow all = store.range(JOB, minute(0), minute(minutes));
        long read = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            store.window(JOB, minute(minutes - 1 - i), Duration.ofMinutes(60));
        }
        long windows = System.nanoTime();
        System.err.printf(
                "43,200 rows of 25 features: written in %.1f s, all read in %.1f s, a 60-minute window in %.2f ms%n",
                (written - start) / 1e9, (read - written) / 1e9, (windows - read) / 1e9);
        assertThat(all.column("feature_3").value(minutes - 1)).isEqualTo((minutes - 1) * 3.0);
        assertThat(all.column("feature_24").observed()).isEqualTo(minutes);
    }

    @Test
    void lengthsMustBeWholeMinutes() {
        assertThatThrownBy(() -> store.window(JOB, NOON, Duration.ofSeconds(90)))
                .hasMessageContaining("PT1M30S")
                .hasMessageContaining("whole minutes");
        assertThatThrownBy(() -> store.window(JOB, NOON, Duration.ZERO)).hasMessageContaining("whole minutes");
        assertThatThrownBy(() -> store.range(JOB, NOON, NOON)).hasMessageContaining("at least one minute");
    }

    private static Map<String, List<Double>> dump(FeatureWindow window) {
        Map<String, List<Double>> columns = new HashMap<>();
        for (String feature : window.features()) {
            List<Double> values = new ArrayList<>();
            for (double value : window.column(feature).toArray()) {
                values.add(value);
            }
            columns.put(feature, values);
        }
        return columns;
    }

    private static List<FeatureRow> rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new FeatureRow(minute(i), Map.of("a", (double) i)))
                .map(row -> new FeatureRow(row.time(), ordered(row.values().get("a"))))
                .toList();
    }

    private static Map<String, Double> ordered(double value) {
        Map<String, Double> values = new java.util.LinkedHashMap<>();
        values.put("a", value);
        values.put("b", -value);
        return values;
    }

    private static FeatureRow row(Instant time, Map<String, Double> values) {
        return new FeatureRow(time, values);
    }

    private static Instant minute(int index) {
        return NOON.plus(Duration.ofMinutes(index));
    }
}
