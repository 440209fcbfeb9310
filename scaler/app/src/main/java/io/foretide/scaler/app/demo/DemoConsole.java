package io.foretide.scaler.app.demo;

import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.scaler.control.DecisionOutcome;
import io.foretide.scaler.control.RescaleStage;
import io.foretide.scaler.control.TickReport;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One line per rescale and one when it is known whether it was in time. Called by the loop's thread. */
final class DemoConsole {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final PrintStream out;
    private final Map<String, Instant> decided = new HashMap<>();
    private final Set<String> ran = new HashSet<>();
    private final Set<String> loaded = new HashSet<>();

    DemoConsole(PrintStream out) {
        this.out = out;
    }

    void tick(TickReport report) {
        if (report.decision() instanceof Rescale) {
            decided.put(report.id(), report.now());
            out.println(CLOCK.format(report.now()) + "  " + report.decision().reason());
        }
    }

    void outcome(DecisionOutcome outcome) {
        Instant at = decided.get(outcome.decisionId());
        if (at == null) {
            return;
        }
        String of = "       the rescale of " + CLOCK.format(at);
        Optional<Duration> running = outcome.until(RescaleStage.RUNNING);
        if (running.isPresent() && ran.add(outcome.decisionId())) {
            out.println(of + " was running after " + minutes(running.get()));
        }
        if (outcome.beforeLoad().isPresent() && loaded.add(outcome.decisionId())) {
            Duration early = outcome.beforeLoad().get();
            out.println(of
                    + (early.isNegative()
                            ? " came " + minutes(early.negated()) + " after the load had exceeded the old slots"
                            : " was ready " + minutes(early) + " before the load exceeded the old slots"));
        }
    }

    private static String minutes(Duration duration) {
        return String.format(Locale.ROOT, "%.1f trace min", duration.toMillis() / 60_000.0);
    }
}
