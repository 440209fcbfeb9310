package io.foretide.scaler.app;

import io.foretide.store.StoreException;
import io.foretide.telemetry.JobId;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away what is older than is kept: of all jobs of the store, those that are served no more too. A file does not shrink by
 * that, it is filled anew. Stateless.
 *
 * @param keep at least {@link io.foretide.scaler.control.DecisionLog#FINAL}
 */
public record Retention(Shared shared, Duration keep) {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    /** Does so now; what fails is said, and left for the next time. */
    public void run() {
        Instant cut = shared.clock().instant().minus(keep);
        try {
            for (JobId job : shared.store().jobs()) {
                int minutes = shared.store().forgetBefore(job, cut);
                int decisions = shared.decisions().forgetBefore(job, cut);
                if (minutes + decisions > 0) {
                    log.info(
                            "job {}: {} minutes and {} decisions before {} are forgotten",
                            job,
                            minutes,
                            decisions,
                            cut);
                }
            }
        } catch (StoreException e) {
            log.warn("what is older than {} is not forgotten yet: {}", cut, e.getMessage());
        }
    }
}
