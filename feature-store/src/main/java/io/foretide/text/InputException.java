package io.foretide.text;

/** Something that a person handed in is not as it must be: the message names the thing, its value and what is allowed. */
public final class InputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public InputException(String message) {
        super(message);
    }
}
