package io.foretide.scaler.control.targets;

import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetSnapshot;
import java.io.IOException;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every request and changes nothing: what Foretide would do, without the risk. Where somebody else changes the real
 * number of TaskManagers, that number is taken up. Thread-safe.
 */
public final class DryRunTarget implements ScalingTarget {
    private static final Logger log = LoggerFactory.getLogger(DryRunTarget.class);

    private final Real real;
    private int taskManagers;

    /** How many there really were when that was last settled; empty before the first look. */
    private OptionalInt settled = OptionalInt.empty();

    /** How many there really were at the last look: one that is lost and comes back is nobody's decision. */
    private OptionalInt seen = OptionalInt.empty();

    /** Tells how many TaskManagers there really are. */
    @FunctionalInterface
    public interface Real {
        int taskManagers() throws IOException;
    }

    /** A target that pretends to have {@code taskManagers} at first, and looks at nothing real. */
    public DryRunTarget(int taskManagers) {
        this(taskManagers, () -> taskManagers);
    }

    /** A target that pretends to have {@code taskManagers} at first, and follows what changes really. */
    public DryRunTarget(int taskManagers, Real real) {
        this.taskManagers = taskManagers;
        this.real = real;
    }

    /** A real number that cannot be told leaves the pretended one. */
    @Override
    public synchronized TargetSnapshot read() {
        try {
            look(real.taskManagers());
        } catch (IOException e) {
            log.debug("how many TaskManagers there really are cannot be told: {}", e.getMessage());
        }
        return TargetSnapshot.of(taskManagers);
    }

    private void look(int now) {
        boolean stands = seen.equals(OptionalInt.of(now));
        seen = OptionalInt.of(now);
        if (settled.isEmpty()) {
            settled = seen;
        } else if (now >= 1 && stands && settled.getAsInt() != now) {
            log.warn(
                    "somebody else has changed the TaskManagers from {} to {}: dry-run goes on from there, and no more from {}",
                    settled.getAsInt(),
                    now,
                    taskManagers);
            settled = seen;
            taskManagers = now;
        }
    }

    @Override
    public synchronized Answer scaleTo(int wanted, TargetSnapshot before) {
        taskManagers = wanted;
        return new Applied();
    }

    @Override
    public boolean isPretended() {
        return true;
    }
}
