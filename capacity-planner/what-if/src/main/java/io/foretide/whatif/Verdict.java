package io.foretide.whatif;

import com.fasterxml.jackson.annotation.JsonValue;
import io.foretide.planner.simulation.ScaleUps;
import io.foretide.planner.simulation.SimulationReport;
import io.foretide.text.Counted;
import io.foretide.text.Durations;
import io.foretide.text.Rounded;
import io.foretide.whatif.policy.ComparedPolicies;
import io.foretide.whatif.setup.Setup;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to do with a job: whether {@code predictive} is worth it, against the cheapest constant size that violates as little, which
 * needs no autoscaler. Immutable and thread-safe.
 *
 * @param kind for programs
 * @param text one or two sentences for people
 * @param against the constant size that it is measured against: {@code static-p99} if that was compared and violates no more than
 *     predictive or the objective allows, else {@code static-peak}
 * @param savedShare slot-hours saved / those of the constant size; below zero if more are used
 * @param rescalesPerDay of predictive
 * @param violationShare of predictive, 0-1
 * @param staticViolationShare of the constant size, 0-1
 * @param staticTaskManagers the constant size
 * @param lateScaleUps scale-ups of predictive that were ready only after their load
 * @param lateViolationShare share of predictive's violation minutes that belong to them, 0-1
 */
public record Verdict(
        Kind kind,
        String text,
        String against,
        double savedShare,
        double rescalesPerDay,
        double violationShare,
        double staticViolationShare,
        int staticTaskManagers,
        int lateScaleUps,
        double lateViolationShare) {
    /** A rescale has risks that no table counts: for a smaller share of the slot-hours nobody should take them. */
    private static final double MIN_SAVED = 0.05;

    /** Of one TaskManager nothing can be saved, of two one at most. */
    private static final int MIN_TASK_MANAGERS = 3;

    /** The objective as it ships: 99.9 % of the minutes. */
    private static final double MOST_VIOLATED = 0.001;

    /** A load whose mean is more of its peak than this leaves nothing to follow. */
    private static final double STEADY = 0.7;

    /** Kinds of verdicts. */
    public enum Kind {
        AUTOSCALE("autoscale"),
        STAY_STATIC("stay-static"),
        TOO_SMALL("too-small"),
        UNANNOUNCED_JUMPS("unannounced-jumps"),
        OUT_OF_REACH("out-of-reach"),
        OBJECTIVE_MISSED("objective-missed");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        /** As it is in JSON. */
        @JsonValue
        public String id() {
            return id;
        }
    }

    /** The verdict of reports by policy, if both that it needs are there. */
    static Optional<Verdict> of(Map<String, SimulationReport> reports, Setup setup) {
        SimulationReport ours = reports.get(ComparedPolicies.FORETIDE);
        SimulationReport peakSize = reports.get(ComparedPolicies.STATIC_PEAK);
        if (ours == null || peakSize == null || peakSize.slotHours() == 0) {
            return Optional.empty();
        }
        SimulationReport fixed = alike(ours, peakSize, reports.get(ComparedPolicies.STATIC_P99));
        double[] load = setup.scored().toArray();
        double hours = load.length * Durations.seconds(setup.scored().step()) / 3600;
        double peak = 0;
        double sum = 0;
        for (double value : load) {
            peak = Math.max(peak, value);
            sum += value;
        }
        int slots = setup.settings().slotsPerTaskManager();
        return Optional.of(of(
                ours,
                fixed,
                (int) Math.round(fixed.slotHours() / hours / slots),
                setup.settings().maxTaskManagers(),
                peak == 0 ? 1 : sum / load.length / peak));
    }

    /** The cheaper constant size, if it violates as little. */
    static SimulationReport alike(
            SimulationReport ours, SimulationReport peakSize, @Nullable SimulationReport smallerSize) {
        return smallerSize != null
                        && smallerSize.violationShare() <= Math.max(ours.violationShare(), MOST_VIOLATED)
                        && smallerSize.slotHours() < peakSize.slotHours()
                ? smallerSize
                : peakSize;
    }

    /**
     * The verdict.
     *
     * @param most the most TaskManagers that are allowed
     * @param meanOfPeak mean of the scored load / its largest value
     */
    static Verdict of(
            SimulationReport ours, SimulationReport fixed, int staticTaskManagers, int most, double meanOfPeak) {
        double saved = 1 - ours.slotHours() / fixed.slotHours();
        Kind kind = kind(ours, fixed, staticTaskManagers, most, saved);
        ScaleUps ups = ours.scaleUps();
        return new Verdict(
                kind,
                switch (kind) {
                    case AUTOSCALE -> autoscale(ours, fixed, saved);
                    case STAY_STATIC -> stayStatic(fixed, saved, meanOfPeak);
                    case TOO_SMALL -> tooSmall(fixed, staticTaskManagers, saved);
                    case UNANNOUNCED_JUMPS -> jumps(ours, fixed, saved);
                    case OUT_OF_REACH -> outOfReach(ours, fixed, most);
                    case OBJECTIVE_MISSED -> missed(ours, fixed, saved);
                },
                fixed.policy(),
                Rounded.to(saved, 6),
                Rounded.to(ours.rescalesPerDay(), 4),
                Rounded.to(ours.violationShare(), 8),
                Rounded.to(fixed.violationShare(), 8),
                staticTaskManagers,
                ups.late(),
                Rounded.to(lateShare(ours), 6));
    }

    private static Kind kind(
            SimulationReport ours, SimulationReport fixed, int staticTaskManagers, int most, double saved) {
        boolean keeps = ours.violationShare() <= MOST_VIOLATED;
        if (!keeps && staticTaskManagers >= most && fixed.violationShare() > MOST_VIOLATED) {
            return Kind.OUT_OF_REACH;
        }
        if (staticTaskManagers < MIN_TASK_MANAGERS && fixed.violationShare() <= MOST_VIOLATED) {
            return Kind.TOO_SMALL;
        }
        if (keeps && (saved >= MIN_SAVED || fixed.violationShare() > MOST_VIOLATED)) {
            return Kind.AUTOSCALE;
        }
        if (saved < MIN_SAVED && fixed.violationShare() <= Math.max(MOST_VIOLATED, ours.violationShare())) {
            return Kind.STAY_STATIC;
        }
        return lateShare(ours) >= 0.5 ? Kind.UNANNOUNCED_JUMPS : Kind.OBJECTIVE_MISSED;
    }

    private static double lateShare(SimulationReport ours) {
        return ours.violationMinutes() == 0
                ? 0
                : (double) ours.scaleUps().lateViolationMinutes() / ours.violationMinutes();
    }

    private static String autoscale(SimulationReport ours, SimulationReport fixed, double saved) {
        return format(
                "Autoscale: %s %s and violates %s of the minutes (%s: %s), with %.1f rescales a day.",
                ComparedPolicies.FORETIDE,
                savedText(fixed, saved),
                percent(ours.violationShare()),
                fixed.policy(),
                percent(fixed.violationShare()),
                ours.rescalesPerDay());
    }

    private static String stayStatic(SimulationReport fixed, double saved, double meanOfPeak) {
        return format(
                "Stay static: %s %s. %s",
                ComparedPolicies.FORETIDE,
                savedText(fixed, saved),
                meanOfPeak >= STEADY
                        ? format("The load is steady, in the mean %.0f %% of its peak.", 100 * meanOfPeak)
                        : "Its peaks are too short or too irregular for a rescale to pay.");
    }

    private static String tooSmall(SimulationReport fixed, int staticTaskManagers, double saved) {
        return staticTaskManagers == 1
                ? "Too small for it: one TaskManager is always enough, and there is no smaller size."
                : format(
                        "Too small for it: %d TaskManagers are always enough, so one at most can be saved; %s %s.",
                        staticTaskManagers, ComparedPolicies.FORETIDE, savedText(fixed, saved));
    }

    private static String jumps(SimulationReport ours, SimulationReport fixed, double saved) {
        ScaleUps ups = ours.scaleUps();
        String floor = "";
        if (ups.floor().isPresent()) {
            floor = ups.floorSlotHours() < fixed.slotHours()
                    ? format(
                            " A floor of %s carries nine of ten of these jumps, for %.0f %% of %s's slot-hours.",
                            Counted.of(ups.floor().getAsInt(), "TaskManager"),
                            100 * ups.floorSlotHours() / fixed.slotHours(),
                            fixed.policy())
                    : format(" A floor that carries them costs more than %s.", fixed.policy());
        }
        return format(
                "Nothing announces this load's jumps: %s %s, but %d of %d scale-ups came after the load, and %.0f %% of its %d"
                        + " violated minutes (%s of all) lie there.%s",
                ComparedPolicies.FORETIDE,
                savedText(fixed, saved),
                ups.late(),
                ups.count(),
                100 * lateShare(ours),
                ours.violationMinutes(),
                percent(ours.violationShare()),
                floor);
    }

    private static String outOfReach(SimulationReport ours, SimulationReport fixed, int most) {
        return format(
                "Out of reach: with all of the %s allowed, %s violates %s of the minutes, %s %s. Allow more, if more slots"
                        + " process more of this job; else they are not what it lacks.",
                Counted.of(most, "TaskManager"),
                fixed.policy(),
                percent(fixed.violationShare()),
                ComparedPolicies.FORETIDE,
                percent(ours.violationShare()));
    }

    private static String missed(SimulationReport ours, SimulationReport fixed, double saved) {
        return format(
                "Autoscale only with more headroom: %s %s but violates %s of the minutes (%s: %s); a higher slo-share asks"
                        + " for more.",
                ComparedPolicies.FORETIDE,
                savedText(fixed, saved),
                percent(ours.violationShare()),
                fixed.policy(),
                percent(fixed.violationShare()));
    }

    private static String savedText(SimulationReport fixed, double saved) {
        return saved >= 0
                ? format("saves %.1f %% of the slot-hours of %s", 100 * saved, fixed.policy())
                : format("takes %.1f %% more slot-hours than %s", -100 * saved, fixed.policy());
    }

    private static String percent(double share) {
        return format("%.3f %%", 100 * share);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
