package io.foretide.scaler.app;

/** Something the user can mend. The message is for them; the exit code tells what kind it is. */
public final class UserError extends RuntimeException {
    /** The command failed. */
    public static final int FAILED = 1;
    /** The command line or the configuration is wrong. */
    public static final int USAGE = 2;
    /** A check did not pass. */
    public static final int CHECK = 3;
    /** Something Foretide needs does not answer. */
    public static final int UNREACHABLE = 4;

    /** The user ended it: 128 + SIGINT. */
    public static final int INTERRUPTED = 130;

    private final int exitCode;

    public UserError(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
