package io.foretide.scaler.cli;

import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.SizesAhead;
import io.foretide.telemetry.signal.SignalState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A decision as {@code foretide plan -o json} prints it and a service answers.
 *
 * @param taskManagers of a hold; the two after it are those of a rescale
 * @param withheld why it is not carried out, half a sentence
 */
record Planned(
        Instant at,
        OptionalInt taskManagers,
        OptionalInt fromTaskManagers,
        OptionalInt toTaskManagers,
        String reason,
        String reasonId,
        Optional<Basis> basis,
        List<Adjustment> adjustments,
        SizesAhead planned,
        Optional<String> withheld,
        List<SignalState> signals) {
    Planned {
        adjustments = List.copyOf(adjustments);
        // what another version tells has no sizes ahead
        planned = Objects.requireNonNullElse(planned, SizesAhead.NONE);
        // a job without signals has no such field
        signals = List.copyOf(Objects.requireNonNullElse(signals, List.of()));
    }

    /** As rows for people. */
    String text() {
        int from = taskManagers.isPresent() ? taskManagers.getAsInt() : fromTaskManagers.orElseThrow();
        int to = taskManagers.isPresent() ? taskManagers.getAsInt() : toTaskManagers.orElseThrow();
        StringBuilder text = new StringBuilder(DecisionText.of(from, to, reason, basis, adjustments, planned));
        withheld.ifPresent(why -> DecisionText.row(text, "withheld", why));
        return text.append(SignalText.of(signals)).toString();
    }
}
