package io.foretide.models.lstm;

/**
 * The learning rate of Adam along some epochs, which falls along a half cosine (Loshchilov and Hutter 2017):
 *
 * <pre>
 * done = (epoch + share - firstEpoch) / epochs
 * rate = initial * (1 + cos(pi * done)) / 2
 * </pre>
 *
 * @param initial at the start of the first epoch
 * @param firstEpoch number of the epoch in which it begins
 * @param epochs after so many of them it is 0
 */
public record LearningRate(double initial, int firstEpoch, int epochs) {
    /**
     * The rate within an epoch.
     *
     * @param share of the epoch that is done, 0-1
     */
    public double at(int epoch, double share) {
        double done = (epoch - firstEpoch + share) / epochs;
        return initial * (1 + Math.cos(Math.PI * done)) / 2;
    }
}
