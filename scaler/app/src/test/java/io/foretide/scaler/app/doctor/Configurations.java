package io.foretide.scaler.app.doctor;

import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.ForetideConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Configurations of tests, with all that a service writes in one folder. */
public final class Configurations {
    public static final String DRY_RUN = "target: {type: dry-run}";
    public static final String DEPLOYMENT =
            "target: {type: kubernetes-deployment, namespace: flink, name: taskmanager, mode: auto}";

    private Configurations() {}

    /** A file in {@code folder} with blocks of YAML after the usual ones. */
    public static Path file(Path folder, URI flink, String... blocks) {
        try {
            return Files.writeString(
                    folder.resolve("foretide.yaml"),
                    "job: orders\ndata: " + folder.resolve("data") + "\nflink: {rest: \"" + flink + "\"}\n"
                            + String.join("\n", blocks) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ForetideConfig of(Path folder, URI flink, String... blocks) {
        return ConfigReader.read(file(folder, flink, blocks));
    }
}
