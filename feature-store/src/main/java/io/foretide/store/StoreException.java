package io.foretide.store;

import org.jspecify.annotations.Nullable;

/** A store cannot be used; the message names its file or server, what is wrong with it and, where known, the way out. */
public final class StoreException extends RuntimeException {
    private final boolean away;

    StoreException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    /** @param away whether its server does not answer, which may pass by itself */
    StoreException(String message, @Nullable Throwable cause, boolean away) {
        super(message, cause);
        this.away = away;
    }

    /** Whether its server does not answer, which may pass by itself. */
    public boolean isAway() {
        return away;
    }
}
