package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.store.PostgresExtension;
import io.foretide.store.PostgresServer;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.flink.FakeFlink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a database of a server, as processes with its login in their environment. */
@ExtendWith(PostgresExtension.class)
class PostgresStoreIT {
    private static final Map<String, String> LOGIN = Map.of(
            "FORETIDE_STORE_USER", PostgresServer.LOGIN.user().orElseThrow(),
            "FORETIDE_STORE_PASSWORD", PostgresServer.LOGIN.password().orElseThrow());

    @TempDir
    Path folder;

    private final StoreAddress.Postgres address;
    private String said = "";

    PostgresStoreIT(PostgresServer server) {
        this.address = server.database();
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        try (ForetideProcess foretide = ForetideProcess.start(folder.resolve("log"), LOGIN, arguments)) {
            int exit = foretide.exitCode();
            said = foretide.said();
            return exit;
        }
    }

    private String config(String flink) throws IOException {
        return Files.writeString(folder.resolve("foretide.yaml"), """
                        job: %s
                        data: %s
                        store: %s
                        flink: {rest: '%s'}
                        target: {type: dry-run, taskManagers: 2}
                        """.formatted(
                                ServedHistory.JOB, folder.resolve("data"), address.url(), flink))
                .toString();
    }

    @BeforeEach
    void move() throws Exception {
        Path files = folder.resolve("files");
        ServedHistory.write(files);
        int exit = run("store", "copy", "--from", files.resolve("features.db").toString(), "--to", address.url());
        assertThat(exit).as(() -> said).isZero();
    }

    @Test
    void commandsReadAndChangeWhatIsInTheDatabase() throws Exception {
        String config = config("http://127.0.0.1:1");
        assertThat(run("explain", "--config", config)).as(() -> said).isZero();
        assertThat(said).contains("The load rises.");

        assertThat(run("simulate", "--config", config, "--policies", "static-peak"))
                .as(() -> said)
                .isZero();
        assertThat(said).contains("static-peak");
        assertThat(run("simulate", "--store", address.url(), "--policies", "static-peak"))
                .as(() -> said)
                .isZero();

        assertThat(run("store", "repair", "--config", config)).as(() -> said).isZero();
        assertThat(said).contains("hold nothing that cannot be");
        String from = ServedHistory.BEGIN.toString();
        String to = ServedHistory.BEGIN.plusSeconds(600).toString();
        assertThat(run("store", "forget", "--config", config, from, to))
                .as(() -> said)
                .isZero();
        assertThat(said).contains("10 minutes of job").doesNotContain("As it was");
        assertThat(run("store", "forget", "--config", config, from, to)).isZero();
        assertThat(said).contains("Nothing is left");

        assertThat(folder.resolve("data/features.db")).doesNotExist();
        assertThat(said).doesNotContain(PostgresServer.LOGIN.password().orElseThrow());
    }

    @Test
    void aPlanLeavesTheDatabaseAsItIs() throws Exception {
        try (FakeFlink flink = FakeFlink.tuned()) {
            String config = config(flink.address().toString());
            assertThat(run("plan", "--config", config)).as(() -> said).isZero();
            assertThat(run("explain", "--config", config)).as(() -> said).isZero();
            assertThat(said).contains("The load rises.", ServedHistory.RESCALE.toString());
            assertThat(run(
                            "store",
                            "copy",
                            "--from",
                            folder.resolve("files/features.db").toString(),
                            "--to",
                            address.url()))
                    .as(() -> said)
                    .isZero();
            assertThat(said).contains("The target has the same rows");
        }
    }
}
