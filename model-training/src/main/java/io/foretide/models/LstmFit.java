package io.foretide.models;

import static io.foretide.training.TrainingSet.INPUT_STEPS;

import io.foretide.forecast.Horizon;
import io.foretide.series.Features;
import io.foretide.training.TrainingProgress;
import io.foretide.training.TrainingSet;
import io.foretide.training.TrainingSettings;
import java.time.ZoneId;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fits an LSTM on the training part of a set. The same set, settings and seed give the same model on the same machine.
 *
 * <p>Sets the random numbers of ND4J, which are shared by the process: one fit at a time.
 */
public final class LstmFit {
    private final TrainingSet set;
    private final ZoneId zone;
    private final TrainingSettings settings;
    private final TrainingProgress progress;
    private double[] demand = new double[0];

    /** A fit that reports to {@code progress}; local time for profile and calendar is that of {@code zone}. */
    public LstmFit(TrainingSet set, ZoneId zone, TrainingSettings settings, TrainingProgress progress) {
        this.set = set;
        this.zone = zone;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Trains; keeps the weights of the epoch with the lowest error on the validation part.
     *
     * @throws InterruptedException if the thread is interrupted; nothing is left behind
     * @throws IllegalArgumentException if the data holds too little
     */
    public LstmModel fit() throws InterruptedException {
        TrainingSet.Part part = set.train(settings.longest(), settings.warmUp());
        int[] origins = set.origins(part, settings.stride());
        if (origins.length < settings.batch()) {
            throw new IllegalArgumentException("the training part has " + origins.length
                    + " usable origins: at least one batch of " + settings.batch() + " is needed");
        }
        demand = set.window().column(Features.DEMAND).toArray();
        ChannelFitter fitter = new ChannelFitter(set, part, origins, zone);
        LstmModel.Spec spec = new LstmModel.Spec(zone, fitter.targetScale(), fitter.channels());
        Nd4j.getRandom().setSeed(settings.seed());
        MultiLayerNetwork network = LstmNetwork.create(spec.channels().size(), settings);
        FusedLstmHelper.install(network);
        train(network, spec, origins);
        return new LstmModel(spec, network);
    }

    private void train(MultiLayerNetwork network, LstmModel.Spec spec, int[] origins) throws InterruptedException {
        LstmInputs inputs = new LstmInputs(set.window(), zone, spec.channels());
        int[] validation = set.origins(set.validation(), settings.evaluationStride() * 4);
        Random random = new Random(settings.seed());
        int batches = origins.length / settings.batch();
        double best = Double.POSITIVE_INFINITY;
        INDArray kept = network.params().dup();
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            shuffle(origins, random);
            String phase = "epoch " + (epoch + 1) + " of " + settings.epochs();
            long start = System.nanoTime();
            for (int batch = 0; batch < batches; batch++) {
                stopIfInterrupted();
                double done = (epoch + (double) batch / batches) / settings.epochs();
                network.setLearningRate(settings.learningRate() * (1 + Math.cos(Math.PI * done)) / 2);
                int from = batch * settings.batch();
                network.fit(batch(inputs, spec, origins, from, from + settings.batch()));
                progress.report(phase, batch + 1, batches, start);
            }
            double error = error(network, inputs, spec, validation);
            if (error < best) {
                best = error;
                kept = network.params().dup();
            }
        }
        if (!Double.isFinite(best)) {
            throw new IllegalStateException(
                    "the validation error never was a number: training with seed " + settings.seed() + " failed");
        }
        network.setParams(kept);
    }

    private DataSet batch(LstmInputs inputs, LstmModel.Spec spec, int[] origins, int from, int to) {
        int width = spec.channels().size() * INPUT_STEPS;
        int horizon = Horizon.DEFAULT.steps();
        float[] numbers = new float[(to - from) * width];
        float[] targets = new float[(to - from) * horizon];
        for (int i = from; i < to; i++) {
            inputs.write(origins[i], numbers, (i - from) * width);
            double[] base = inputs.base(origins[i]);
            for (int h = 0; h < horizon; h++) {
                double actual = DemandScale.Root.COUNTS.of(demand[origins[i] + h + 1]);
                targets[(i - from) * horizon + h] = (float) ((actual - base[h]) / spec.targetScale());
            }
        }
        return new DataSet(
                Nd4j.createFromArray(numbers).reshape(to - from, spec.channels().size(), INPUT_STEPS),
                Nd4j.createFromArray(targets).reshape(to - from, horizon));
    }

    /** Mean absolute error of standardised targets. */
    private double error(MultiLayerNetwork network, LstmInputs inputs, LstmModel.Spec spec, int[] origins)
            throws InterruptedException {
        double sum = 0;
        for (int from = 0; from < origins.length; from += settings.batch()) {
            stopIfInterrupted();
            int to = Math.min(origins.length, from + settings.batch());
            DataSet data = batch(inputs, spec, origins, from, to);
            INDArray difference = network.output(data.getFeatures(), false).sub(data.getLabels());
            sum += difference.norm1Number().doubleValue();
        }
        return sum / origins.length / Horizon.DEFAULT.steps();
    }

    private static void shuffle(int[] values, Random random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }

    private static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("training was cancelled");
        }
    }
}
