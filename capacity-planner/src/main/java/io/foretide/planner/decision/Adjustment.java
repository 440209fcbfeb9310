package io.foretide.planner.decision;

/**
 * One step on the way from a proposal to a decision.
 *
 * @param policy who adjusted
 * @param fromTaskManagers the proposal before
 * @param toTaskManagers the proposal after
 * @param why half a sentence
 */
public record Adjustment(String policy, int fromTaskManagers, int toTaskManagers, String why) {
    /** The policy of a way back. */
    public static final String ROLLBACK = "rollback";
}
