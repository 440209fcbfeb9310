package io.foretide.training;

/**
 * Amount of learning, and size of a network.
 *
 * @param maxSteps steps of input windows that a network learns from in all
 * @param hidden units of each of its layers
 * @param patience its training ends after so many epochs without a smaller error
 * @param maxRows rows that trees are grown on
 */
public record LearningBudget(int maxSteps, int hidden, int patience, int maxRows) {
    /** Ten thousand origins of a series of minutes if a network has to be quick, a hundred thousand else; trees are always quick. */
    public static LearningBudget of(Effort effort) {
        return new LearningBudget(effort == Effort.FULL ? 6_000_000 : 600_000, 128, 2, 60_000);
    }
}
