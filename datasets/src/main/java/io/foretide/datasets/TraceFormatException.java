package io.foretide.datasets;

/**
 * A trace file that cannot be used. The message is one sentence that names the file, the line, the offending value and
 * what is allowed.
 */
public final class TraceFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TraceFormatException(String message) {
        super(message);
    }

    TraceFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
