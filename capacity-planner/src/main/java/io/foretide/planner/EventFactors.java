package io.foretide.planner;

import io.foretide.telemetry.signal.Event;
import java.time.Instant;
import java.util.List;

/**
 * What planned events add to a forecast that does not know of them. An event that already ran at the forecast's origin is
 * in its level; one that ends is left to the forecast, as an event only ever raises the plan.
 */
final class EventFactors {
    private final List<Event> events;
    private final double atOrigin;

    EventFactors(List<Event> events, Instant origin) {
        this.events = events;
        this.atOrigin = multiplier(origin);
    }

    /** At least 1. */
    double at(Instant time) {
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
