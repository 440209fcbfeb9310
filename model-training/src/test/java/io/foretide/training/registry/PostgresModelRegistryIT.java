package io.foretide.training.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.store.JobFiles;
import io.foretide.store.PostgresDatabase;
import io.foretide.store.PostgresExtension;
import io.foretide.store.PostgresServer;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.JobId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Models of a job in a database. */
@ExtendWith(PostgresExtension.class)
class PostgresModelRegistryIT extends ModelRegistryContract {
    private final StoreAddress.Postgres address;
    private final PostgresDatabase database;
    private int jobs;
    private int machines;

    PostgresModelRegistryIT(PostgresServer server) {
        this.address = server.database();
        this.database = PostgresDatabase.open(address, PostgresServer.LOGIN, List.of(JobFiles.MIGRATIONS));
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Override
    ModelRegistry create() {
        jobs++;
        return again();
    }

    @Override
    synchronized ModelRegistry again() {
        return new ModelRegistry(files(), machine(++machines));
    }

    private JobFiles files() {
        return new JobFiles(database, new JobId("job-" + jobs));
    }

    private Path machine(int number) {
        return root.resolve("machine-" + number);
    }

    @Test
    void eachJobHasItsOwn() {
        assertThat(new ModelRegistry(new JobFiles(database, new JobId("other")), root).list())
                .isEmpty();
        assertThat(registry.name()).isEqualTo("job job-" + jobs + " in store " + address);
    }

    @Test
    void whatAMachineHasLostIsFetchedAgain() throws IOException {
        Path copy = copy();
        Files.writeString(copy.resolve("model.json"), "{}");
        assertThat(forecast(registry.load("champion"))).isEqualTo(forecast(first));
        delete(machine(machines));
        assertThat(forecast(registry.load("champion"))).isEqualTo(forecast(first));
        assertThat(copy()).isDirectory();
    }

    /** The one that this machine has fetched. */
    private Path copy() throws IOException {
        registry.load("champion");
        try (Stream<Path> copies = Files.list(machine(machines).resolve("fetched"))) {
            return copies.toList().get(0);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void whatTheDatabaseHasLostIsRefusedAndTheChampionStays() throws IOException {
        registry.publish(second);
        database.use(handle -> handle.execute(
                "update job_file set content = 'x' where job = ? and folder = ? and name = 'trees.protobuf'",
                "job-" + jobs,
                version(second)));
        ModelRegistry other = again();
        for (int i = 0; i < 2; i++) { // no copy of it stays as if it were whole
            assertThatThrownBy(() -> other.promote(version(second)))
                    .isInstanceOf(ModelRefusedException.class)
                    .hasMessageContaining("trees.protobuf is damaged");
        }
        assertThat(other.load("champion").card().version()).isEqualTo(version(first));
    }

    @Test
    void keepsTenVersionsAndAMachineTenCopies() throws IOException {
        JobFiles files = files();
        Map<String, byte[]> content = files.folder(version(first));
        for (int i = 0; i < 12; i++) {
            files.add("ridge-" + i, content);
        }
        assertThat(registry.prune()).containsExactly("ridge-2", "ridge-1", "ridge-0");
        assertThat(registry.list()).hasSize(10).contains(version(first), "ridge-11", "ridge-3");

        FetchedVersions copies = new FetchedVersions(root.resolve("copies"));
        for (int i = 0; i < 12; i++) {
            copies.folder(String.valueOf(i % 10).repeat(63) + (char) ('a' + i / 10), () -> content);
        }
        try (Stream<Path> kept = Files.list(root.resolve("copies"))) {
            assertThat(kept).hasSize(FetchedVersions.MAX_COPIES);
        }
    }

    @Test
    void whatIsTooLargeForADatabaseIsRefused() {
        JobFiles files = files();
        Map<String, byte[]> large = Map.of("a", new byte[(int) JobFiles.MAX_BYTES], "b", new byte[1]);
        assertThatThrownBy(() -> files.add("large", large))
                .hasMessage("large has 67108865 bytes: must be at most 67108864 in a database");
        assertThat(files.folders()).doesNotContain("large");
    }
}
