package io.foretide.config;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The form of a value: from what stands in a file (texts, numbers, booleans, lists, maps) and back. Implementations are
 * immutable.
 */
public interface Codec<T> {
    /**
     * Reads what fits the {@link #schema}.
     *
     * @param place takes the problems of what is inside
     * @throws IllegalArgumentException saying the value and what is allowed: the sentence after the key
     */
    T read(Object plain, Place place);

    /** The text, number, boolean, list or map that is read as {@code value}. */
    Object write(T value);

    /** As a JSON schema, whose {@code description} is what an error says to be allowed. */
    Map<String, Object> schema();

    /** The block that stands there, once or as the items of a list. */
    default Optional<Block> inside() {
        return Optional.empty();
    }

    /** The same form for another type. */
    default <U> Codec<U> as(Function<T, U> reading, Function<U, T> writing) {
        return new Codec<>() {
            @Override
            public U read(Object plain, Place place) {
                return reading.apply(Codec.this.read(plain, place));
            }

            @Override
            public Object write(U value) {
                return Codec.this.write(writing.apply(value));
            }

            @Override
            public Map<String, Object> schema() {
                return Codec.this.schema();
            }
        };
    }
}
