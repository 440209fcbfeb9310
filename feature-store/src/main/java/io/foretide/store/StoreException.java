package io.foretide.store;

import org.jspecify.annotations.Nullable;

/** A store cannot be used; the message names its file or server, what is wrong with it and, where known, the way out. */
public final class StoreException extends RuntimeException {
    StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
