package io.foretide.scaler.control;

import java.util.Locale;

/** What became of a decision to rescale. */
public enum Fate {
    /** The target took it. */
    APPLIED,
    /** The target did not take it; nothing changed. */
    REFUSED,
    /** The request failed on its way: the target may have taken it. */
    FAILED,
    /** The target was not asked: the decision is a recommendation. */
    RECOMMENDED;

    /** The word for logs and files, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
