package io.foretide.scaler.kubernetes;

import io.foretide.planner.decision.Cause;
import io.foretide.scaler.control.ControlCause.NotLeading;
import io.foretide.scaler.control.Fate;
import io.foretide.scaler.control.Standing;
import io.foretide.scaler.control.TickReport;
import io.foretide.text.Json;
import java.util.Optional;

/**
 * A tick as a replica says it: one line of JSON.
 *
 * @param reasonId of the decision
 * @param reason for who reads the output of the test
 * @param hasFigures whether the load is known
 * @param notApplied id of why a rescale was not applied
 * @param leads whether the replica acted
 * @param leader whom it follows
 */
record ReplicaTick(
        String reasonId,
        String reason,
        boolean hasFigures,
        Fate fate,
        Optional<String> notApplied,
        boolean leads,
        Optional<String> leader) {
    static ReplicaTick of(TickReport report) {
        return new ReplicaTick(
                report.decision().reasonId(),
                report.decision().reason(),
                report.decision().basis().isPresent(),
                report.fate().orElse(Fate.HELD),
                report.whyNotApplied().map(Cause::id),
                report.standing().isLeading(),
                leader(report.standing()));
    }

    /** The tick in a line of a replica's output; empty if it is another kind of line. */
    static Optional<ReplicaTick> read(String line) {
        return line.startsWith("{") ? Optional.of(Json.read(line, ReplicaTick.class)) : Optional.empty();
    }

    boolean isApplied() {
        return fate == Fate.APPLIED;
    }

    private static Optional<String> leader(Standing standing) {
        return standing instanceof Standing.Follows follows && follows.why() instanceof NotLeading other
                ? other.leader()
                : Optional.empty();
    }
}
