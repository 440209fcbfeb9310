package io.foretide.retraining.tuning;

import io.foretide.planner.settings.TuningMode;
import io.foretide.retraining.tuning.TuningState.Night;
import io.foretide.retraining.tuning.TuningState.TakenBack;
import io.foretide.whatif.MatchResult.Figures;
import io.foretide.whatif.TuneResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides what becomes of tuned settings: they must have kept the objective with margin where they were chosen, and beat the
 * settings that serve on the part after it, without more violations. Pure.
 */
final class TuningGate {
    /** Slot-hours closer than this are equal, as costs of models are. */
    private static final double MAX_SLOT_HOURS_RATIO = 0.98;

    /** Who took settings back has a reason, and tomorrow's tuning would find nearly the same. */
    private static final Duration REST = Duration.ofDays(7);

    private TuningGate() {}

    /** What a result makes of the state before it. */
    static TuningState decide(TuneResult result, TuningMode mode, TuningState before, Instant now) {
        List<String> objections = objections(result);
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

    private static List<String> objections(TuneResult result) {
        List<String> objections = new ArrayList<>();
        Figures champion = result.scored().shipped();
        Figures tuned = result.scored().tuned();
        if (result.past().tuned().violationShare() > result.goal().violationShare()) {
            objections.add(format(
                    "violate %.3f %% of the minutes they were chosen on, and %.3f %% are tolerated",
                    100 * result.past().tuned().violationShare(),
                    100 * result.goal().violationShare()));
        }
        if (!(tuned.slotHours() < MAX_SLOT_HOURS_RATIO * champion.slotHours())) {
            objections.add(format(
                    "use %.0f slot-hours on the weeks held out, not clearly less than the %.0f of those that serve",
                    tuned.slotHours(), champion.slotHours()));
        }
        if (tuned.violationShare() > champion.violationShare()) {
            objections.add(format(
                    "violate %.3f %% of the minutes there instead of %.3f %%",
                    100 * tuned.violationShare(), 100 * champion.violationShare()));
        }
        if (tuned.rescalesPerDay() > Math.max(result.goal().rescalesPerDay(), champion.rescalesPerDay())) {
            objections.add(format(
                    "rescale %.1f times a day there instead of %.1f",
                    tuned.rescalesPerDay(), champion.rescalesPerDay()));
        }
        return objections;
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
        return format(
                "%.0f slot-hours instead of %.0f on the weeks held out (%.1f %% fewer), %.3f %% of the minutes violated instead of"
                        + " %.3f %%, %.1f rescales a day instead of %.1f",
                proposal.tuned().slotHours(),
                proposal.champion().slotHours(),
                100 * proposal.savedShare(),
                100 * proposal.tuned().violationShare(),
                100 * proposal.champion().violationShare(),
                proposal.tuned().rescalesPerDay(),
                proposal.champion().rescalesPerDay());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
