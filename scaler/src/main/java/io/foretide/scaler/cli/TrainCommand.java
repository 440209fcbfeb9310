package io.foretide.scaler.cli;

import io.foretide.datasets.FlightsDataset;
import io.foretide.datasets.Trace;
import io.foretide.scaler.Home;
import io.foretide.scaler.Json;
import io.foretide.scaler.UserError;
import io.foretide.scaler.config.ConfigReader;
import io.foretide.scaler.config.ForetideConfig;
import io.foretide.series.FeatureWindow;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.foretide.training.FlightsHistory;
import io.foretide.training.registry.ModelCard;
import io.foretide.training.registry.ModelRegistry;
import io.foretide.training.registry.TrainedModel;
import io.foretide.training.registry.Trainer;
import io.foretide.training.TrainingSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code foretide train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Trains the LSTM on a job's history, or on the flights that ship, and publishes it.")
final class TrainCommand implements Callable<Integer> {
    /** How thorough a training is. */
    enum Preset {
        quick,
        full
    }

    @Option(names = "--config", description = "Train on the stored history of this configuration's job.")
    private @Nullable Path config;

    @Option(
            names = "--until",
            defaultValue = "2001-06-01T00:00:00Z",
            description = "For the flights: train on what comes before (${DEFAULT-VALUE}).")
    private Instant until = Instant.EPOCH;

    @Option(names = "--preset", defaultValue = "full", description = "quick (minutes) or full (${DEFAULT-VALUE}).")
    private Preset preset = Preset.full;

    @Option(names = "--seed", defaultValue = "7", description = "Same seed and data, same model (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--registry", description = "Folder of the model registry (.foretide/models beside the launcher).")
    private @Nullable Path registry;

    @Option(names = "--promote", description = "Make the new model the champion.")
    private boolean promote;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "table",
            description = "table or json (${DEFAULT-VALUE}).")
    private OutputFormat output = OutputFormat.table;

    /** Where the data is and where the model goes. */
    private record Job(FeatureWindow history, ZoneId zone, Path registry) {}

    @Override
    public Integer call() throws Exception {
        Job job = job();
        TrainingSettings settings = preset == Preset.quick ? TrainingSettings.quick(seed) : TrainingSettings.full(seed);
        TrainedModel model = Interruptible.call(() -> {
            try (TrainingBar bar = new TrainingBar(System.err)) {
                return new Trainer(job.zone(), settings, bar).train(job.history(), Instant.now());
            }
        });
        ModelRegistry models = new ModelRegistry(job.registry());
        ModelCard card = models.publish(model);
        if (promote) {
            models.promote(card.version());
        }
        System.err.println("Published " + card.version() + " in " + job.registry() + (promote ? " as champion" : ""));
        System.out.println(
                output == OutputFormat.json ? Json.pretty(card) : card.test().table());
        return 0;
    }

    private Job job() {
        if (config == null) {
            Path folder = registry == null ? Home.path().resolve(".foretide").resolve("models") : registry;
            Trace flights = FlightsDataset.load();
            return new Job(FlightsHistory.of(flights.slice(flights.start(), until)), FlightsHistory.ZONE, folder);
        }
        ForetideConfig settings = ConfigReader.read(config);
        try (SqliteDatabase database =
                SqliteDatabase.open(settings.data().resolve("features.db"), FeatureStore.MIGRATIONS)) {
            FeatureStore store = new FeatureStore(database);
            Instant first = store.earliest(settings.job()).orElseThrow(() -> nothingStored(settings));
            Instant last = store.latest(settings.job()).orElseThrow(() -> nothingStored(settings));
            return new Job(
                    store.range(settings.job(), first, last),
                    settings.calendar().zone(),
                    registry == null ? settings.registry() : registry);
        }
    }

    private static UserError nothingStored(ForetideConfig settings) {
        return new UserError(
                UserError.FAILED,
                "job " + settings.job() + " has no history in " + settings.data()
                        + ": let foretide serve collect some weeks first");
    }
}
