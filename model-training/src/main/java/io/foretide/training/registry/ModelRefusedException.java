package io.foretide.training.registry;

/** A model that must not be used: damaged, foreign, of a newer format, or not there. The message names the file and what is wrong. */
public final class ModelRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ModelRefusedException(String message) {
        super(message);
    }

    ModelRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
