package io.foretide.planner.decision;

/**
 * What comes of asking for a larger size one tick later, in courses that the forecast allows.
 *
 * @param taskManagers that go on until then
 * @param futures courses that were looked at
 * @param late of them, those in which it is too late then: the load outgrows {@code taskManagers} before more are there, or the
 *     lag exceeds {@code lagSeconds}
 * @param lagSeconds share of the objective that is planned with
 */
public record Staying(int taskManagers, int futures, int late, double lagSeconds) {
    /** {@code in 3 of 168 futures the load outgrows 4, or the lag 48 s, before more are there if that waits a tick}. */
    String sentence() {
        return "in " + (late == 0 ? "none" : String.valueOf(late)) + " of " + futures + " futures the load outgrows "
                + taskManagers + ", or the lag " + Math.round(lagSeconds)
                + " s, before more are there if that waits a tick";
    }
}
