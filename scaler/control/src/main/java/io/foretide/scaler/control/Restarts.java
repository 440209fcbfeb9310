package io.foretide.scaler.control;

import io.foretide.series.Period;
import io.foretide.telemetry.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When a job restarted because it was rescaled: what it measured then is not its load. */
public final class Restarts {
    /** If the log does not know how long it took. */
    private static final Duration DEFAULT_RESTART_TIME = Duration.ofMinutes(3);

    /** Counters settle within the minute after. */
    private static final Duration SETTLING_TIME = Duration.ofMinutes(1);

    private Restarts() {}

    /** From every rescale of a decision log until the job ran again. */
    public static List<Period> of(DecisionLog log, JobId job) {
        return log.rescales(job).stream()
                .filter(entry -> entry.fate() == Fate.APPLIED)
                .map(entry -> {
                    Instant from = entry.at();
                    Optional<Duration> running =
                            log.outcome(job, entry.id()).flatMap(outcome -> outcome.until(RescaleStage.RUNNING));
                    return new Period(
                            from,
                            from.plus(running.orElse(DEFAULT_RESTART_TIME)).plus(SETTLING_TIME));
                })
                .toList();
    }
}
