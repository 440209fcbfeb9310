package io.foretide.telemetry;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A question about a job that somebody has answered, and not with what was asked for. Every other {@link IOException} of a
 * look means that nobody has answered.
 */
public class UnreadException extends IOException {
    private static final long serialVersionUID = 1;

    private final MetricsGap.Unread.Kind kind;

    /** @param found first one sentence that names who was asked for what, and what came back */
    protected UnreadException(MetricsGap.Unread.Kind kind, String found, @Nullable Throwable cause) {
        super(found, cause);
        this.kind = kind;
    }

    /** The answer is none to what was asked: a failure, another kind of thing, or an impossible value. */
    public static UnreadException badAnswer(String found) {
        return badAnswer(found, null);
    }

    /** The same for a reason. */
    public static UnreadException badAnswer(String found, @Nullable Throwable cause) {
        return new UnreadException(MetricsGap.Unread.Kind.BAD_ANSWER, found, cause);
    }

    /** Who asks may not. */
    public static UnreadException refused(String found, @Nullable Throwable cause) {
        return new UnreadException(MetricsGap.Unread.Kind.REFUSED, found, cause);
    }

    /** Several jobs are there, and which one is meant was not said. */
    public static UnreadException ambiguous(String found) {
        return new UnreadException(MetricsGap.Unread.Kind.AMBIGUOUS, found, null);
    }

    /** In which way nothing is known. */
    public MetricsGap.Unread.Kind kind() {
        return kind;
    }
}
