package io.foretide.planner.settings;

/**
 * Figures that decide, though they are nobody's wish: each has its reason beside it, and no key of the configuration.
 *
 * @param requirement from a forecast to the capacity that is needed
 * @param horizon what the cheapest sequence makes of the hours after the forecast
 * @param learning how fast one learns from a job
 * @param trials when a rescale counts as failed
 * @param loop when rescales are a loop
 * @param toleratedUnevenness share of the capacity whose loss to unevenly shared key groups is not worth a TaskManager: it is
 *     within what the rate is unsure by
 */
public record Tuning(
        RequirementSettings requirement,
        HorizonSettings horizon,
        LearningSettings learning,
        TrialSettings trials,
        LoopSettings loop,
        double toleratedUnevenness) {
    /** The figures that ship. */
    public static final Tuning DEFAULT = new Tuning(
            RequirementSettings.DEFAULT,
            HorizonSettings.DEFAULT,
            LearningSettings.DEFAULT,
            TrialSettings.DEFAULT,
            LoopSettings.DEFAULT,
            0.05);
}
