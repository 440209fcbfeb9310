package io.foretide.scaler.cli;

import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.decision.SizesAhead;
import io.foretide.scaler.control.DecisionOutcome;
import io.foretide.scaler.control.RescaleStage;
import io.foretide.text.Counted;
import io.foretide.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A decision for people: what, why, the figures behind it, the rules that moved it, and what became of it. */
final class DecisionText {
    private DecisionText() {}

    static String of(ScalingDecision decision) {
        int from = decision instanceof Rescale rescale ? rescale.fromTaskManagers() : ((Hold) decision).taskManagers();
        int to = decision instanceof Rescale rescale ? rescale.toTaskManagers() : from;
        return of(from, to, decision.reason(), decision.basis(), decision.adjustments(), decision.planned());
    }

    static String of(
            int from, int to, String reason, Optional<Basis> basis, List<Adjustment> adjustments, SizesAhead planned) {
        StringBuilder text = new StringBuilder();
        row(text, "decision", (from == to ? "stay at " : from + " -> ") + Counted.of(to, "TaskManager"));
        row(text, "reason", reason);
        basis.ifPresent(figures -> figures(text, figures));
        for (Adjustment step : adjustments) {
            row(
                    text,
                    "rule",
                    step.rule() + ", " + step.fromTaskManagers() + " -> " + step.toTaskManagers() + ": "
                            + step.cause().sentence());
        }
        if (!planned.sizes().isEmpty()) {
            row(text, "ahead", planned.sentence());
        }
        return text.toString();
    }

    static String of(DecisionOutcome outcome) {
        StringBuilder text = new StringBuilder();
        for (RescaleStage stage : RescaleStage.values()) {
            outcome.until(stage)
                    .ifPresent(time ->
                            row(text, stage.name().toLowerCase(Locale.ROOT), "after " + Durations.format(time)));
        }
        outcome.beforeLoad().ifPresent(time -> row(text, "before load", seconds(time)));
        outcome.worstLagSeconds().ifPresent(lag -> row(text, "worst lag", format("%.1f s", lag)));
        row(text, "outcome", outcome.complete() ? "complete" : "still followed");
        return text.toString();
    }

    private static void figures(StringBuilder text, Basis basis) {
        row(text, "demand", format("%.0f records/s", basis.demand()));
        row(text, "lag", format("%.0f records, %.1f s", basis.lagRecords(), basis.lagSeconds()));
        basis.ageSeconds().ifPresent(age -> row(text, "age of events", format("%.1f s", age)));
        row(
                text,
                "forecast peak",
                basis.forecastPeak().map(peak -> format("%.0f records/s", peak)).orElse("no fresh forecast"));
        row(text, "need", format("%.0f records/s", basis.need()));
        row(text, "a TaskManager", format("%.0f records/s", basis.capacityPerTaskManager()));
        row(text, "lead time", Durations.format(basis.leadTime()));
        basis.budget().ifPresent(use -> row(text, "error budget", use.sentence()));
    }

    static void row(StringBuilder text, String name, String value) {
        text.append(String.format("%-14s %s%n", name, value));
    }

    private static String seconds(Duration time) {
        return format("%.1f s", Durations.seconds(time));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
