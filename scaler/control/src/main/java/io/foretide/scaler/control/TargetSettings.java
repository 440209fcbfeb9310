package io.foretide.scaler.control;

/** What is scaled, as a configuration says it. */
public interface TargetSettings {
    /** The same target, for one look that starts nothing. */
    default TargetSettings aside() {
        return this;
    }
}
