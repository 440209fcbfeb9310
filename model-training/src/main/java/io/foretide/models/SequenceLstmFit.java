package io.foretide.models;

import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.ModelFitter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fits {@link SequenceLstm} in bounded time: some tens of thousands of origins, spread over the training part, in as many epochs
 * as that allows; the epoch with the smallest error on the validation part is kept. Then it goes on for one epoch over all of
 * the training part.
 *
 * <p>Sets the random numbers of ND4J, which are shared by the process: one fit at a time.
 */
final class SequenceLstmFit implements ModelFitter {
    private static final int MOST_EPOCHS = 6;
    private static final int FEWEST_EPOCHS = 2;
    private static final int BATCH = 64;
    private static final double SHARE_OF_RATE_AT_THE_END = 0.3;

    private final String name;
    private final boolean raw;
    private final Effort effort;

    /**
     * How much is learned.
     *
     * @param mostSteps steps of input windows that are learned from in all
     * @param hidden units of each layer
     * @param patience training ends after so many epochs without a smaller error
     */
    record Effort(int mostSteps, int hidden, int patience) {
        /** Takes a core about half a minute. */
        static final Effort USUAL = new Effort(300_000, 128, MOST_EPOCHS);

        /** Takes a core some ten minutes: a hundred thousand origins. */
        static final Effort THOROUGH = new Effort(6_000_000, 128, 2);
    }

    private SequenceLstmFit(String name, boolean raw, Effort effort) {
        this.name = name;
        this.raw = raw;
        this.effort = effort;
    }

    /** The LSTM on what a series does beyond usual course and level. */
    static SequenceLstmFit residual(Effort effort) {
        return new SequenceLstmFit(SequenceLstm.RESIDUAL, false, effort);
    }

    /** The LSTM on standardised demand, as in the reference design; for comparison. */
    static SequenceLstmFit raw(Effort effort) {
        return new SequenceLstmFit(SequenceLstm.RAW, true, effort);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public FittedModel fit(FitRequest request) throws InterruptedException {
        LstmSettings settings = LstmSettings.usual(effort.hidden, request.seed());
        Validation validation = new Validation(request);
        Sequence.Recipe recipe = raw ? rawRecipe(request) : residualRecipe(request, validation);
        Training training = new Training(request, recipe, settings);
        int[] origins = training.origins(0, request.validationFrom());
        if (origins.length < 2 * BATCH) {
            throw new IllegalArgumentException(name + " has " + origins.length + " usable origins before "
                    + request.window().timeAt(request.validationFrom()) + ": at least " + 2 * BATCH + " are needed"
                    + "\nMaybe ridge or profile-level for a job this young.");
        }
        MultiLayerNetwork network = training.best(origins, validation);
        MultiLayerNetwork further = network.clone();
        FusedLstmHelper.install(network);
        FusedLstmHelper.install(further);
        int epochs = training.epochs(origins.length);
        training.epoch(
                further,
                training.origins(0, request.trainEnd()),
                epochs,
                epochs + 1,
                SHARE_OF_RATE_AT_THE_END * settings.learningRate());
        return new FittedModel(new SequenceLstm(name, recipe, network), new SequenceLstm(name, recipe, further));
    }

    private static Sequence.Recipe rawRecipe(FitRequest request) {
        FeatureWindow window = request.window();
        Spread spread = new Spread();
        double[] demand = window.column(Features.DEMAND).toArray();
        Arrays.stream(demand, 0, request.validationFrom()).forEach(spread::add);
        double deviation = spread.deviation()
                .orElseThrow(() -> new IllegalArgumentException("demand never changes before "
                        + window.timeAt(request.validationFrom()) + ": there is nothing to learn"));
        return new RawSequence.Recipe(
                request.zone(),
                window.step(),
                spread.mean(),
                deviation,
                MeasuredChannels.of(window, 0, request.validationFrom()));
    }

    private static Sequence.Recipe residualRecipe(FitRequest request, Validation validation) {
        UsualCourse.Recipe course = ProfileLevelFit.choose(request, validation).recipe();
        ResidualSequence.Recipe found = residualRecipe(request, course);
        // a profile that begins too late leaves nothing to learn beside it
        return found.deviation() > 0 ? found : residualRecipe(request, UsualCourse.Recipe.flat(course.scale()));
    }

    private static ResidualSequence.Recipe residualRecipe(FitRequest request, UsualCourse.Recipe course) {
        DeviationRows rows = new DeviationRows(request, course);
        Spread deviation = new Spread();
        Spread slope = new Spread();
        double[] outputs = new double[rows.outputs()];
        for (int origin = 0; origin <= rows.lastBefore(request.validationFrom()); origin += 7) {
            if (rows.outputs(origin, outputs)) {
                Arrays.stream(outputs).forEach(deviation::add);
                slope.add(rows.features().usual(origin) + rows.features().level(origin));
            }
        }
        List<Channel> measured = MeasuredChannels.of(request.window(), 0, request.validationFrom());
        return new ResidualSequence.Recipe(
                request.zone(),
                course,
                request.window().step(),
                deviation.deviation().orElse(0.0),
                slope.deviation().orElse(1.0),
                measured);
    }

    /** Origins, batches and epochs of one fit. */
    private final class Training {
        private final FitRequest request;
        private final Sequence.Recipe recipe;
        private final Sequence sequence;
        private final LstmSettings settings;
        private final Random random;
        private final int length;

        Training(FitRequest request, Sequence.Recipe recipe, LstmSettings settings) {
            this.request = request;
            this.recipe = recipe;
            this.settings = settings;
            random = new Random(settings.seed());
            // nothing from the end of the training part on may be seen
            sequence = recipe.on(request.window().slice(0, request.trainEnd()));
            length = request.steps().input();
        }

        /** Origins between two steps whose targets lie there, too, not too many of them. */
        int[] origins(int from, int to) {
            int ahead = Horizon.of(request.window().step()).steps();
            double[] targets = new double[recipe.outputs()];
            int[] usable = IntStream.range(from + length - 1, to - ahead)
                    .filter(origin -> sequence.targets(origin, targets))
                    .toArray();
            int most = effort.mostSteps / length / FEWEST_EPOCHS;
            int stride = 1 + usable.length / most;
            return IntStream.range(0, usable.length / stride)
                    .map(i -> usable[i * stride])
                    .toArray();
        }

        /** The network with the smallest error on the validation part; goes on after the last epoch that was kept. */
        MultiLayerNetwork best(int[] origins, Validation validation) throws InterruptedException {
            Optional<EpochCheckpoint> checkpoint =
                    request.checkpoints().map(folder -> new EpochCheckpoint(folder.resolve(name + "-epochs")));
            Optional<EpochCheckpoint.State> kept = checkpoint.flatMap(EpochCheckpoint::read);
            Nd4j.getRandom().setSeed(request.seed());
            MultiLayerNetwork network = LstmNetwork.create(recipe.channels(), recipe.outputs(), settings);
            INDArray weights = network.params().dup();
            int done = 0;
            int best = -1;
            double smallest = Double.POSITIVE_INFINITY;
            if (checkpoint.isPresent() && kept.isPresent()) {
                done = kept.get().epochs();
                best = kept.get().best();
                smallest = kept.get().smallest();
                weights = best < 0 ? weights : checkpoint.get().weights(best);
                network = checkpoint.get().resume(kept.get());
                for (int epoch = 0; epoch < done; epoch++) {
                    // origins and random numbers go on as they were
                    shuffle(origins);
                }
            }
            FusedLstmHelper.install(network);
            int epochs = epochs(origins.length);
            for (int epoch = done; epoch < epochs && epoch - best <= effort.patience; epoch++) {
                epoch(network, origins, epoch, epochs, settings.learningRate());
                double error = validation.error(new SequenceLstm(name, recipe, network));
                if (error < smallest) {
                    smallest = error;
                    best = epoch;
                    weights = network.params().dup();
                }
                if (checkpoint.isPresent()) {
                    checkpoint.get().write(network, epoch + 1, best, smallest);
                }
            }
            network.setParams(weights);
            return network;
        }

        int epochs(int origins) {
            return Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, effort.mostSteps / length / origins));
        }

        /** One pass over the origins in random order; the learning rate falls along a half cosine over all epochs. */
        void epoch(MultiLayerNetwork network, int[] origins, int epoch, int epochs, double rate)
                throws InterruptedException {
            shuffle(origins);
            int batches = origins.length / BATCH;
            int part = BATCH / DataParallelTraining.PARTS;
            long start = System.nanoTime();
            boolean last = epoch == epochs - 1 && rate < settings.learningRate();
            try (DataParallelTraining training = new DataParallelTraining(network, settings.seed())) {
                training.epoch(epoch);
                for (int batch = 0; batch < batches; batch++) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException("fitting " + name + " was cancelled");
                    }
                    double done = last ? (double) batch / batches : (epoch + (double) batch / batches) / epochs;
                    network.setLearningRate(rate * (1 + Math.cos(Math.PI * done)) / 2);
                    int from = batch * BATCH;
                    training.fit(IntStream.range(0, DataParallelTraining.PARTS)
                            .mapToObj(i -> samples(origins, from + i * part, part))
                            .toList());
                    request.progress().report(name + ": epoch " + (epoch + 1), batch + 1, batches, start);
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
                int origin = origins[from + i];
                sequence.write(origin, numbers, i * width);
                sequence.targets(origin, targets);
                for (int h = 0; h < outputs; h++) {
                    wanted[i * outputs + h] = (float) targets[h];
                }
            }
            return new DataSet(
                    Nd4j.createFromArray(numbers).reshape(count, recipe.channels(), length),
                    Nd4j.createFromArray(wanted).reshape(count, outputs));
        }

        private void shuffle(int[] values) {
            for (int i = values.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int value = values[i];
                values[i] = values[j];
                values[j] = value;
            }
        }
    }
}
