package io.foretide.text;

import java.util.Objects;
import java.util.stream.Stream;

/** What stands behind a failure. */
public final class Causes {
    private Causes() {}

    /** The failure, then its cause, then the cause of that, to the first. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }
}
