package io.foretide.whatif.tune;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.simulation.SimulationReport;
import io.foretide.text.Check;

/**
 * What tuned settings have to keep.
 *
 * @param violationShare largest share of the minutes that may miss the lag objective
 * @param rescalesPerDay most rescales a day
 */
public record TuningGoal(double violationShare, double rescalesPerDay) {
    /** Share of the tolerated violations that the past may use: what comes is livelier than what was searched on. */
    public static final double MARGIN = 0.3;

    /** A share of zero is one that no finite past can prove: of a month of minutes, eight may miss it. */
    private static final double LEAST_SHARE = 0.0002;

    private static final double LEAST_RESCALES = 1;

    private static final double VIOLATION_WEIGHT = 3;
    private static final double RESCALE_WEIGHT = 1;
    /** Of settings that cost the same, those with fewer rescales. */
    private static final double TIE = 0.002;

    public TuningGoal {
        Check.that(violationShare >= 0 && violationShare <= 1, "violation share", violationShare, "0 to 1");
        Check.that(rescalesPerDay >= 0, "rescales per day", rescalesPerDay, "0 or more");
        violationShare = Math.max(LEAST_SHARE, violationShare);
        rescalesPerDay = Math.max(LEAST_RESCALES, rescalesPerDay);
    }

    /** This goal with a share of the violations that it allows. */
    public TuningGoal withMargin(double share) {
        return new TuningGoal(share * violationShare, rescalesPerDay);
    }

    /** Settings whose budget of rescales, after which nothing is scaled down, leaves room for this goal. */
    PlannerSettings allowedBy(PlannerSettings settings) {
        int budget = Math.max(settings.rules().rescalesPerDay(), (int) Math.ceil(rescalesPerDay));
        return settings.withRules(settings.rules().withRescalesPerDay(budget));
    }

    /**
     * The cost of what a simulation came to: slot-hours as a multiple of {@code referenceSlotHours}, and what it misses of the goal
     * on top.
     */
    double cost(SimulationReport report, double referenceSlotHours) {
        return cost(report.slotHours() / referenceSlotHours, report.violationShare(), report.rescalesPerDay());
    }

    /** The same of the figures; grows with each. */
    double cost(double slotHoursRatio, double violated, double rescaled) {
        return slotHoursRatio
                + VIOLATION_WEIGHT * Math.max(0, violated / violationShare - 1)
                + RESCALE_WEIGHT * Math.max(0, rescaled / rescalesPerDay - 1)
                + TIE * rescaled;
    }
}
