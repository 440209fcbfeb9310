package io.foretide.planner.settings;

import java.time.Duration;

/**
 * Figures of the cheapest sequence of sizes.
 *
 * @param outlook hours of the typical day after the forecast: a size that is asked for in the evening is priced until the next
 *     morning's rush, and beyond that the day only repeats itself
 * @param distantShortagePrice a TaskManager short for a minute of the outlook, in minutes of a TaskManager: far less than now,
 *     as the plan will have been changed by then
 * @param negligibleShortage share of a TaskManager that is not worth another one: the need is a high quantile
 * @param negligibleOverload share of the need that the same may be: to a single TaskManager a fifth of one is an overload of 20 %
 */
public record HorizonSettings(
        Duration outlook, double distantShortagePrice, double negligibleShortage, double negligibleOverload) {
    static final HorizonSettings DEFAULT = new HorizonSettings(Duration.ofHours(16), 5, 0.2, 0.05);

    /** Whole TaskManagers for a need of {@code exact} ones. */
    public double whole(double exact) {
        return Math.ceil(exact - Math.min(negligibleShortage, negligibleOverload * exact));
    }
}
