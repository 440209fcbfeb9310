package io.foretide.text;

/** Something that is needed is not there or does not answer: the message names it and what may help. */
public final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnreachableException(String message) {
        super(message);
    }
}
