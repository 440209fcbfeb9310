package io.foretide.whatif.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What speaks against settings that were tuned: they must have kept their goal where they were chosen, and there and on the part
 * after it be cheaper than those that serve, or keep an objective that those miss. Pure.
 */
public final class Objections {
    /** Slot-hours closer than this are equal, as costs of models are. */
    private static final double MAX_SLOT_HOURS_RATIO = 0.98;

    /** An objective that is missed is worth so much more, at once. */
    private static final double MAX_SLOT_HOURS_RATIO_OF_REPAIR = 1.3;

    /** So many times the tolerated violations on one part are no chance. */
    private static final double CLEARLY_MISSED = 2;

    private Objections() {}

    /** What the settings that serve and the tuned ones came to on the same part. */
    public record Pair(Figures shipped, Figures tuned) {}

    /**
     * One sentence each; none if nothing speaks against them.
     *
     * @param chosen on the part that they were chosen on
     * @param held on the part after it
     */
    public static List<String> of(TuningGoal goal, Pair chosen, Pair held) {
        Figures champion = held.shipped();
        Figures tuned = held.tuned();
        double tolerated = goal.violationShare();
        boolean repairs = champion.violationShare() > CLEARLY_MISSED * tolerated
                || (champion.violationShare() > tolerated && chosen.shipped().violationShare() > tolerated);
        List<String> objections = new ArrayList<>();
        if (chosen.tuned().violationShare() > tolerated) {
            objections.add(format(
                    "violate %.3f %% of the minutes they were chosen on, and %.3f %% are tolerated",
                    100 * chosen.tuned().violationShare(), 100 * tolerated));
        }
        if (!repairs && !(tuned.slotHours() < MAX_SLOT_HOURS_RATIO * champion.slotHours())) {
            objections.add(format(
                    "use %.0f slot-hours on the part held out, not clearly less than the %.0f of those before",
                    tuned.slotHours(), champion.slotHours()));
        }
        if (repairs && tuned.slotHours() > MAX_SLOT_HOURS_RATIO_OF_REPAIR * champion.slotHours()) {
            objections.add(format(
                    "use %.0f slot-hours on the part held out, more than %.1f times the %.0f of those before, which miss the objective",
                    tuned.slotHours(), MAX_SLOT_HOURS_RATIO_OF_REPAIR, champion.slotHours()));
        }
        if (tuned.violationShare() > Math.max(champion.violationShare(), TuningGoal.MARGIN * tolerated)) {
            objections.add(format(
                    "violate %.3f %% of the minutes held out instead of %.3f %%",
                    100 * tuned.violationShare(), 100 * champion.violationShare()));
        }
        if (tuned.rescalesPerDay() > Math.max(goal.rescalesPerDay(), champion.rescalesPerDay())) {
            objections.add(format(
                    "rescale %.1f times a day on the part held out instead of %.1f",
                    tuned.rescalesPerDay(), champion.rescalesPerDay()));
        }
        return objections;
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
