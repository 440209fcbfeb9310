package io.foretide.planner.decision;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Why something is or is not done, as a value: programs go by the id and the figures (the components of the record), people read
 * the sentence, which is worded nowhere else. In JSON it is its sentence; who writes it adds the id as a field of its own. Each
 * room seals a family of its own. Implementations are immutable records.
 */
public interface Cause {
    /** Stable: for metrics, JSON and tests, such as {@code cooldown}; lower case with hyphens. */
    String id();

    /** The same for people, made when it is asked for. */
    @JsonValue
    String sentence();

    /**
     * A cause that was written down and read back.
     *
     * @param id as it was
     * @param sentence as it was worded then
     */
    record Recorded(String id, String sentence) implements Cause {}
}
