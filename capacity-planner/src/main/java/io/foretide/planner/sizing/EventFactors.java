package io.foretide.planner.sizing;

import io.foretide.forecast.Forecast;
import io.foretide.telemetry.signal.Event;
import java.time.Instant;
import java.util.List;

/**
 * Factors that planned events add to a forecast that does not know of them. An event that already ran at the forecast's origin is
 * in its level; one that ends is left to the forecast, as an event only ever raises the plan.
 */
public final class EventFactors {
    private final List<Event> events;
    private final Forecast forecast;
    private final double atOrigin;

    /** Factors of {@code events} on what {@code forecast} expects. */
    public EventFactors(List<Event> events, Forecast forecast) {
        this.events = events;
        this.forecast = forecast;
        this.atOrigin = multiplier(forecast.origin());
    }

    /** At least 1, for the forecast's step {@code h}. */
    double at(int h) {
        return events.isEmpty() // of which there are as many a tick as the forecast has steps
                ? 1
                : at(forecast.origin().plus(forecast.horizon().step().multipliedBy(h)));
    }

    /** At least 1, for an instant. */
    public double at(Instant time) {
        return events.isEmpty() ? 1 : Math.max(1, multiplier(time) / atOrigin);
    }

    private double multiplier(Instant time) {
        double product = 1;
        for (Event event : events) {
            product *= event.holds(time) ? event.multiplier() : 1;
        }
        return product;
    }
}
