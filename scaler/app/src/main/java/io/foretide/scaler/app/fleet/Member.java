package io.foretide.scaler.app.fleet;

import io.foretide.scaler.app.config.FleetConfig;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.telemetry.JobId;
import java.util.Optional;

/**
 * A job of a fleet.
 *
 * @param said as it is said
 * @param served as it is served, if it ever was right; empty if another replica does
 */
record Member(FleetConfig.Job said, Optional<ServedJob> served) {
    /** Whether some process has to serve it. */
    Optional<JobId> toServe() {
        return said.config().or(() -> served.map(ServedJob::config)).map(ForetideConfig::job);
    }
}
