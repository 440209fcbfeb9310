package io.foretide.whatif.policy;

import io.foretide.whatif.setup.SimulationOption;
import io.foretide.whatif.setup.ValueForm;
import java.time.Duration;

/** The options of the planner's strategies. Unset, they are as the planner ships. */
final class PlannerOptions {
    static final SimulationOption<Double> SLO_SHARE = SimulationOption.optional(
            "slo-share",
            ValueForm.NUMBER,
            "Share of the minutes that should keep the objective, for predictive (as it ships: 0.999).");
    static final SimulationOption<Double> HEADROOM = SimulationOption.optional(
            "headroom",
            ValueForm.NUMBER,
            "Quantile of the forecast that Foretide plans for (predictive: what the SLO share asks for; thresholds: 0.9).");
    static final SimulationOption<Duration> RESCALE_WORTH = SimulationOption.optional(
            "rescale-worth",
            ValueForm.DURATION,
            "For predictive, a rescale is worth running the new size for this long (50m).");
    static final SimulationOption<Double> EASY_RESCALES_PER_DAY = SimulationOption.optional(
            "easy-rescales-per-day",
            ValueForm.NUMBER,
            "For predictive, at this many rescales a day their price has doubled (1.5).");
    static final SimulationOption<Duration> COOLDOWN = SimulationOption.optional(
            "cooldown", ValueForm.DURATION, "Least time between two rescales of Foretide (5m).");
    static final SimulationOption<Double> UTILIZATION_TARGET = SimulationOption.optional(
            "utilization-target",
            ValueForm.NUMBER,
            "Share of the capacity that predictive-threshold plans with (0.75).");

    private PlannerOptions() {}
}
