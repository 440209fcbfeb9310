package io.foretide.models.global;

import io.foretide.datasets.FlightsDataset;
import io.foretide.datasets.Trace;
import io.foretide.models.lstm.NetworkFile;
import io.foretide.training.FlightsHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/** Trains the network that ships; {@code model-training/pretrain.sh} calls it. */
public final class PretrainingCommand {
    private static final long SEED = 20_010_531;
    private static final long SEED_OF_REPORT = 6;

    private PretrainingCommand() {}

    /**
     * Trains, scores and writes the files of the network into a new folder.
     *
     * @param arguments number of steps, and the folder
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2 || !arguments[0].matches("[1-9]\\d{0,6}")) {
            System.err.println("usage: PretrainingCommand STEPS FOLDER");
            System.exit(2);
        }
        int steps = Integer.parseInt(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        Trace flights = FlightsDataset.load();
        long start = System.nanoTime();
        GlobalNetwork network = new Pretraining(flights, SEED).train(steps, PretrainingCommand::print);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        PretrainingReport.Score score =
                new PretrainingReport(new Pretraining(flights, SEED_OF_REPORT), new Random(SEED_OF_REPORT)).of(network);
        NetworkFile.write(network.trunk(), folder.resolve(ShippedNetwork.TRUNK));
        NetworkFile.write(network.head(), folder.resolve(ShippedNetwork.HEAD));
        String card = card(network, steps, score);
        Files.writeString(folder.resolve(ShippedNetwork.CARD), card);
        System.out.print(card);
        System.err.printf("took %d minutes%n", taken.toMinutes());
    }

    private static String card(GlobalNetwork network, int steps, PretrainingReport.Score score) {
        return """
                # The network that ships

                Two LSTM layers of %d units and a head: %,d weights. Trained with `model-training/pretrain.sh %d FOLDER`: so many steps of %d
                windows each, seed %d; the same command gives the same weights.

                ## What it learned from

                - **Flights**: US domestic flights of 2001 by minute, from %s up to %s and nothing after it: departures,
                  aircraft in the air, airports with departures, departures by region; single ones, sums of several, sums over 5 and 15 minutes,
                  and some of them smoothed, growing or with jumps. Origin and terms: `datasets/SOURCES.md`.
                - **Generated loads**: drawn by chance by `GeneratedLoad`, of 1 to 30 minutes a step: courses of day and week, wandering, jumps,
                  growth, bursts that recur and spikes that do not, noise of many kinds.

                No other trace: it has seen none of those that it is scored on in `docs/benchmarks/forecast.md`, but for the flights before that day.

                ## How it does on series of the same kinds that it has not seen

                Of %d series, its median is better than the best of %d simple rules, chosen for each series afterwards, on %d; the geometric mean of
                the errors' ratio is %.3f. Scaled pinball loss of a window: %.4f.

                SHA-256 of the trunk's weights: `%s`
                """.formatted(
                        GlobalNetwork.HIDDEN,
                        network.trunk().numParams() + network.head().numParams(),
                        steps,
                        Pretraining.BATCH,
                        SEED,
                        "2001-01-01",
                        FlightsHistory.CUT,
                        score.series(),
                        Candidates.MEMBER,
                        score.better(),
                        score.ratio(),
                        score.loss(),
                        network.trunkId());
    }

    private static void print(String phase, long done, long total, Duration eta) {
        if (done % 100 == 0 || done == total) {
            System.err.printf("%s: %d of %d, %d s left%n", phase, done, total, eta.toSeconds());
        }
    }
}
