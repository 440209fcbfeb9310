package io.foretide.scaler.cli;

import io.foretide.planner.settings.TuningMode;
import io.foretide.retraining.tuning.KeptTuning;
import io.foretide.retraining.tuning.Proposal;
import io.foretide.retraining.tuning.TuningState;
import io.foretide.retraining.tuning.TuningState.Night;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.KeptStores;
import io.foretide.store.StoreAddress;
import java.nio.file.Files;
import java.time.Instant;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code foretide tuning}. */
@Command(
        name = "tuning",
        mixinStandardHelpOptions = true,
        description = "Shows and rolls back the settings that were tuned at night.",
        footer = {"", "A running service follows with its next tick."})
final class TuningCommand extends CommandGroup {
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "What the last night found, and what serves.")
    int show(@Mixin ConfigOption config, @Mixin OutputOption output) {
        ForetideConfig settings = config.read();
        TuningState state = with(settings, KeptTuning::read);
        output.print(state, () -> text(settings.tuning().mode(), state));
        return 0;
    }

    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            description =
                    "Makes the settings before those adopted last serve again; nothing is adopted for a week after.")
    int rollback(@Mixin ConfigOption config) {
        ForetideConfig settings = config.read();
        System.out.print(text(settings.tuning().mode(), with(settings, kept -> kept.rollback(Instant.now()))));
        return 0;
    }

    private static TuningState with(ForetideConfig settings, Function<KeptTuning, TuningState> work) {
        if (settings.store() instanceof StoreAddress.Sqlite && !Files.isDirectory(settings.own())) {
            throw UserError.failed("there is no data folder " + settings.own()
                    + " on this machine\nMaybe the service runs elsewhere, in Kubernetes for instance: run this where its data"
                    + " folder is");
        }
        try (KeptStores stores = KeptStores.change(settings.store())) {
            return work.apply(new KeptTuning(stores.contents(settings.job(), settings.own())));
        }
    }

    private static String text(TuningMode mode, TuningState state) {
        StringBuilder text = new StringBuilder();
        DecisionText.row(text, "mode", mode.word());
        DecisionText.row(
                text,
                "last night",
                state.latest().map(night -> night.at() + ": " + night.verdict()).orElse("nothing was tuned yet"));
        boolean tuned = mode == TuningMode.AUTO && state.serving().isPresent();
        DecisionText.row(
                text,
                "serves",
                tuned
                        ? "tuned at " + state.serving().get().at() + ", below what the configuration says"
                        : "the configuration");
        (tuned ? state.serving() : state.latest().flatMap(Night::proposal))
                .map(Proposal::yaml)
                .ifPresent(keys -> text.append('\n').append(keys));
        return text.toString();
    }
}
