package io.foretide.scaler.app.fleet;

import io.foretide.scaler.app.config.FleetConfig;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.telemetry.JobId;
import java.util.Optional;

/**
 * A job of a fleet.
 *
 * @param said as it is said
 * @param right as it has to be served, by whichever replica: while something is wrong, as it was said before; empty if it never
 *     was right
 * @param served as it is served; empty if another replica does
 */
record Member(FleetConfig.Job said, Optional<ForetideConfig> right, Optional<ServedJob> served) {
    /** Whether some process has to serve it. */
    Optional<JobId> toServe() {
        return right.map(ForetideConfig::job);
    }

    /** The same, served by another replica or by none. */
    Member unserved() {
        return new Member(said, right, Optional.empty());
    }
}
