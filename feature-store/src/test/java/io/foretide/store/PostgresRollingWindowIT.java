package io.foretide.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.telemetry.JobId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PostgresRollingWindowIT extends RollingWindowContract {
    private static final JobId OTHER = new JobId("other");

    private final StoreAddress.Postgres address;

    PostgresRollingWindowIT(PostgresServer server) {
        this.address = server.database();
    }

    @Override
    Database connect() {
        return PostgresDatabase.open(address, PostgresServer.LOGIN, List.of(FeatureStore.MIGRATIONS));
    }

    /** Its numbers are lower than those of the other job, and are seen after them. */
    @Test
    void missesNothingThatIsCommittedAfterHigherNumbersOfAnotherJob() {
        try (Database database = connect();
                Database second = connect()) {
            FeatureStore store = new FeatureStore(database);
            store.append(JOB, new FeatureRow(minute(0), Map.of(Features.DEMAND, 0.0)));
            RollingWindow rolling = new RollingWindow(store, JOB, LENGTH);
            rolling.demand(minute(80));
            database.use(handle -> database.inTurn(handle, FeatureStore.turn(JOB), transaction -> {
                insert(transaction, 5);
                new FeatureStore(second).append(OTHER, new FeatureRow(minute(1), Map.of(Features.DEMAND, 1.0)));
                rolling.demand(minute(80));
            }));
            assertThat(numbers(database)).as("the other job has the highest").isSortedAccordingTo(Long::compare);
            assertKnown(rolling.demand(minute(80)), store.window(JOB, minute(80), LENGTH));
            assertThat(rolling.demand(minute(80)).column(Features.DEMAND).observed())
                    .isEqualTo(2);
        }
    }

    @Test
    void twoWhoWriteOneJobAreSeenInTheOrderOfTheirNumbers() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Database database = connect();
                Database second = connect()) {
            FeatureStore store = new FeatureStore(database);
            store.append(JOB, new FeatureRow(minute(0), Map.of(Features.DEMAND, 0.0)));
            RollingWindow rolling = new RollingWindow(store, JOB, LENGTH);
            AtomicReference<Future<?>> later = new AtomicReference<>();
            database.use(handle -> database.inTurn(handle, FeatureStore.turn(JOB), transaction -> {
                insert(transaction, 5);
                later.set(thread.submit(() ->
                        new FeatureStore(second).append(JOB, new FeatureRow(minute(6), Map.of(Features.DEMAND, 6.0)))));
                await("the other writer waits").until(() -> isSomebodyWaiting(database));
                rolling.demand(minute(80));
                insert(transaction, 7);
            }));
            rolling.demand(minute(80));
            later.get().get();
            assertKnown(rolling.demand(minute(80)), store.window(JOB, minute(80), LENGTH));
            assertThat(rolling.demand(minute(80)).column(Features.DEMAND).observed())
                    .isEqualTo(4);
        } finally {
            thread.shutdownNow();
        }
    }

    private static void insert(Handle transaction, int minute) {
        transaction.execute(
                "insert into feature_row (job, minute, recorded_at, schema, payload)"
                        + " select job, ?, ?, schema, payload from feature_row where seq = 1",
                StoredRow.minuteOf(minute(minute)),
                minute(minute).toEpochMilli());
    }

    private static boolean isSomebodyWaiting(Database database) {
        return database.with(handle -> handle.select("select count(*) from pg_locks where locktype = 'advisory'"
                                + " and not granted and database = (select oid from pg_database"
                                + " where datname = current_database())")
                        .mapTo(Integer.class)
                        .one())
                == 1;
    }

    /** Of all changes: by job, those of {@link #OTHER} last. */
    private static List<Long> numbers(Database database) {
        return database.with(handle -> handle.select("select seq from feature_row order by job, seq")
                .mapTo(Long.class)
                .list());
    }
}
