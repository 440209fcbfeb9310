package io.foretide.whatif.setup;

import io.foretide.forecast.Forecast;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** The forecasts of one model that a service would have had, each from what came before it. Immutable and thread-safe. */
public interface ForecastHistory {
    /** From here on there are forecasts. */
    Instant since();

    /** The newest at an instant; each user its own, not thread-safe. */
    Function<Instant, Optional<Forecast>> newest();

    /** The same within a stretch, for many users at once: takes some kilobytes for each of its forecasts. Thread-safe. */
    Function<Instant, Optional<Forecast>> newest(Instant from, Instant to);
}
