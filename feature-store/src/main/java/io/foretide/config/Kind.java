package io.foretide.config;

import java.util.List;

/**
 * A kind of something that a configuration chooses by a word, with keys of its own. Found by {@link java.util.ServiceLoader}.
 * Implementations are stateless.
 *
 * @param <S> what a configuration says of it
 */
public interface Kind<S> {
    /** The word of the block's {@code type}. */
    String type();

    /** The keys of the block that belong to this type, in the order in which they are shown. */
    List<Key<?>> keys();

    /**
     * Reads a configuration whose required keys are there.
     *
     * @throws IllegalArgumentException naming a key, its value and what is allowed
     */
    S read(Values values);

    /** Where it stands in lists of types: the smallest first. */
    default int rank() {
        return Integer.MAX_VALUE;
    }
}
