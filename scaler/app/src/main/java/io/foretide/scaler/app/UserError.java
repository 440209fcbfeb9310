package io.foretide.scaler.app;

/** Something the user can mend. The message is for them; the exit code tells what kind it is. */
public final class UserError extends RuntimeException {
    private final ExitCode exitCode;

    private UserError(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The command line or the configuration is wrong. */
    public static UserError usage(String message) {
        return new UserError(ExitCode.USAGE, message);
    }

    /** The command failed. */
    public static UserError failed(String message) {
        return new UserError(ExitCode.FAILED, message);
    }

    /** A check did not pass. */
    public static UserError check(String message) {
        return new UserError(ExitCode.CHECK, message);
    }

    /** The user ended the command. */
    public static UserError interrupted() {
        return new UserError(ExitCode.INTERRUPTED, "interrupted");
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
