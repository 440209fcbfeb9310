package io.foretide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.series.FeatureRow;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.telemetry.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rolling window shows, whichever database the store is in. */
abstract class RollingWindowContract {
    static final JobId JOB = new JobId("rides");
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final Duration LENGTH = Duration.ofMinutes(90);

    /** Opens the test's database; again, as another process would. */
    abstract Database connect();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void equalsTheStoreWhateverIsWritten(long seed) {
        Random random = new Random(seed);
        try (Database database = connect()) {
            FeatureStore store = new FeatureStore(database);
            RollingWindow rolling = new RollingWindow(store, JOB, LENGTH);
            int now = 0;
            Set<String> features = Set.of("feature_1", "feature_2");
            for (int i = 0; i < 300; i++) {
                now += random.nextInt(4);
                write(store, random, now);
                int asOf = random.nextInt(10) == 0 ? now - random.nextInt(200) : now;
                assertKnown(rolling.at(minute(asOf), features), store.window(JOB, minute(asOf), LENGTH));
            }
        }
    }

    private static void write(FeatureStore store, Random random, int now) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int feature = 0; feature < 4; feature++) {
            if (random.nextInt(5) > 0) {
                values.put(feature == 0 ? Features.DEMAND : "feature_" + feature, random.nextDouble());
            }
        }
        switch (random.nextInt(6)) {
            case 0 -> store.append(JOB, new FeatureRow(minute(now - random.nextInt(100)), values), minute(now));
            case 1 -> store.append(JOB, new FeatureRow(minute(now - random.nextInt(100)), values));
            case 2 -> store.append(JOB, new FeatureRow(minute(now + random.nextInt(100)), values));
            case 3 -> store.append(new JobId("other"), new FeatureRow(minute(now), values));
            default ->
                store.append(
                        JOB, new FeatureRow(minute(now), values), minute(now).plusSeconds(random.nextInt(200)));
        }
    }

    @Test
    void readsOnlyWhatIsNew() {
        try (Database database = connect()) {
            FeatureStore store = new FeatureStore(database);
            for (int i = 0; i < 90; i++) {
                store.append(JOB, new FeatureRow(minute(i), Map.of(Features.DEMAND, (double) i)));
            }
            RollingWindow rolling = new RollingWindow(store, JOB, LENGTH);
            rolling.demand(minute(89));
            // Behind the store's back: a row that is read again would show it.
            database.use(handle -> handle.execute("update feature_row set payload = ?", new byte[8]));
            store.append(JOB, new FeatureRow(minute(90), Map.of(Features.DEMAND, 90.0)));
            FeatureWindow window = rolling.demand(minute(90));
            assertThat(window.column(Features.DEMAND).value(0)).isEqualTo(1);
            assertThat(window.column(Features.DEMAND).value(89)).isEqualTo(90);
        }
    }

    @Test
    void keepsUpWithTwoWhoWriteOneJob() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Database database = connect();
                Database second = connect()) {
            FeatureStore store = new FeatureStore(database);
            RollingWindow rolling = new RollingWindow(store, JOB, LENGTH);
            List<Future<?>> writers = List.of(
                    threads.submit(() -> writeMuch(new FeatureStore(database), 1)),
                    threads.submit(() -> writeMuch(new FeatureStore(second), 2)));
            while (!writers.stream().allMatch(Future::isDone)) {
                rolling.demand(minute(89));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            assertKnown(rolling.demand(minute(89)), store.window(JOB, minute(89), LENGTH));
        } finally {
            threads.shutdownNow();
        }
    }

    private static void writeMuch(FeatureStore store, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            int minute = random.nextInt(90);
            store.append(
                    JOB,
                    new FeatureRow(minute(minute), Map.of(Features.DEMAND, random.nextDouble())),
                    minute(minute).plusSeconds(random.nextInt(60)));
        }
    }

    /** Both show the same of what is known. */
    static void assertKnown(FeatureWindow actual, FeatureWindow expected) {
        FeatureWindow part = expected.slice(expected.size() - actual.size(), expected.size());
        assertThat(actual.start()).isEqualTo(part.start());
        for (String feature : actual.features()) {
            assertThat(actual.column(feature).toArray())
                    .as(feature)
                    .containsExactly(part.column(feature).toArray());
        }
        for (int i = 0; i < expected.size() - actual.size(); i++) {
            int before = i;
            assertThat(expected.find(Features.DEMAND).filter(series -> !series.isMissing(before)))
                    .isEmpty();
        }
    }

    static Instant minute(int index) {
        return START.plus(Duration.ofMinutes(index));
    }
}
