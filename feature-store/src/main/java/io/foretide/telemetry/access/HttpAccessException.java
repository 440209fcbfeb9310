package io.foretide.telemetry.access;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A peer was reached, or something before it, but not in the way that the configuration says. */
public final class HttpAccessException extends IOException {
    private static final long serialVersionUID = 1;

    private final String setting;

    /**
     * A way that has to be changed.
     *
     * @param found one sentence
     * @param setting what to write in {@code foretide.yaml}
     */
    HttpAccessException(String found, String setting, @Nullable Throwable cause) {
        super(found + "\nMaybe set in foretide.yaml: " + setting, cause);
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
