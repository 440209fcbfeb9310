package io.foretide.retraining.tuning;

import io.foretide.planner.settings.TuningMode;
import io.foretide.retraining.tuning.TuningState.Night;
import io.foretide.retraining.tuning.TuningState.TakenBack;
import io.foretide.whatif.TuneResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides what becomes of tuned settings that nothing speaks against, see {@link TuneResult#objections}. Pure. */
final class TuningGate {
    /** Who took settings back has a reason, and tomorrow's tuning would find nearly the same. */
    private static final Duration REST = Duration.ofDays(7);

    private TuningGate() {}

    /** What a result makes of the state before it. */
    static TuningState decide(TuneResult result, TuningMode mode, TuningState before, Instant now) {
        List<String> objections = result.objections();
        Proposal proposal = Proposal.of(result, now);
        if (!objections.isEmpty()) {
            return before.with(new Night(
                    now, "the settings stay: those tuned " + String.join("; ", objections), Optional.empty()));
        }
        List<String> hindrances =
                mode == TuningMode.AUTO ? hindrances(proposal, before, now) : List.of("planner.tuning is recommend");
        if (hindrances.isEmpty()) {
            return before.adopting(proposal)
                    .with(new Night(now, "adopted: " + praise(proposal), Optional.of(proposal)));
        }
        return before.with(new Night(
                now,
                "recommended only, as " + String.join("; ", hindrances) + ": " + praise(proposal),
                Optional.of(proposal)));
    }

    private static List<String> hindrances(Proposal proposal, TuningState before, Instant now) {
        for (TakenBack back : before.takenBack()) {
            if (back.settings().equals(proposal.settings())) {
                return List.of("the same settings were taken back on " + back.at());
            }
            if (now.isBefore(back.at().plus(REST))) {
                return List.of("settings were taken back on " + back.at() + " and nothing is adopted for "
                        + REST.toDays() + " days after");
            }
        }
        return List.of();
    }

    private static String praise(Proposal proposal) {
        double saved = 100 * proposal.savedShare();
        return format(
                "%.0f slot-hours instead of %.0f on the weeks held out (%.1f %% %s), %.3f %% of the minutes violated instead of"
                        + " %.3f %%, %.1f rescales a day instead of %.1f",
                proposal.tuned().slotHours(),
                proposal.champion().slotHours(),
                Math.abs(saved),
                saved > 0 ? "fewer" : "more, for an objective that those miss",
                100 * proposal.tuned().violationShare(),
                100 * proposal.champion().violationShare(),
                proposal.tuned().rescalesPerDay(),
                proposal.champion().rescalesPerDay());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
