package io.foretide.scaler.cli;

import io.foretide.scaler.app.UserError;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Until when something that is asked counts. */
final class EndOptions {
    private static final Duration MIN = Duration.ofSeconds(1);
    private static final Duration MAX = Duration.ofDays(366);

    @Option(names = "--until", paramLabel = "TIME", description = "A UTC time such as 2026-01-31T18:00:00Z (for ever).")
    private @Nullable Instant until;

    @Option(names = "--for", paramLabel = "DURATION", description = "A duration such as 2h, instead of --until.")
    private @Nullable Duration length;

    /** Empty for ever. */
    Optional<Instant> end(Instant now) {
        if (until != null && length != null) {
            throw UserError.usage("--until and --for: one of them is allowed");
        }
        if (length != null && (Durations.isShorter(length, MIN) || Durations.isLonger(length, MAX))) {
            throw UserError.usage("--for " + Durations.format(length) + ": must be " + Durations.format(MIN) + " to "
                    + Durations.format(MAX));
        }
        if (until != null && !until.isAfter(now)) {
            throw UserError.usage("--until " + until + ": must be a time after now (" + now + ")");
        }
        return Optional.ofNullable(length == null ? until : now.plus(length));
    }
}
