package io.foretide.scaler.app.attack;

import io.foretide.telemetry.access.Mutator;
import java.time.Duration;
import java.util.Optional;

/** Bad input of one kind, made of good by a seed. Not thread-safe. */
interface Attack extends AutoCloseable {
    /** A password, where an address says it. */
    String SECRET = "s3cret-that-nobody-may-read";

    String name();

    /**
     * Tries one input.
     *
     * @return how many inputs that were
     * @throws Exception that the input is refused with
     */
    int once(Mutator mutator) throws Exception;

    /** What no refusal of the last input may tell, if it was still recognizable as what it is. */
    default Optional<String> secret() {
        return Optional.empty();
    }

    /** The longest that one may take on a busy machine. */
    default Duration deadline() {
        return Duration.ofSeconds(5);
    }

    @Override
    default void close() throws Exception {}
}
