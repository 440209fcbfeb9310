package io.foretide.planner.decision;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One step on the way from a proposal to a decision.
 *
 * @param rule who adjusted; {@code policy} in JSON
 * @param fromTaskManagers the proposal before
 * @param toTaskManagers the proposal after
 * @param cause half a sentence; {@code why} in JSON
 */
public record Adjustment(
        @JsonProperty("policy") String rule,
        int fromTaskManagers,
        int toTaskManagers,
        @JsonProperty("why") Cause cause) {
    /** The id of the cause. */
    @JsonProperty("reasonId")
    public String reasonId() {
        return cause.id();
    }

    /** An adjustment that was written as JSON; before there were ids, the rule's name stands for it. */
    @JsonCreator
    static Adjustment recorded(
            @JsonProperty("policy") String rule,
            @JsonProperty("fromTaskManagers") int fromTaskManagers,
            @JsonProperty("toTaskManagers") int toTaskManagers,
            @JsonProperty("why") String why,
            @JsonProperty("reasonId") @Nullable String reasonId) {
        String id = reasonId == null ? rule.replace(' ', '-') : reasonId;
        return new Adjustment(rule, fromTaskManagers, toTaskManagers, new Cause.Recorded(id, why));
    }
}
