package io.foretide.scaler.cli;

import io.foretide.whatif.setup.EvaluationSplit;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which part of a load is for training, and which is scored. */
final class SplitOptions {
    @Option(
            names = "--train-share",
            defaultValue = "0.7",
            description = "Share of the steps to train forecasters on, 0 to 1 (${DEFAULT-VALUE}).")
    private double trainShare;

    @Option(
            names = "--evaluate-from",
            description = "Score from here: a share of the steps or a UTC time (the end of the training part).")
    private @Nullable String from;

    @Option(names = "--evaluate-to", description = "Score up to here: a share of the steps or a UTC time (the end).")
    private @Nullable String to;

    @Option(
            names = "--warm-up",
            defaultValue = "7d",
            description =
                    "Policies act so long before they are scored (${DEFAULT-VALUE}), at most from the beginning of the"
                            + " validation part, the last third of the training part; forecasts there come from a model fitted before"
                            + " it. The clairvoyant needs none.")
    private Duration warmUp = Duration.ZERO;

    EvaluationSplit.Request request() {
        return new EvaluationSplit.Request(
                trainShare, Optional.empty(), Optional.ofNullable(from), Optional.ofNullable(to), warmUp);
    }
}
