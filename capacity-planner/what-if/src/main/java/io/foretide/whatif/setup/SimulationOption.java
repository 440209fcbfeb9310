package io.foretide.whatif.setup;

import java.util.Optional;

/**
 * A value that a what-if can set: an option of the command, a name of a sweep, a key of the HTTP body. Immutable.
 *
 * @param name as an option without its dashes: {@code lead-time}
 * @param form how its value is written
 * @param defaultText the value if none is set, as it would be written; empty if it follows from other things
 * @param help a sentence for people
 */
public record SimulationOption<T>(String name, ValueForm<T> form, Optional<String> defaultText, String help) {
    /** An option with a default. */
    public static <T> SimulationOption<T> of(String name, ValueForm<T> form, String defaultText, String help) {
        return new SimulationOption<>(name, form, Optional.of(defaultText), help);
    }

    /** An option that may stay unset. */
    public static <T> SimulationOption<T> optional(String name, ValueForm<T> form, String help) {
        return new SimulationOption<>(name, form, Optional.empty(), help);
    }

    /**
     * A value as it is written.
     *
     * @throws IllegalArgumentException naming this option, the text and what is allowed
     */
    public T parse(String text) {
        try {
            return form.reading().apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " " + e.getMessage(), e);
        }
    }
}
