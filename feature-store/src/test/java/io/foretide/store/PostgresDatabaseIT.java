package io.foretide.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.telemetry.JobId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PostgresDatabaseIT {
    private static final JobId JOB = new JobId("rides");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final PostgresServer server;
    private final StoreAddress.Postgres address;

    PostgresDatabaseIT(PostgresServer server) {
        this.server = server;
        this.address = server.database();
    }

    private static PostgresDatabase open(StoreAddress.Postgres address, StoreLogin login) {
        return PostgresDatabase.open(address, login, List.of(FeatureStore.MIGRATIONS));
    }

    private PostgresDatabase open() {
        return open(address, PostgresServer.LOGIN);
    }

    private StoreAddress.Postgres with(String parameters) {
        return new StoreAddress.Postgres(address.url() + "?" + parameters);
    }

    /** What is said of a database that cannot be opened; never the password. */
    private static String refusal(StoreAddress.Postgres address, StoreLogin login) {
        StoreException refused = catchThrowableOfType(StoreException.class, () -> open(address, login));
        StringWriter all = new StringWriter();
        refused.printStackTrace(new PrintWriter(all, true));
        login.password().ifPresent(password -> assertThat(all.toString()).doesNotContain(password));
        assertThat(refused).hasMessageStartingWith("store jdbc:postgresql://127.0.0.1:");
        return String.valueOf(refused.getMessage());
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        StoreAddress.Postgres nobody = new StoreAddress.Postgres("jdbc:postgresql://127.0.0.1:1/features");
        assertThat(refusal(nobody, PostgresServer.LOGIN))
                .isEqualTo("store jdbc:postgresql://127.0.0.1:1/features cannot be opened: its server does not"
                        + " answer: Connection to 127.0.0.1:1 refused");
    }

    @Test
    void aWrongPasswordIsRefusedAndNotTold() {
        assertThat(refusal(address, new StoreLogin(Optional.of("foretide"), Optional.of("hunter2"))))
                .contains("password authentication failed for user \"foretide\"\nMaybe set FORETIDE_STORE_USER");
        assertThat(refusal(address, new StoreLogin(Optional.of("foretide"), Optional.empty())))
                .contains("no password was provided", "\nMaybe set FORETIDE_STORE_PASSWORD");
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() {
        assertThat(refusal(new StoreAddress.Postgres(address.url() + "x"), PostgresServer.LOGIN))
                .contains("cannot be opened: database \"")
                .contains("does not exist\nMaybe create it");
    }

    @Test
    void aServerWithoutTlsIsRefusedWhereTlsIsAskedFor() {
        assertThat(refusal(with("sslmode=require"), PostgresServer.LOGIN))
                .contains("no TLS connection: The server does not support SSL");
    }

    @Test
    void aUserWithoutRightsIsTold() {
        server.execute("create role reader login password 'let me read'");
        assertThat(refusal(address, new StoreLogin(Optional.of("reader"), Optional.of("let me read"))))
                .contains("permission denied for database");
    }

    @Test
    void aNewerVersionIsRefused() {
        try (PostgresDatabase database = open()) {
            database.use(handle -> handle.execute("insert into features_schema_history select 99, '99',"
                    + " description, type, script, checksum, installed_by, installed_on, execution_time, success"
                    + " from features_schema_history where version = '1'"));
        }
        assertThat(refusal(address, PostgresServer.LOGIN))
                .isEqualTo("store " + address + " has schema version 99: this version of Foretide knows none above 1"
                        + "\nMaybe use the newer version of Foretide that wrote it");
    }

    @Test
    void theTablesAreInASchemaOfTheirOwn() {
        try (PostgresDatabase database = open();
                PostgresDatabase other = open(with("currentSchema=other,public"), PostgresServer.LOGIN)) {
            new FeatureStore(database).append(JOB, new FeatureRow(NOON, Map.of(Features.DEMAND, 1.0)));
            assertThat(new FeatureStore(other).jobs()).isEmpty();
            assertThat(schemas(database)).contains("foretide", "other");
        }
    }

    private static List<String> schemas(PostgresDatabase database) {
        return database.with(handle -> handle.select("select schemaname from pg_tables where tablename = 'feature_row'")
                .mapTo(String.class)
                .list());
    }

    @Test
    void processesThatOpenItAtOnceAgreeOnItsSchema() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<PostgresDatabase>> opened = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                opened.add(threads.submit(() -> open()));
            }
            for (Future<PostgresDatabase> each : opened) {
                PostgresDatabase database = each.get();
                assertThat(new FeatureStore(database).jobs()).isEmpty();
                database.close();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whoGetsNoConnectionIsToldSo() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PostgresDatabase.CONNECTIONS);
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(PostgresDatabase.CONNECTIONS);
        try (PostgresDatabase database = open()) {
            List<Future<Integer>> holders = new ArrayList<>();
            for (int i = 0; i < PostgresDatabase.CONNECTIONS; i++) {
                holders.add(threads.submit(() -> database.with(handle -> hold(handle, taken, done))));
            }
            taken.await();
            assertThatThrownBy(() -> database.with(handle -> 1))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("store " + address + " cannot be read or written: no connection is free: all 10 are"
                            + " in use");
            done.countDown();
            for (Future<Integer> holder : holders) {
                assertThat(holder.get()).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int hold(Handle handle, CountDownLatch taken, CountDownLatch done) {
        taken.countDown();
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return handle.select("select 1").mapTo(Integer.class).one();
    }

    @Test
    void aServerThatWasAwayIsUsedAgain() throws Exception {
        try (PostgresServer own = PostgresServer.start(PostgresServer.programs().orElseThrow());
                PostgresDatabase database = open(own.database(), PostgresServer.LOGIN)) {
            FeatureStore store = new FeatureStore(database);
            RollingWindow rolling = new RollingWindow(store, JOB, Duration.ofMinutes(3));
            store.append(JOB, new FeatureRow(NOON, Map.of(Features.DEMAND, 1.0)));
            rolling.demand(NOON);
            own.stop();
            FeatureRow next = new FeatureRow(NOON.plusSeconds(60), Map.of(Features.DEMAND, 2.0));
            assertThatThrownBy(() -> store.append(JOB, next)).isInstanceOf(StoreException.class);
            // looked for again after a pause, and for as long as a connection may take
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThatThrownBy(() -> store.append(JOB, next))
                            .isInstanceOf(StoreException.class)
                            .hasMessageContaining("its server does not answer: Connection to 127.0.0.1:" + own.port()));
            own.startAgain();
            Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
                store.append(JOB, next);
                return true;
            });
            assertThat(rolling.demand(next.time()).column(Features.DEMAND).toArray())
                    .containsExactly(Double.NaN, 1, 2);
        }
    }

    @Test
    void aClosedDatabaseSaysSo() {
        PostgresDatabase database = open();
        database.close();
        assertThatThrownBy(() -> database.with(handle -> 1))
                .hasMessage("store " + address + " cannot be read or written: it is closed");
    }
}
