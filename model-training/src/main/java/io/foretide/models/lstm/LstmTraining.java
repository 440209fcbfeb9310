package io.foretide.models.lstm;

import io.foretide.forecast.Horizon;
import io.foretide.training.FitRequest;
import io.foretide.training.LearningBudget;
import io.foretide.training.Validation;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Origins, batches and epochs of one fit of a network. Not thread-safe. */
final class LstmTraining {
    static final int BATCH = 64;

    private static final int MAX_EPOCHS = 6;
    private static final int MIN_EPOCHS = 2;

    private final LearningBudget budget;
    private final FitRequest request;
    private final RawSequence.Recipe recipe;
    private final RawSequence sequence;
    private final LstmSettings settings;
    private final Random random;
    private final int length;

    LstmTraining(LearningBudget budget, FitRequest request, RawSequence.Recipe recipe, LstmSettings settings) {
        this.budget = budget;
        this.request = request;
        this.recipe = recipe;
        this.settings = settings;
        random = new Random(settings.seed());
        // nothing from the end of the training part on may be seen
        sequence = recipe.on(request.window().slice(0, request.trainEnd()));
        length = request.steps().input();
    }

    /**
     * The network with the smallest error on the validation part.
     *
     * @param epoch after which it was that good; empty if learning made it worse
     */
    record Best(MultiLayerNetwork network, OptionalInt epoch) {}

    /** Origins between two steps whose targets lie there, too, not too many of them. */
    int[] origins(int from, int to) {
        int ahead = Horizon.of(request.window().step()).steps();
        double[] targets = new double[recipe.outputs()];
        int[] usable = IntStream.range(from + length - 1, to - ahead)
                .filter(origin -> sequence.at(origin).targets(targets))
                .toArray();
        int most = budget.maxSteps() / length / MIN_EPOCHS;
        int stride = 1 + usable.length / most;
        return IntStream.range(0, usable.length / stride)
                .map(i -> usable[i * stride])
                .toArray();
    }

    /** The network with the smallest error on the validation part; goes on after the last epoch that was kept. */
    Best best(int[] origins, Validation validation) throws InterruptedException {
        Optional<EpochCheckpoint> checkpoint =
                request.checkpoints().map(folder -> new EpochCheckpoint(folder.resolve(SequenceLstm.NAME + "-epochs")));
        Optional<EpochCheckpoint.State> resumePoint = checkpoint.flatMap(EpochCheckpoint::read);
        Nd4j.getRandom().setSeed(request.seed());
        MultiLayerNetwork network = LstmNetwork.create(recipe.channels(), recipe.outputs(), settings);
        INDArray weights = network.params().dup();
        int epochsDone = 0;
        OptionalInt best = OptionalInt.empty();
        double smallest;
        if (checkpoint.isPresent() && resumePoint.isPresent()) {
            epochsDone = resumePoint.get().epochs();
            best = resumePoint.get().best();
            smallest = resumePoint.get().smallest();
            weights = best.isPresent() ? checkpoint.get().weights(best.getAsInt()) : weights;
            network = checkpoint.get().resume(resumePoint.get());
            for (int epoch = 0; epoch < epochsDone; epoch++) {
                // origins and random numbers go on as they were
                Shuffle.of(origins, random);
            }
            FusedLstmHelper.install(network);
        } else {
            FusedLstmHelper.install(network);
            smallest = validation.error(new SequenceLstm(recipe, network));
        }
        int epochs = epochs(origins.length);
        LearningRate rate = new LearningRate(settings.learningRate(), 0, epochs);
        for (int epoch = epochsDone; epoch < epochs && epochsSince(best, epoch) < budget.patience(); epoch++) {
            epoch(network, origins, epoch, rate);
            double error = validation.error(new SequenceLstm(recipe, network));
            if (error < smallest) {
                smallest = error;
                best = OptionalInt.of(epoch);
                weights = network.params().dup();
            }
            if (checkpoint.isPresent()) {
                checkpoint.get().write(network, epoch + 1, best, smallest);
            }
        }
        network.setParams(weights);
        return new Best(network, best);
    }

    /** Number of epochs in a row, up to this one, that did not lower the error. */
    private static int epochsSince(OptionalInt best, int epoch) {
        return best.isPresent() ? epoch - best.getAsInt() - 1 : epoch;
    }

    /** Largest number of epochs over so many origins. */
    int epochs(int origins) {
        return Math.max(MIN_EPOCHS, Math.min(MAX_EPOCHS, budget.maxSteps() / length / origins));
    }

    /** One pass over the origins in random order. */
    void epoch(MultiLayerNetwork network, int[] origins, int epoch, LearningRate rate) throws InterruptedException {
        Shuffle.of(origins, random);
        int batches = origins.length / BATCH;
        int part = BATCH / DataParallelTraining.PARTS;
        long start = System.nanoTime();
        try (DataParallelTraining<DataSet> training = DataParallelTraining.of(network, settings.seed())) {
            training.epoch(epoch);
            for (int batch = 0; batch < batches; batch++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("fitting " + SequenceLstm.NAME + " was cancelled");
                }
                network.setLearningRate(rate.at(epoch, (double) batch / batches));
                int from = batch * BATCH;
                training.fit(IntStream.range(0, DataParallelTraining.PARTS)
                        .mapToObj(i -> samples(origins, from + i * part, part))
                        .toList());
                request.progress().report(SequenceLstm.NAME + ": epoch " + (epoch + 1), batch + 1, batches, start);
            }
        }
    }

    private DataSet samples(int[] origins, int from, int count) {
        int width = recipe.channels() * length;
        int outputs = recipe.outputs();
        float[] numbers = new float[count * width];
        float[] wanted = new float[count * outputs];
        double[] targets = new double[outputs];
        for (int i = 0; i < count; i++) {
            RawSequence.Sample sample = sequence.at(origins[from + i]);
            sample.write(numbers, i * width);
            sample.targets(targets);
            for (int h = 0; h < outputs; h++) {
                wanted[i * outputs + h] = (float) targets[h];
            }
        }
        return new DataSet(
                Nd4j.createFromArray(numbers).reshape(count, recipe.channels(), length),
                Nd4j.createFromArray(wanted).reshape(count, outputs));
    }
}
