package io.foretide.retraining.tuning;

import io.foretide.retraining.BackgroundCommand;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code foretide tune --publish} every night. The service follows what it leaves, and plans with what was adopted by itself.
 *
 * @param zone whose night
 * @param leads whether this replica decides: what another one does is tuned there
 */
public record NightlyTuning(LocalTime time, ZoneId zone, BackgroundCommand command, BooleanSupplier leads)
        implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(NightlyTuning.class);

    @Override
    public void run() {
        if (leads.getAsBoolean()) {
            command.run();
        } else {
            log.info("does not tune: another replica leads");
        }
    }
}
