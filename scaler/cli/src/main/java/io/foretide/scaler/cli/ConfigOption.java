package io.foretide.scaler.cli;

import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.ForetideConfig;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the configuration. */
final class ConfigOption {
    @Option(names = "--config", required = true, description = "The configuration, e.g. foretide.yaml.")
    private Path file = Path.of("");

    Path file() {
        return file;
    }

    /** The configuration, checked. */
    ForetideConfig read() {
        return ConfigReader.read(file);
    }
}
