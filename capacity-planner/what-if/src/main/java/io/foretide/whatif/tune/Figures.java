package io.foretide.whatif.tune;

import io.foretide.planner.simulation.SimulationReport;
import io.foretide.text.Rounded;

/** What settings came to. */
public record Figures(double slotHours, double violationShare, double rescalesPerDay) {
    /** Those of a report, rounded as they are printed. */
    public static Figures of(SimulationReport report) {
        return new Figures(
                Rounded.to(report.slotHours(), 4),
                Rounded.to(report.violationShare(), 8),
                Rounded.to(report.rescalesPerDay(), 4));
    }
}
