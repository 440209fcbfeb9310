package io.foretide.models.global;

import io.foretide.datasets.Trace;
import io.foretide.models.lstm.DataParallelTraining;
import io.foretide.models.lstm.Natives;
import io.foretide.series.FeatureWindow;
import io.foretide.training.FlightsHistory;
import io.foretide.training.TrainingProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains the network that ships, on loads drawn from the flights before {@link FlightsHistory#CUT} and on {@link GeneratedLoad}s: a pool of series
 * of which one is replaced every few steps, so that no two windows need ever be the same. The same seed and number of steps give the same
 * network, bit by bit.
 */
public final class Pretraining {
    static final int BATCH = 128;

    private static final double LEARNING_RATE = 2e-3;
    private static final double WARM_UP = 0.05;
    private static final int POOL = 32;
    private static final int STEPS_PER_SERIES = 6;
    private static final double SHARE_OF_FLIGHTS = 0.4;

    private final FlightLoads flights;
    private final Random random;
    private final List<PoolSeries> pool = new ArrayList<>();

    Pretraining(Trace flights, long seed) {
        this.flights = new FlightLoads(flights.slice(flights.start(), FlightsHistory.CUT));
        random = new Random(seed);
    }

    /** Gradients of both parts of the network. */
    static final class Task implements DataParallelTraining.Task<Batch> {
        @Override
        public void gradient(List<MultiLayerNetwork> networks, Batch part) {
            GlobalNetwork.gradient(networks.get(0), networks.get(1), part);
        }

        @Override
        public int samples(Batch part) {
            return part.windows;
        }
    }

    PoolSeries series() {
        while (true) {
            FeatureWindow window =
                    random.nextDouble() < SHARE_OF_FLIGHTS ? flights.draw(random) : GeneratedLoad.draw(random);
            PoolSeries series = new PoolSeries(window, 0, window.size());
            if (series.isUseful()) {
                return series;
            }
        }
    }

    /** Trains a network for some steps of a batch each. */
    GlobalNetwork train(int steps, TrainingProgress progress) throws InterruptedException {
        Natives.load();
        Nd4j.getRandom().setSeed(1);
        GlobalNetwork network = GlobalNetwork.create(LEARNING_RATE, random.nextLong());
        IntStream.range(0, POOL).forEach(i -> pool.add(series()));
        long start = System.nanoTime();
        try (DataParallelTraining<Batch> training =
                new DataParallelTraining<>(List.of(network.trunk(), network.head()), 1, new Task())) {
            for (int step = 0; step < steps; step++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("pre-training was cancelled");
                }
                if (step % STEPS_PER_SERIES == 0) {
                    pool.set(random.nextInt(POOL), series());
                }
                double rate = rate((double) step / steps);
                network.trunk().setLearningRate(rate);
                network.head().setLearningRate(rate);
                training.fit(batch());
                progress.report("pretraining", step + 1, steps, start);
            }
        }
        return network;
    }

    /** A short rise, then along a half cosine to 0. */
    static double rate(double done) {
        double risen = Math.min(1, done / WARM_UP);
        return LEARNING_RATE * risen * (1 + Math.cos(Math.PI * done)) / 2 + 1e-7;
    }

    /** Windows of series of one step, as a network takes only such together. */
    private List<Batch> batch() {
        PoolSeries first = pool.get(random.nextInt(POOL));
        List<PoolSeries> alike = pool.stream()
                .filter(one -> one.stepMillis() == first.stepMillis())
                .toList();
        List<Batch> parts = new ArrayList<>();
        for (int part = 0; part < DataParallelTraining.PARTS; part++) {
            Batch batch = new Batch(BATCH / DataParallelTraining.PARTS, first.ahead(), 0);
            for (int i = 0; i < batch.windows; i++) {
                PoolSeries series = alike.get(random.nextInt(alike.size()));
                series.put(batch, i, series.draw(random));
            }
            parts.add(batch);
        }
        return parts;
    }
}
