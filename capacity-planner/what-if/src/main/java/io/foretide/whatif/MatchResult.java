package io.foretide.whatif;

import io.foretide.planner.simulation.SimulationReport;
import io.foretide.text.Rounded;
import io.foretide.whatif.tune.Figures;
import io.foretide.whatif.tune.TuningGoal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Foretide against opponents at their own reliability and restarts, as it is printed as JSON.
 *
 * @param trace name of the load
 * @param chosenOn the part before the evaluated one, on which Foretide's settings were chosen
 * @param evaluated the part that is scored
 * @param candidates simulations of a search, at most
 * @param opponents one entry an opponent
 */
public record MatchResult(String trace, Part chosenOn, Part evaluated, int candidates, List<Opponent> opponents) {
    public MatchResult {
        opponents = List.copyOf(opponents);
    }

    /** A part of the load. */
    public record Part(Instant from, Instant to) {}

    /**
     * One opponent.
     *
     * @param goal what it came to on the part before, which Foretide had to keep there
     * @param theirs what it came to on the evaluated part
     * @param ours what Foretide came to there
     * @param slotHoursVsTheirs ours / theirs - 1
     * @param kept whether Foretide violates no more minutes and rescales no more often than the opponent there
     * @param settings what was chosen, as keys of the {@code planner} block
     */
    public record Opponent(
            String name,
            TuningGoal goal,
            Figures theirs,
            Figures ours,
            double slotHoursVsTheirs,
            boolean kept,
            Map<String, Object> settings) {
        static Opponent of(
                String name,
                TuningGoal goal,
                SimulationReport theirs,
                SimulationReport ours,
                Map<String, Object> settings) {
            return new Opponent(
                    name,
                    goal,
                    Figures.of(theirs),
                    Figures.of(ours),
                    Rounded.to(ours.slotHours() / theirs.slotHours() - 1, 4),
                    ours.violationShare() <= theirs.violationShare()
                            && ours.rescalesPerDay() <= theirs.rescalesPerDay(),
                    settings);
        }
    }

    /** A table for people. */
    public String table() {
        StringBuilder text =
                new StringBuilder("Settings chosen on %s to %s, at most %d simulations each; scored once on %s to %s."
                        .formatted(chosenOn.from(), chosenOn.to(), candidates, evaluated.from(), evaluated.to()));
        text.append("\n\n")
                .append(String.format(
                        Locale.ROOT, "%-22s %23s %23s %23s\n", "", "slot-hours", "violated %", "rescales a day"));
        text.append(String.format(
                Locale.ROOT,
                "%-22s %11s %11s %11s %11s %11s %11s %8s\n",
                "opponent",
                "theirs",
                "ours",
                "theirs",
                "ours",
                "theirs",
                "ours",
                "slots"));
        for (Opponent one : opponents) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-22s %11.0f %11.0f %11.3f %11.3f %11.2f %11.2f %+7.1f%%%s\n",
                    one.name(),
                    one.theirs().slotHours(),
                    one.ours().slotHours(),
                    100 * one.theirs().violationShare(),
                    100 * one.ours().violationShare(),
                    one.theirs().rescalesPerDay(),
                    one.ours().rescalesPerDay(),
                    100 * one.slotHoursVsTheirs(),
                    one.kept() ? "" : "  (" + missed(one) + ")"));
        }
        return text.toString();
    }

    private static String missed(Opponent one) {
        boolean violations = one.ours().violationShare() > one.theirs().violationShare();
        boolean rescales = one.ours().rescalesPerDay() > one.theirs().rescalesPerDay();
        return violations && rescales
                ? "more violations and rescales"
                : violations ? "more violations" : "more rescales";
    }

    /** The same as CSV. */
    public String csv() {
        StringBuilder text =
                new StringBuilder("trace,opponent,theirSlotHours,ourSlotHours,slotHoursVsTheirs,theirViolationShare,"
                        + "ourViolationShare,theirRescalesPerDay,ourRescalesPerDay\n");
        for (Opponent one : opponents) {
            text.append(String.join(
                            ",",
                            trace,
                            one.name(),
                            String.valueOf(one.theirs().slotHours()),
                            String.valueOf(one.ours().slotHours()),
                            String.valueOf(one.slotHoursVsTheirs()),
                            String.valueOf(one.theirs().violationShare()),
                            String.valueOf(one.ours().violationShare()),
                            String.valueOf(one.theirs().rescalesPerDay()),
                            String.valueOf(one.ours().rescalesPerDay())))
                    .append('\n');
        }
        return text.toString();
    }
}
