package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foretide.store.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that only read do so in a data folder that nobody may write, or that is full, and those that write say why they cannot. */
class ReadOnlyFolderIT {
    @TempDir
    private Path folder;

    private Path data;
    private Path config;

    @BeforeEach
    void write() throws Exception {
        assumeTrue(
                SmallDisk.isAllowed(), "nothing can be mounted in a user namespace: read-only folders are not tried");
        data = folder.resolve("data");
        ServedHistory.write(data);
        config = Files.writeString(folder.resolve("foretide.yaml"), """
                job: %s
                data: %s
                flink: {rest: "http://127.0.0.1:1"}
                target: {type: dry-run}
                planner: {slotsPerTaskManager: 4}
                """.formatted(ServedHistory.JOB, data));
    }

    @Test
    void whatOnlyReadsNeedsNoMore() throws Exception {
        assertThat(run(0, "explain", "--config", config.toString())).contains("The load rises.");
        assertThat(run(0, "store", "repair", "--config", config.toString())).contains("hold nothing that cannot be");
        assertThat(run(0, "simulate", "--config", config.toString(), "--policies", "static-peak"))
                .contains("static-peak");
        assertThat(run(4, "plan", "--config", config.toString())).contains("http://127.0.0.1:1");
        assertThat(run(4, "doctor", "--config", config.toString()))
                .contains(data + " cannot be written: Read-only file system")
                .contains("sound, ");
    }

    @Test
    void whatOnlyReadsNeedsNoRoomOnTheDisk() throws Exception {
        Path full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(config, Files.readString(config).replace(data.toString(), full.toString()));
        try (SmallDisk disk = SmallDisk.mount(full, 4)) {
            for (Path file : new DataFolder(data).databases()) {
                if (Files.exists(file)) {
                    Files.copy(file, disk.seen().resolve(file.getFileName()));
                }
            }
            disk.fill();
            assertThat(run(0, disk::seenBy, "explain", "--config", config.toString()))
                    .contains("The load rises.");
            assertThat(run(0, disk::seenBy, "store", "repair", "--config", config.toString()))
                    .contains("hold nothing that cannot be");
            assertThat(run(1, disk::seenBy, "serve", "--config", config.toString()))
                    .contains("No space left on device");
        }
    }

    @Test
    void whatWritesSaysWhyItCannot() throws Exception {
        assertThat(run(1, "serve", "--config", config.toString())).contains("Read-only file system");
        assertThat(run(1, "store", "repair", "--remove", "--config", config.toString()))
                .contains("Read-only file system");
        assertThat(run(
                        1,
                        "store",
                        "forget",
                        "--config",
                        config.toString(),
                        "2026-05-01T00:00:00Z",
                        "2026-05-01T01:00:00Z"))
                .contains("features.db cannot be written: Read-only file system");
    }

    /** What a command says, whose data folder is mounted to be read only. */
    private String run(int exitCode, String... arguments) throws IOException, InterruptedException {
        return run(exitCode, this::readOnly, arguments);
    }

    private String run(int exitCode, UnaryOperator<List<String>> within, String... arguments)
            throws IOException, InterruptedException {
        try (ForetideProcess foretide = ForetideProcess.start(folder.resolve("log"), within, arguments)) {
            int code = foretide.exitCode();
            assertThat(code).as(foretide.said()).isEqualTo(exitCode);
            return foretide.said();
        }
    }

    private List<String> readOnly(List<String> command) {
        List<String> inside = new ArrayList<>(List.of(
                "unshare",
                "-Urm",
                "sh",
                "-c",
                "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\"",
                data.toString()));
        inside.addAll(command);
        return inside;
    }
}
