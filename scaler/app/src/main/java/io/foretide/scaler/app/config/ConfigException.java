package io.foretide.scaler.app.config;

import io.foretide.telemetry.access.HttpAddress;
import io.foretide.text.Counted;
import java.util.List;

/** All that is wrong with a configuration file, one problem a line. What looks like a password in an address is masked. */
public final class ConfigException extends RuntimeException {
    private final transient List<String> problems;

    public ConfigException(Origin origin, List<String> problems) {
        super("configuration " + origin + " has " + Counted.of(problems.size(), "problem") + ":" + "\n  "
                + HttpAddress.masked(String.join("\n  ", problems)));
        this.problems = problems.stream().map(HttpAddress::masked).toList();
    }

    /** One sentence each. */
    public List<String> problems() {
        return problems;
    }
}
