package io.foretide.store;

import org.jspecify.annotations.Nullable;

/** A store file cannot be used; the message names the file, what is wrong with it and, where known, the way out. */
public final class StoreException extends RuntimeException {
    StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
