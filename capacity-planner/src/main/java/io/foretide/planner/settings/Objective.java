package io.foretide.planner.settings;

import io.foretide.text.Check;
import io.foretide.text.Durations;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * The user's objective: "lag under {@code sloLag} in {@code sloShare} of the minutes", and what slots cost. Quantile and
 * prices of the plan follow from it.
 *
 * @param measure what the lag is measured by
 * @param sloLag lag objective
 * @param sloShare share of the minutes that keep it, 0.5 to below 1
 * @param pricePerSlotHour what a slot costs an hour, in any currency
 * @param pricePerViolationMinute what a minute beyond the objective costs, in the same currency, if the user knows
 */
public record Objective(
        LagMeasure measure,
        Duration sloLag,
        double sloShare,
        double pricePerSlotHour,
        OptionalDouble pricePerViolationMinute) {
    /** Lag under a minute in 99.9 % of the minutes: what people ask of a stream; five cents are a small cloud slot's hour. */
    public static final Objective DEFAULT = new Objective(Duration.ofMinutes(1), 0.999, 0.05, OptionalDouble.empty());

    /** The quantile leaves this many times the tolerated share: a job survives most minutes of slight overload. */
    private static final double OVERLOADED_MINUTES_PER_VIOLATION = 10;

    /** Below the median one would plan for less than the usual load. */
    private static final double MIN_QUANTILE = 0.5;
    /** The largest that models are trained for. */
    private static final double MAX_QUANTILE = 0.99;

    /**
     * Minutes of a TaskManager that one is worth which is short for a minute, times the tolerated share of such minutes: the rarer
     * they may be, the dearer they are. It did well on the validation parts of all traces.
     */
    private static final double SHORTAGE_MINUTES_AT_TOLERATED_SHARE = 0.3;

    /** An objective for the records that wait. */
    public Objective(
            Duration sloLag, double sloShare, double pricePerSlotHour, OptionalDouble pricePerViolationMinute) {
        this(LagMeasure.WAITING, sloLag, sloShare, pricePerSlotHour, pricePerViolationMinute);
    }

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

    /** The same, with its lag measured by something else. */
    public Objective by(LagMeasure other) {
        return new Objective(other, sloLag, sloShare, pricePerSlotHour, pricePerViolationMinute);
    }

    /** The quantile of the forecast to plan for. */
    public double quantile() {
        return Math.max(MIN_QUANTILE, Math.min(MAX_QUANTILE, 1 - OVERLOADED_MINUTES_PER_VIOLATION * (1 - sloShare)));
    }

    /** The share of the minutes for which a quantile is planned for: the inverse of {@link #quantile}. */
    public static double sloShareOf(double quantile) {
        Check.that(quantile >= MIN_QUANTILE && quantile < 1, "quantile", quantile, "0.5 to below 1");
        return 1 - (1 - quantile) / OVERLOADED_MINUTES_PER_VIOLATION;
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
        return SHORTAGE_MINUTES_AT_TOLERATED_SHARE / (1 - sloShare);
    }

    private double taskManagerMinutePrice(int slotsPerTaskManager) {
        return pricePerSlotHour * slotsPerTaskManager / 60;
    }
}
