package io.foretide.models.global;

import io.foretide.models.lstm.DataParallelTraining;
import io.foretide.models.lstm.LearningRate;
import io.foretide.models.lstm.Shuffle;
import io.foretide.training.TrainingProgress;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The head of the shared network goes on learning on the windows of one job; the trunk stays as it is. Not thread-safe. */
final class HeadTraining {
    static final int BATCH = 128;

    private final JobWindows windows;
    private final long seed;
    private final TrainingProgress progress;
    private final Random random;

    HeadTraining(JobWindows windows, long seed, TrainingProgress progress) {
        this.windows = windows;
        this.seed = seed;
        this.progress = progress;
        random = new Random(seed);
    }

    /** Gradient of the head alone. */
    private static final class Task implements DataParallelTraining.Task<Batch> {
        @Override
        public void gradient(List<MultiLayerNetwork> networks, Batch part) {
            MultiLayerNetwork head = networks.get(0);
            head.setInput(part.aheadArray());
            head.setLabels(part.labelsArray());
            head.computeGradientAndScore();
            head.clear();
        }

        @Override
        public int samples(Batch part) {
            return part.windows;
        }
    }

    /** One pass over the windows in random order. */
    void epoch(GlobalNetwork network, int epoch, LearningRate rate) throws InterruptedException {
        int[] order = IntStream.range(0, windows.size()).toArray();
        Shuffle.of(order, random);
        int batches = order.length / BATCH;
        int size = BATCH / DataParallelTraining.PARTS;
        long start = System.nanoTime();
        try (DataParallelTraining<Batch> training =
                new DataParallelTraining<>(List.of(network.head()), seed, new Task())) {
            training.epoch(epoch);
            for (int batch = 0; batch < batches; batch++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("fitting " + GlobalLstm.NAME + " was cancelled");
                }
                network.head().setLearningRate(rate.at(epoch, (double) batch / batches));
                int from = batch * BATCH;
                training.fit(IntStream.range(0, DataParallelTraining.PARTS)
                        .mapToObj(part -> windows.batch(order, from + part * size, size))
                        .toList());
                progress.report(GlobalLstm.NAME + ": epoch " + (epoch + 1), batch + 1, batches, start);
            }
        }
    }
}
