package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.control.Stores;
import io.foretide.series.FeatureRow;
import io.foretide.store.DataFolder;
import io.foretide.store.FolderLock;
import io.foretide.store.StoreAddress;
import io.foretide.store.StoreLogin;
import io.foretide.telemetry.JobId;
import io.foretide.training.registry.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Copies from files to files. */
class StoreCopyCommandTest {
    private static final JobId JOB = new JobId("rides");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @RegisterExtension
    private final Printed printed = new Printed();

    @TempDir
    private Path folder;

    private Path from;
    private Path to;

    @BeforeEach
    void fill() throws IOException {
        from = Files.createDirectory(folder.resolve("from")).resolve("features.db");
        to = Files.createDirectory(folder.resolve("to")).resolve("features.db");
        in(from, stores -> {
            stores.featureStore().append(JOB, new FeatureRow(NOON, Map.of("a", 1.0)));
            stores.decisionLog().settings().serves(JOB, Optional.empty(), NOON);
        });
    }

    private static void in(Path file, Consumer<Stores> work) {
        try (Stores stores = Stores.open(new StoreAddress.Sqlite(file), StoreLogin.NONE)) {
            work.accept(stores);
        }
    }

    private static int copy(Object from, Object to, String... more) {
        String[] arguments = new String[6 + more.length];
        System.arraycopy(
                new String[] {"store", "copy", "--from", from.toString(), "--to", to.toString()}, 0, arguments, 0, 6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return Main.run(arguments);
    }

    @Test
    void copiesAndSaysWhatItDidAndASecondTimeNothingIsLeftToDo() {
        assertThat(copy(from, to)).isZero();
        assertThat(printed.out())
                .containsPattern("features +1 +1 +1 +0 ")
                .contains("The target has the same rows, by count and checksum.");
        assertThat(printed.err()).contains("progress: copying, 0 of 1");
        in(to, stores -> assertThat(stores.featureStore().latest(JOB)).contains(NOON));
        printed.clear();
        assertThat(copy(from, to, "-o", "json")).isZero();
        assertThat(printed.out()).contains("\"copied\" : 0").contains("\"rows\" : 1");
    }

    @Test
    void otherRowsAreNamedAndNothingIsCopiedUnlessTheyMayStay() {
        in(from, stores -> stores.featureStore().append(JOB, new FeatureRow(NOON.plusSeconds(60), Map.of("a", 2.0))));
        in(to, stores -> stores.featureStore().append(JOB, new FeatureRow(NOON, Map.of("a", 42.0))));
        assertThat(copy(from, to)).isEqualTo(1);
        assertThat(printed.err())
                .contains("table features of " + to + " has 1 row with other values, the first: job rides, minute "
                        + NOON.getEpochSecond() / 60)
                .contains("nothing was copied\nMaybe ");
        in(to, stores -> assertThat(stores.featureStore().latest(JOB)).contains(NOON));
        assertThat(copy(from, to, "--keep-different")).isZero();
        assertThat(printed.out()).containsPattern("features +1 +2 +1 +1 ").contains("stayed as they are there");
        in(
                to,
                stores -> assertThat(stores.featureStore()
                                .range(JOB, NOON, NOON.plusSeconds(120))
                                .column("a")
                                .toArray())
                        .containsExactly(42, 2));
    }

    @Test
    void badInputIsOneClearError() throws IOException {
        assertThat(copy(from, folder.resolve("from/../from/features.db"))).isEqualTo(2);
        assertThat(printed.err()).contains("--from and --to are both").contains("they must be two stores");
        printed.clear();
        assertThat(copy(folder.resolve("none.db"), to)).isEqualTo(1);
        assertThat(printed.err()).isEqualTo("foretide: there is no history " + folder.resolve("none.db") + "\n");
        printed.clear();
        assertThat(copy(from, "postgresql://db/fleet")).isEqualTo(2);
        assertThat(printed.err()).contains("store 'postgresql://db/fleet': must be a path such as");
        printed.clear();
        assertThat(copy(from, "jdbc:postgresql://db/fleet?password=hunter2")).isEqualTo(2);
        assertThat(printed.err())
                .contains("'password' must not be in the address")
                .doesNotContain("hunter2");
        printed.clear();
        assertThat(copy(from, "jdbc:postgresql://127.0.0.1:1/fleet")).isEqualTo(4);
        assertThat(printed.err())
                .isEqualTo("foretide: store jdbc:postgresql://127.0.0.1:1/fleet cannot be opened: its server does not"
                        + " answer: Connection to 127.0.0.1:1 refused\n");
        printed.clear();
        in(
                to,
                stores -> stores.features()
                        .use(handle ->
                                handle.execute("insert into flyway_schema_history select 99, '99', description, type,"
                                        + " script, checksum, installed_by, installed_on, execution_time, success"
                                        + " from flyway_schema_history where version = '1'")));
        assertThat(copy(from, to)).isEqualTo(1);
        assertThat(printed.err()).contains("store file " + to + " has schema version 99");
    }

    @Test
    void modelsAndTunedSettingsMoveToo() throws IOException {
        ModelRegistry models = new ModelRegistry(folder.resolve("from/models"));
        String version = models.installShipped("flights").version();
        models.promote(version);
        Files.writeString(folder.resolve("from/tuning.json"), "{}");
        assertThat(copy(from, to)).isZero();
        assertThat(printed.out()).containsPattern("models +1 +1 +1 +0 ").containsPattern("tuning +1 +1 +1 +0 ");
        ModelRegistry copied = new ModelRegistry(folder.resolve("to/models"));
        assertThat(copied.aliases()).isEqualTo(models.aliases());
        assertThat(copied.load("champion").card()).isEqualTo(models.card(version));
        assertThat(folder.resolve("to/tuning.json")).hasContent("{}");

        Files.writeString(folder.resolve("to/tuning.json"), "{\"other\": 1}");
        copied.demote(version);
        printed.clear();
        assertThat(copy(from, to)).isEqualTo(1);
        assertThat(printed.err()).contains("tuning.json has other settings than");
        assertThat(copy(from, to, "--keep-different")).isZero();
        assertThat(printed.out()).containsPattern("models +1 +1 +0 +0 ").containsPattern("tuning +1 +1 +0 +1 ");
        assertThat(printed.err()).contains("note: who is champion stays as it is in");
        assertThat(copied.aliases().champion()).isEmpty();
    }

    @Test
    void aStoreWithNothingInItIsNotCopied() {
        Path empty = folder.resolve("features.db");
        in(empty, stores -> {});
        assertThat(copy(empty, to)).isEqualTo(1);
        assertThat(printed.err()).contains("store " + empty + " holds nothing");
    }

    @Test
    void aStoreThatAServiceWritesIsNotCopied() throws IOException {
        try (FolderLock lock = FolderLock.take(new DataFolder(folder.resolve("from")))) {
            assertThat(copy(from, to)).isEqualTo(1);
            assertThat(printed.err())
                    .contains("is in use by process " + ProcessHandle.current().pid())
                    .contains("Maybe stop the service");
        }
    }
}
