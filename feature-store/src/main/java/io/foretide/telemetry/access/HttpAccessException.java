package io.foretide.telemetry.access;

import io.foretide.telemetry.MetricsGap;
import io.foretide.telemetry.UnreadException;
import org.jspecify.annotations.Nullable;

/** A peer was reached, or something before it, but not in the way that the configuration says. */
public final class HttpAccessException extends UnreadException {
    private static final long serialVersionUID = 1;

    private final String setting;

    /**
     * A way that has to be changed.
     *
     * @param found one sentence
     * @param setting what to write in {@code foretide.yaml}
     */
    HttpAccessException(String found, String setting, @Nullable Throwable cause) {
        super(MetricsGap.Unread.Kind.REFUSED, found + "\nMaybe set in foretide.yaml: " + setting, cause);
        this.setting = setting;
    }

    HttpAccessException(String found, String setting) {
        this(found, setting, null);
    }

    /** What to write in {@code foretide.yaml}. */
    public String setting() {
        return setting;
    }
}
