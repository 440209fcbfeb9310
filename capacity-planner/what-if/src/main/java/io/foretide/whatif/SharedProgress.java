package io.foretide.whatif;

import io.foretide.training.TrainingProgress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Adds up how far several threads have come with a run each. Thread-safe. */
final class SharedProgress {
    private static final long UNITS = 1000;

    private final String phase;
    private final Map<PolicyName, Long> done = new EnumMap<>(PolicyName.class);
    private final TrainingProgress progress;
    private final long begun = System.nanoTime();

    SharedProgress(String phase, Set<PolicyName> names, TrainingProgress progress) {
        this.phase = phase;
        this.progress = progress;
        names.forEach(name -> done.put(name, 0L));
    }

    /** A run has come this far, 0-1. */
    synchronized void at(PolicyName name, double share) {
        done.put(name, Math.round(UNITS * share));
        long sum = done.values().stream().mapToLong(Long::longValue).sum();
        progress.report(phase, sum, UNITS * done.size(), begun);
    }
}
