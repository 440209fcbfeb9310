package io.foretide.scaler.app;

/** End of a command, as a shell sees it. */
public enum ExitCode {
    OK(0),
    /** The command failed. */
    FAILED(1),
    /** The command line or the configuration is wrong. */
    USAGE(2),
    /** A check did not pass. */
    CHECK(3),
    /** Something Foretide needs does not answer. */
    UNREACHABLE(4),
    /** The user ended it: 128 + SIGINT. */
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
