package io.foretide.training;

import io.foretide.datasets.FlightsDataset;
import io.foretide.datasets.Trace;
import io.foretide.series.FeatureWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Trains and scores the model that ships with Foretide. */
public final class FlightsTraining {
    private static final long SEED = 20_010_101;
    private static final int STRIDE = 5;

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
        TrainingSettings settings =
                arguments[0].equals("full") ? TrainingSettings.full(SEED) : TrainingSettings.quick(SEED);
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        Trace flights = FlightsDataset.load();
        FeatureWindow before = FlightsHistory.of(flights.slice(flights.start(), FlightsHistory.CUT));
        TrainedModel trained =
                new Trainer(FlightsHistory.ZONE, settings, FlightsTraining::print).train(before, Instant.now());
        ModelFolder.write(trained, folder);
        Files.writeString(folder.resolve("version.txt"), trained.card().version() + "\n");
        System.out.println("trained in " + Math.round(trained.card().trainSeconds()) + " s; test part:");
        System.out.print(trained.card().test().table());
        System.out.println("two weeks after the cut, never seen:");
        System.out.print(afterTheCut(flights, trained).table());
    }

    /**
     * Scores a model and every baseline on the two weeks from the cut. The model keeps the calibration it was published
     * with; the baselines are calibrated on the same validation part.
     */
    public static Leaderboard afterTheCut(Trace flights, TrainedModel trained) throws InterruptedException {
        FeatureWindow all =
                FlightsHistory.of(flights.slice(flights.start(), FlightsHistory.CUT.plus(Duration.ofDays(14))));
        int cut = flights.indexOf(FlightsHistory.CUT);
        Backtest backtest = new Backtest(new TrainingSet(all.slice(0, cut)), STRIDE);
        int[] origins = new TrainingSet(all).origins(new TrainingSet.Part(cut, all.size()), STRIDE);
        List<ForecastScore> scores = new ArrayList<>();
        scores.add(backtest.score(trained.model(), trained.calibrator(), all, origins));
        for (ForecastModel baseline : Trainer.baselines(FlightsHistory.ZONE)) {
            scores.add(backtest.score(baseline, backtest.calibrate(baseline), all, origins));
        }
        return new Leaderboard(scores, Trainer.naive());
    }

    private static void print(String phase, long done, long total, Duration eta) {
        if (done % 20 == 0 || done == total) {
            System.err.printf("%s: %d of %d, %d s left%n", phase, done, total, eta.toSeconds());
        }
    }
}
