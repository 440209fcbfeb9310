package io.foretide.scaler.cli;

import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.ForetideConfig;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a configuration. */
final class ConfigOption {
    @Option(names = "--config", required = true, description = "The configuration, e.g. foretide.yaml.")
    private Path file = Path.of("");

    @Option(names = "--job", description = "Which job, where it is the file of a fleet.")
    private @Nullable String job;

    Path file() {
        return file;
    }

    Optional<String> job() {
        return Optional.ofNullable(job);
    }

    /** The configuration, checked. */
    ForetideConfig read() {
        return ConfigReader.read(file, job());
    }
}
