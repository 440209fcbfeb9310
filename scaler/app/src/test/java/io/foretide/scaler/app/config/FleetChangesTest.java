package io.foretide.scaler.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetChangesTest {
    @TempDir
    Path folder;

    private Path file;
    private FleetChanges changes;

    @BeforeEach
    void say() throws IOException {
        file = Files.writeString(folder.resolve("fleet.yaml"), "jobs: {from: jobs.d/}\n");
        Files.createDirectory(folder.resolve("jobs.d"));
        Files.writeString(job("orders"), "job: orders\n");
        changes = new FleetChanges(file);
    }

    private Path job(String name) {
        return folder.resolve("jobs.d").resolve(name + ".yaml");
    }

    @Test
    void nothingIsNewUntilAFileChanges() throws IOException {
        assertThat(changes.any()).isTrue();
        assertThat(changes.any()).isFalse();

        Files.writeString(job("orders"), "job: orders\npriority: 80\n");
        assertThat(changes.any()).isTrue();
        Files.writeString(job("clicks"), "job: clicks\n");
        assertThat(changes.any()).isTrue();
        Files.delete(job("orders"));
        assertThat(changes.any()).isTrue();
        assertThat(changes.any()).isFalse();
    }

    @Test
    void theFilesOfAnotherFolderCountOnceTheFileNamesIt() throws IOException {
        assertThat(changes.any()).isTrue();
        Files.createDirectory(folder.resolve("others.d"));
        Files.writeString(file, "jobs: {from: others.d/}\n");
        assertThat(changes.any()).isTrue();
        assertThat(changes.any()).isFalse();

        Files.writeString(folder.resolve("others.d/payments.yaml"), "job: payments\n");
        assertThat(changes.any()).isTrue();
    }

    @Test
    void whatCannotBeReadIsLookedAtAgain() throws IOException {
        assertThat(changes.any()).isTrue();
        Files.delete(file);
        assertThat(changes.any()).isTrue();
        assertThat(changes.any()).isTrue();
    }
}
