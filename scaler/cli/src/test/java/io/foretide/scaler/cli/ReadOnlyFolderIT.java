package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that only read do so in a data folder that nobody may write, and those that write say why they cannot. */
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
                .contains("cannot be written: the file and its folder");
    }

    /** What a command says, whose data folder is mounted to be read only. */
    private String run(int exitCode, String... arguments) throws IOException, InterruptedException {
        try (ForetideProcess foretide = ForetideProcess.start(folder.resolve("log"), this::readOnly, arguments)) {
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
