package io.foretide.telemetry;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether TaskManagers find a node with room for them, as far as somebody sees their Pods.
 *
 * @param found whether those that were asked for last did so at once; a new node had to come if not
 * @param held TaskManagers to come that will, as room is held for them
 */
public record Room(Optional<Boolean> found, OptionalInt held) {
    /** Nobody sees it. */
    public static final Room UNKNOWN = new Room(Optional.empty(), OptionalInt.empty());
}
