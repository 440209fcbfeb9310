package io.foretide.planner.settings;

import io.foretide.text.Check;
import io.foretide.text.Durations;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * The user's objective: "lag under {@code sloLag} in {@code sloShare} of the minutes", and what slots cost. Quantile and
 * prices of the plan follow from it.
 *
 * @param sloLag lag objective
 * @param sloShare share of the minutes that keep it, 0.5 to below 1
 * @param pricePerSlotHour what a slot costs an hour, in any currency
 * @param pricePerViolationMinute what a minute beyond the objective costs, in the same currency, if the user knows
 */
public record Objective(
        Duration sloLag, double sloShare, double pricePerSlotHour, OptionalDouble pricePerViolationMinute) {
    /** Share of the true processing rate that the median may use: the rest works off what restarts leave behind. */
    public static final double BUSIEST = 0.95;

    /** The quantile leaves this many times the tolerated share: a job survives most minutes of slight overload. */
    private static final double SURVIVED = 10;

    private static final double LEAST_QUANTILE = 0.5;
    private static final double MOST_QUANTILE = 0.99;

    /** A TaskManager short for a minute, at the largest tolerated share of such minutes, is worth this many of its minutes. */
    private static final double SHORTAGE_WORTH_AT_TOLERATED_SHARE = 0.3;

    public Objective {
        Check.positive("sloLag", sloLag);
        Check.that(sloShare >= 0.5 && sloShare < 1, "sloShare", sloShare, "0.5 to below 1");
        Check.that(
                pricePerSlotHour > 0 && Double.isFinite(pricePerSlotHour),
                "pricePerSlotHour",
                pricePerSlotHour,
                "a finite number above 0");
        pricePerViolationMinute.ifPresent(price -> Check.that(
                price > 0 && Double.isFinite(price), "pricePerViolationMinute", price, "a finite number above 0"));
    }

    /** The quantile of the forecast to plan for. */
    public double quantile() {
        return Math.max(LEAST_QUANTILE, Math.min(MOST_QUANTILE, 1 - SURVIVED * (1 - sloShare)));
    }

    /** The share of the minutes for which a quantile is planned for: the inverse of {@link #quantile}. */
    public static double sloShareOf(double quantile) {
        Check.that(quantile >= LEAST_QUANTILE && quantile < 1, "quantile", quantile, "0.5 to below 1");
        return 1 - (1 - quantile) / SURVIVED;
    }

    /** The lag objective in seconds. */
    public double sloLagSeconds() {
        return Durations.seconds(sloLag);
    }

    /** Cost of being a TaskManager short for a minute, in minutes of a TaskManager. */
    public double shortagePrice(int slotsPerTaskManager) {
        return Math.max(
                shortageWorth(), pricePerViolationMinute.orElse(0) / taskManagerMinutePrice(slotsPerTaskManager));
    }

    /** Price of a violation minute: what the user says, or what the tolerated share implies. */
    public double violationPrice(int slotsPerTaskManager) {
        return pricePerViolationMinute.orElse(shortageWorth() * taskManagerMinutePrice(slotsPerTaskManager));
    }

    private double shortageWorth() {
        return SHORTAGE_WORTH_AT_TOLERATED_SHARE / (1 - sloShare);
    }

    private double taskManagerMinutePrice(int slotsPerTaskManager) {
        return pricePerSlotHour * slotsPerTaskManager / 60;
    }
}
