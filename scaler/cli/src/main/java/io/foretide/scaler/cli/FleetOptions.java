package io.foretide.scaler.cli;

import io.foretide.scaler.app.UserError;
import io.foretide.telemetry.access.HttpAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of work on all jobs at once. */
final class FleetOptions {
    @Option(
            names = "--all",
            description =
                    "All jobs instead of one, several at a time: as many as there are cores, and as the heap holds.")
    private boolean all;

    @Option(
            names = "--on",
            paramLabel = "URL",
            description =
                    "With --all: on the Flink session cluster at this address, such as http://flink:8081. The store has to be"
                            + " in PostgreSQL.")
    private @Nullable String on;

    /**
     * Whether all jobs are meant.
     *
     * @throws UserError if a Flink is named for one job, or by what is no address
     */
    boolean isAll() {
        if (on != null && !all) {
            throw UserError.usage("--on " + on + ": takes --all; one job is done here");
        }
        try {
            on().ifPresent(HttpAddress::parse);
        } catch (IllegalArgumentException e) {
            throw UserError.usage("--on " + e.getMessage());
        }
        return all;
    }

    /** Address of the Flink that does the work; empty: this process does. */
    Optional<String> on() {
        return Optional.ofNullable(on);
    }
}
