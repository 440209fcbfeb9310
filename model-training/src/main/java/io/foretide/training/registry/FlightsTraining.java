package io.foretide.training.registry;

import io.foretide.datasets.FlightsDataset;
import io.foretide.datasets.Trace;
import io.foretide.series.FeatureWindow;
import io.foretide.training.Effort;
import io.foretide.training.FlightsHistory;
import io.foretide.training.backtest.BacktestTable;
import io.foretide.training.backtest.ForecastSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Trains and scores the model that ships with Foretide. */
public final class FlightsTraining {
    private static final String MODEL = "lstm";
    private static final long SEED = 20_010_101;

    private FlightsTraining() {}

    /**
     * Trains on the flights before the cut and writes the files of the model into a new folder.
     *
     * @param arguments {@code full} or {@code quick}, and the folder
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2 || !List.of("full", "quick").contains(arguments[0])) {
            System.err.println("usage: FlightsTraining full|quick FOLDER");
            System.exit(2);
        }
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        Trace flights = FlightsDataset.load();
        FeatureWindow before = FlightsHistory.of(flights.slice(flights.start(), FlightsHistory.CUT));
        TrainingPlan plan = new TrainingPlan(
                "flights",
                List.of(MODEL),
                FlightsHistory.ZONE,
                TrainingPlan.HELD_OUT,
                Effort.valueOf(arguments[0].toUpperCase(Locale.ROOT)),
                SEED,
                folder.resolveSibling(folder.getFileName() + "-checkpoints"));
        Trainer.Outcome outcome = new Trainer(plan, FlightsTraining::print)
                .train(before, Optional.empty(), ForecastSink.NONE, Instant.now());
        TrainedModel trained = outcome.models().get(MODEL);
        if (trained == null) {
            throw new IllegalStateException(
                    "no " + MODEL + " was trained: " + outcome.report().notes());
        }
        ModelFolder.write(trained, folder);
        Files.writeString(folder.resolve("version.txt"), trained.card().version() + "\n");
        System.out.print(BacktestTable.of(outcome.report()));
    }

    private static void print(String phase, long done, long total, Duration eta) {
        if (done % 20 == 0 || done == total) {
            System.err.printf("%s: %d of %d, %d s left%n", phase, done, total, eta.toSeconds());
        }
    }
}
