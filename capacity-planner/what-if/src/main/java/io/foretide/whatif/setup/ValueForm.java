package io.foretide.whatif.setup;

import io.foretide.text.Durations;
import java.time.Duration;
import java.util.function.Function;

/**
 * How the value of an option is written. Immutable and thread-safe.
 *
 * @param label what stands for a value in a command's help
 * @param reading from the text; throws {@link IllegalArgumentException} saying the text and what is allowed
 */
public record ValueForm<T>(String label, Function<String, T> reading) {
    /** Products of several are still numbers. */
    private static final double LARGEST = 1e12;

    /** A number of at most {@link #LARGEST}, above or below zero. */
    public static final ValueForm<Double> NUMBER = new ValueForm<>("<number>", text -> number(text, text.trim()));

    /** A whole number. */
    public static final ValueForm<Integer> WHOLE = new ValueForm<>("<number>", ValueForm::whole);

    /** A number above 0 that may begin with an x. */
    public static final ValueForm<Double> FACTOR = new ValueForm<>("<number>", ValueForm::factor);

    /** A duration such as 90s. */
    public static final ValueForm<Duration> DURATION = new ValueForm<>("<duration>", Durations::parse);

    private static double number(String text, String digits) {
        double value;
        try {
            value = Double.parseDouble(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "': must be a number", e);
        }
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("'" + text + "': must be a number");
        }
        if (Math.abs(value) > LARGEST) {
            throw new IllegalArgumentException("'" + text + "': must be a number of at most " + LARGEST);
        }
        return value;
    }

    private static int whole(String text) {
        try {
            return Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "': must be a whole number", e);
        }
    }

    private static double factor(String text) {
        String trimmed = text.trim();
        double factor = number(text, trimmed.startsWith("x") ? trimmed.substring(1) : trimmed);
        if (!(factor > 0)) {
            throw new IllegalArgumentException(trimmed + ": must be a factor above 0 such as x1.5");
        }
        return factor;
    }
}
