package io.foretide.models.global;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * How a network does on series that it has not learned from, beside the best simple rule for each of them, chosen afterwards. Not thread-safe.
 */
final class PretrainingReport {
    private static final int SERIES = 64;
    private static final int WINDOWS = 100;

    private final List<Batch> batches = new ArrayList<>();

    /** @param source of series, drawn with other random numbers than those of the training */
    PretrainingReport(Pretraining source, Random random) {
        for (int i = 0; i < SERIES; i++) {
            PoolSeries series = source.series();
            Batch batch = new Batch(WINDOWS, series.ahead(), 0);
            for (int window = 0; window < WINDOWS; window++) {
                series.put(batch, window, series.draw(random));
            }
            batches.add(batch);
        }
    }

    /**
     * Result of a network.
     *
     * @param loss the mean pinball loss of a window, scaled
     * @param ratio geometric mean over series of the median's error by that of the best rule
     * @param better series in which the median is better than the best rule
     */
    record Score(double loss, double ratio, int better, int series) {}

    Score of(GlobalNetwork network) {
        double loss = 0;
        double logRatio = 0;
        int better = 0;
        for (Batch batch : batches) {
            double[] errors = new double[1 + Candidates.MEMBER];
            loss += errors(network, batch, errors) / batches.size();
            double best = Arrays.stream(errors, 1, errors.length).min().orElseThrow();
            logRatio += Math.log(errors[0] / best) / batches.size();
            better += errors[0] < best ? 1 : 0;
        }
        return new Score(loss, Math.exp(logRatio), better, batches.size());
    }

    /** The mean loss; and the errors of the median, then of every rule, which falls back to the level where it has nothing to say. */
    private static double errors(GlobalNetwork network, Batch batch, double[] errors) {
        float[] outputs = network.outputs(batch);
        Mixture mixture = new Mixture();
        double loss = 0;
        for (int at = 0; at < outputs.length; at += Mixture.OUTPUTS) {
            Mixture.Target row = new Mixture.Target(batch.labels, at);
            loss += mixture.loss(outputs, at, row) / batch.windows;
            double median = mixture.quantiles(outputs, at, batch.labels, row.candidates(), row.unit())[Mixture.MEDIAN];
            errors[0] += row.weight() * Math.abs(row.value() - median);
            for (int rule = 0; rule < Candidates.MEMBER; rule++) {
                float said = batch.labels[row.candidates() + rule];
                double value = Float.isNaN(said) ? batch.labels[row.candidates() + Candidates.RECENT] : said;
                errors[1 + rule] += row.weight() * Math.abs(row.value() - value);
            }
        }
        return loss;
    }
}
