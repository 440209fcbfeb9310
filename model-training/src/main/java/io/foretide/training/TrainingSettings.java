package io.foretide.training;

import java.time.Duration;

/**
 * How a model is fitted. The reference design's numbers are the defaults: 128 units, dropout 0.2, Adam.
 *
 * @param preset name of the preset these settings come from
 * @param longest at most this much of the training part is used, the newest
 * @param warmUp no origin earlier than this after the first step: the weekly profile needs some weeks
 * @param stride steps between two training origins
 * @param evaluationStride steps between two origins of validation and test
 * @param epochs at most this many; the epoch with the lowest validation error is kept
 * @param batch origins per gradient step
 * @param hidden units of each LSTM layer
 * @param dropout share of activations dropped while training, 0-1
 * @param learningRate of Adam at the start; it falls to zero along a half cosine
 * @param seed of initial weights, shuffling and dropout
 */
public record TrainingSettings(
        String preset,
        Duration longest,
        Duration warmUp,
        int stride,
        int evaluationStride,
        int epochs,
        int batch,
        int hidden,
        double dropout,
        double learningRate,
        long seed) {
    public TrainingSettings {
        atLeastOne("stride", stride);
        atLeastOne("evaluationStride", evaluationStride);
        atLeastOne("epochs", epochs);
        atLeastOne("batch", batch);
        atLeastOne("hidden", hidden);
        if (!(dropout >= 0 && dropout < 1) || !(learningRate > 0)) {
            throw new IllegalArgumentException("dropout " + dropout + " and learningRate " + learningRate
                    + ": 0 to below 1 and above 0 are allowed");
        }
    }

    /** A model within three minutes on two cores: the last eight weeks, sparsely. */
    public static TrainingSettings quick(long seed) {
        return new TrainingSettings(
                "quick", Duration.ofDays(56), Duration.ofDays(14), 20, 15, 3, 128, 128, 0.2, 2e-3, seed);
    }

    /** All data, every fifth minute, three epochs. */
    public static TrainingSettings full(long seed) {
        return new TrainingSettings(
                "full", Duration.ofDays(3650), Duration.ofDays(14), 5, 5, 3, 128, 128, 0.2, 2e-3, seed);
    }

    /** The same with so many units in each layer. */
    public TrainingSettings withHidden(int units) {
        return new TrainingSettings(
                preset, longest, warmUp, stride, evaluationStride, epochs, batch, units, dropout, learningRate, seed);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ": at least 1 is needed");
        }
    }
}
