package io.foretide.training;

import java.time.Duration;

/** Told how far a training is, often enough for a progress bar; called from the training thread. */
@FunctionalInterface
public interface TrainingProgress {
    /** Tells nobody. */
    TrainingProgress NONE = (phase, done, total, eta) -> {};

    /**
     * Tells how far a phase is.
     *
     * @param phase what is being done, such as {@code epoch 1 of 3}
     * @param done units of this phase that are done
     * @param total units of this phase
     * @param eta estimated time until the phase ends
     */
    void report(String phase, long done, long total, Duration eta);

    /** Reports {@code done} with the time left if the rest takes as long per unit as what was done since {@code startNanos}. */
    default void report(String phase, long done, long total, long startNanos) {
        long perUnit = done == 0 ? 0 : (System.nanoTime() - startNanos) / done;
        report(phase, done, total, Duration.ofNanos(perUnit * (total - done)));
    }
}
