package io.foretide.whatif;

import io.foretide.training.TrainingProgress;
import java.util.HashMap;
import java.util.Map;

/** Adds up how far several threads have come with a run each. Thread-safe. */
final class SharedProgress {
    private static final long UNITS = 1000;

    private final String phase;
    private final int runs;
    private final Map<String, Long> done = new HashMap<>();
    private final TrainingProgress progress;
    private final long begun = System.nanoTime();

    SharedProgress(String phase, int runs, TrainingProgress progress) {
        this.phase = phase;
        this.runs = runs;
        this.progress = progress;
    }

    /** A run has come this far, 0-1. */
    synchronized void at(String name, double share) {
        done.put(name, Math.round(UNITS * share));
        long sum = done.values().stream().mapToLong(Long::longValue).sum();
        progress.report(phase, sum, UNITS * runs, begun);
    }
}
