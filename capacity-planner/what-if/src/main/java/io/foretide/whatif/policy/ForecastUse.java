package io.foretide.whatif.policy;

/** Which of a comparison's two models a policy plans with. */
public enum ForecastUse {
    NONE,
    /** That of {@code --forecast-model}. */
    FORECAST_MODEL,
    /** That of {@code --threshold-model}. */
    THRESHOLD_MODEL
}
