import io.foretide.series.FeatureRow;
import io.foretide.store.Database;
import io.foretide.store.FeatureStore;
import io.foretide.store.PostgresDatabase;
import io.foretide.store.SqliteDatabase;
import io.foretide.store.StoreAddress;
import io.foretide.store.StoreLogin;
import io.foretide.telemetry.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * A minute of a fleet at its store: every job writes its row and reads its last 60 minutes. Arguments: the store, a path or
 * {@code jdbc:postgresql:...}; the number of jobs; the number of threads.
 */
final class StoreRound {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int HISTORY = 60;
    private static final int ROUNDS = 5;

    public static void main(String[] arguments) throws Exception {
        List<JobId> jobs = IntStream.range(0, Integer.parseInt(arguments[1]))
                .mapToObj(i -> new JobId("job-" + i))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(Integer.parseInt(arguments[2]));
        try (Database database = open(StoreAddress.of(arguments[0]))) {
            FeatureStore store = new FeatureStore(database);
            jobs.forEach(job -> store.appendAll(
                    job, IntStream.range(0, HISTORY).mapToObj(StoreRound::row).toList()));
            long[] write = new long[ROUNDS * jobs.size()];
            long[] read = new long[ROUNDS * jobs.size()];
            for (int round = 0; round < ROUNDS; round++) {
                FeatureRow row = row(HISTORY + round);
                int first = round * jobs.size();
                long begun = System.nanoTime();
                List<Future<?>> pending = new ArrayList<>();
                for (int i = 0; i < jobs.size(); i++) {
                    int at = i;
                    pending.add(threads.submit(() -> {
                        long start = System.nanoTime();
                        store.append(jobs.get(at), row);
                        long written = System.nanoTime();
                        store.window(jobs.get(at), row.time(), Duration.ofMinutes(60));
                        write[first + at] = written - start;
                        read[first + at] = System.nanoTime() - written;
                    }));
                }
                for (Future<?> each : pending) {
                    each.get();
                }
                System.out.printf("round %d: %.1f s%n", round + 1, (System.nanoTime() - begun) / 1e9);
            }
            // the first round warms up
            print("write", Arrays.copyOfRange(write, jobs.size(), write.length));
            print("window", Arrays.copyOfRange(read, jobs.size(), read.length));
        } finally {
            threads.shutdown();
        }
    }

    private static Database open(StoreAddress address) {
        return address instanceof StoreAddress.Postgres postgres
                ? PostgresDatabase.open(postgres, StoreLogin.of(System.getenv()), List.of(FeatureStore.MIGRATIONS))
                : SqliteDatabase.open(((StoreAddress.Sqlite) address).features(), FeatureStore.MIGRATIONS);
    }

    private static FeatureRow row(int minute) {
        Map<String, Double> values = new HashMap<>();
        IntStream.range(0, 25).forEach(i -> values.put("feature_" + i, (double) i * minute));
        return new FeatureRow(START.plus(Duration.ofMinutes(minute)), values);
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%-7s median %.2f ms, p99 %.2f ms, largest %.1f ms%n",
                what, nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6, nanos[nanos.length - 1] / 1e6);
    }
}
