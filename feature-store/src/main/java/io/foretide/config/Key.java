package io.foretide.config;

import java.util.Optional;

/**
 * One key of a block. Immutable.
 *
 * @param codec its form and what is allowed
 * @param initially what counts where nothing is said
 * @param help half a sentence for the table of keys
 */
public record Key<T>(String name, Codec<T> codec, Default<T> initially, String help) {
    /** Value of a key that a file does not have. */
    public sealed interface Default<T> {
        /** As the table of keys tells it. */
        String text();
    }

    /** Something has to be said. */
    public record Required<T>() implements Default<T> {
        @Override
        public String text() {
            return "required";
        }
    }

    /** Nothing. */
    public record None<T>() implements Default<T> {
        @Override
        public String text() {
            return "";
        }
    }

    /** Always the same value; {@code text} is that value, written. */
    public record Fixed<T>(T value, String text) implements Default<T> {}

    /** A default that follows from other keys, as {@code text} says. */
    public record Derived<T>(String text) implements Default<T> {}

    /** A key that has to be there. */
    public static <T> Key<T> required(String name, Codec<T> codec, String help) {
        return new Key<>(name, codec, new Required<>(), help);
    }

    /** A key that may be left out. */
    public static <T> Key<T> optional(String name, Codec<T> codec, String help) {
        return new Key<>(name, codec, new None<>(), help);
    }

    /** A key with a default. */
    public static <T> Key<T> of(String name, Codec<T> codec, T value, String help) {
        return new Key<>(name, codec, new Fixed<>(value, String.valueOf(codec.write(value))), help);
    }

    /** A key whose default follows from other keys, as {@code text} says. */
    public static <T> Key<T> derived(String name, Codec<T> codec, String text, String help) {
        return new Key<>(name, codec, new Derived<>(text), help);
    }

    /** The default, if it is always the same. */
    public Optional<T> fixed() {
        return initially instanceof Fixed<T> fixed ? Optional.of(fixed.value()) : Optional.empty();
    }

    /** Whether something has to be said. */
    public boolean isRequired() {
        return initially instanceof Required<T>;
    }
}
