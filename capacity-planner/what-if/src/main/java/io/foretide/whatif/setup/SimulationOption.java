package io.foretide.whatif.setup;

import io.foretide.text.Durations;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A number that a what-if can set: an option of the command, a name of a sweep, a key of the HTTP body. */
public enum SimulationOption {
    LOAD(Kind.FACTOR, "x1", "Multiplies the whole load, the training part included: x1.5."),
    RECORDS_PER_SECOND_PER_SLOT(
            Kind.NUMBER, "", "What one slot processes when busy all the time (a fortieth of the largest load)."),
    SLOTS_PER_TASK_MANAGER(Kind.WHOLE, "4", "Slots of one TaskManager."),
    LEAD_TIME(
            Kind.DURATION, "90s", "From the decision to scale up until the new slots process; its end is the restart."),
    RESTART_TIME(Kind.DURATION, "30s", "The part of every rescale in which nothing is processed."),
    SLO_LAG(Kind.DURATION, "60s", "Lag objective: a minute whose largest lag is above it is a violation."),
    MAX_TASK_MANAGERS(Kind.WHOLE, "", "Largest size (enough for twice the largest load)."),
    LEAD_TIME_JITTER(
            Kind.NUMBER,
            "0",
            "Each start takes the lead time x exp(this x a standard normal number cut at 2), 0 to 1."),
    FAILED_STARTS(Kind.NUMBER, "0", "Share of the starts of TaskManagers that fail and are repeated, 0 to 1."),
    LOST_TASK_MANAGERS_PER_DAY(Kind.NUMBER, "0", "TaskManagers that die per day and are replaced."),
    CONTENTION(
            Kind.NUMBER, "0", "Share of the work that does not run in parallel, 0 to 1: more slots bring less each."),
    SKEW(Kind.NUMBER, "1", "Load of the busiest slot as a multiple of the mean, at least 1."),
    SLO_SHARE(
            Kind.NUMBER,
            "",
            "Share of the minutes that should keep the objective, for predictive (as it ships: 0.999)."),
    HEADROOM(
            Kind.NUMBER,
            "",
            "Quantile of the forecast that Foretide plans for (predictive: what the SLO share asks for; thresholds: 0.9)."),
    RESCALE_WORTH(Kind.DURATION, "", "For predictive, a rescale is worth running the new size for this long (50m)."),
    EASY_RESCALES_PER_DAY(
            Kind.NUMBER, "", "For predictive, at this many rescales a day their price has doubled (1.5)."),
    COOLDOWN(Kind.DURATION, "", "Least time between two rescales of Foretide (5m)."),
    UTILIZATION_TARGET(Kind.NUMBER, "", "Share of the capacity that predictive-threshold plans with (0.75)."),
    PRICE(Kind.NUMBER, "1", "Price of a slot-hour.");

    /** Kind of a value. */
    public enum Kind {
        NUMBER,
        WHOLE,
        /** A number that may begin with an x. */
        FACTOR,
        DURATION
    }

    private final Kind kind;
    private final String defaultText;
    private final String description;

    SimulationOption(Kind kind, String defaultText, String description) {
        this.kind = kind;
        this.defaultText = defaultText;
        this.description = description;
    }

    /** The name as an option without its dashes: {@code lead-time}. */
    public String flag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Kind kind() {
        return kind;
    }

    /** The value if none is given, as it would be written. */
    public Optional<String> defaultText() {
        return defaultText.isEmpty() ? Optional.empty() : Optional.of(defaultText);
    }

    public String description() {
        return description;
    }

    /**
     * The option of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public static SimulationOption named(String flag) {
        return Arrays.stream(values())
                .filter(option -> option.flag().equals(flag))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no '" + flag + "'; there are "
                        + Arrays.stream(values()).map(SimulationOption::flag).collect(Collectors.joining(", "))));
    }

    /**
     * A value as it is written; durations become seconds.
     *
     * @throws IllegalArgumentException naming this option, the text and what is allowed
     */
    public double parse(String text) {
        try {
            return switch (kind) {
                case DURATION -> Durations.seconds(Durations.parse(text));
                case WHOLE -> Integer.parseInt(text.trim());
                case FACTOR -> positive(text.trim());
                case NUMBER -> finite(Double.parseDouble(text.trim()));
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    flag() + " '" + text + "': a " + (kind == Kind.WHOLE ? "whole " : "") + "number is allowed", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(flag() + " " + e.getMessage(), e);
        }
    }

    private double positive(String text) {
        double factor = finite(Double.parseDouble(text.startsWith("x") ? text.substring(1) : text));
        if (!(factor > 0)) {
            throw new IllegalArgumentException(text + ": a factor above 0 such as x1.5 is allowed");
        }
        return factor;
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new NumberFormatException();
        }
        return value;
    }
}
