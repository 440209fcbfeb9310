package io.foretide.scaler.kubernetes;

import io.foretide.planner.decision.Overrides;
import io.foretide.scaler.control.Mode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What people ask for by annotations of the scaled object, or in the spec of the object that says the job. A value that cannot be read holds everything and says so: who
 * wrote it wanted something else than the usual.
 *
 * @param mode what Foretide may do
 * @param overrides for the planner
 */
record ManualOverrides(Mode mode, Overrides overrides) {
    /**
     * Reads the annotations.
     *
     * @param configured the mode where no annotation says another
     */
    static ManualOverrides of(Map<String, String> annotations, Mode configured, Instant now) {
        return of(Asked.in(annotations), configured, now);
    }

    /** The same, of all that is asked. */
    static ManualOverrides of(Asked asked, Mode configured, Instant now) {
        AnnotationReader reader = new AnnotationReader(asked, now);
        Mode mode = reader.mode(configured);
        boolean all = reader.isPaused(Annotations.PAUSE);
        OptionalInt min = reader.count(Annotations.MIN);
        OptionalInt max = reader.count(Annotations.MAX);
        reader.order(min, max);
        boolean up = all || reader.isPaused(Annotations.PAUSE_OUT);
        boolean down = all || reader.isPaused(Annotations.PAUSE_IN);
        Optional<Instant> reclaimed = reader.reclaimed();
        OptionalInt pin = reader.pin(Annotations.PIN);
        Optional<KubernetesCause> problem = reader.problem();
        return new ManualOverrides(
                mode,
                problem.isPresent()
                        ? Overrides.holding(problem.get())
                        : new Overrides(Optional.empty(), up, down, pin, min, max, reclaimed, Optional.empty()));
    }
}
