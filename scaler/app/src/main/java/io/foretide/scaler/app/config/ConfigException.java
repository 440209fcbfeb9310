package io.foretide.scaler.app.config;

import java.nio.file.Path;
import java.util.List;

/** All that is wrong with a configuration file, one problem a line. */
public final class ConfigException extends RuntimeException {
    private final transient List<String> problems;

    public ConfigException(Path file, List<String> problems) {
        super("configuration " + file + " has " + problems.size() + (problems.size() == 1 ? " problem:" : " problems:")
                + "\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
