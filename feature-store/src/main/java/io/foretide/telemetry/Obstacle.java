package io.foretide.telemetry;

import java.time.Instant;

/**
 * Why TaskManagers that were asked for do not come.
 *
 * @param kind what kind of thing is in the way
 * @param message one line for a person, which names the thing
 * @param since when it was first seen, by the job's clock
 */
public record Obstacle(Kind kind, String message, Instant since) {
    /** Kinds of obstacles. */
    public enum Kind {
        /** No node has room: one may still be added. */
        UNSCHEDULABLE,
        /** The image cannot be had. */
        IMAGE_PULL,
        /** A quota or an admission rule forbids the Pod. */
        QUOTA,
        /** The process starts and ends again and again. */
        CRASH_LOOP,
        /** The container cannot be created as it is configured. */
        CONFIGURATION
    }
}
