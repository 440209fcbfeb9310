package io.foretide.inference;

import io.foretide.training.CalibratedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A published model that may serve.
 *
 * @param version shown with every forecast
 * @param trained when its training began; empty if the job's clock knows no such time, as in a replay
 * @param model forecasts and keeps its intervals right
 */
public record ServedModel(String version, Optional<Instant> trained, CalibratedModel model) {
    /** Time since its training began; none of a minute that was over before. */
    Optional<Duration> age(Instant now) {
        return trained.map(begun -> now.isAfter(begun) ? Duration.between(begun, now) : Duration.ZERO);
    }
}
