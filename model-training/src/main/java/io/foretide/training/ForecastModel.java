package io.foretide.training;

import io.foretide.series.FeatureWindow;
import java.time.Duration;

/**
 * Predicts the demand of a job over {@link io.foretide.forecast.Horizon#DEFAULT}: 30 steps of one minute.
 *
 * <p>A model looks at nothing after an origin, wherever the window ends. Implementations are thread-safe.
 */
public interface ForecastModel {
    /** A stable name for tables and model cards, such as {@code profile-level}. */
    String name();

    /**
     * How far before an origin the model looks: give it that much if it is there. With less it uses what there is, or
     * refuses if that is too little to predict from.
     */
    Duration history();

    /**
     * The median path of {@link io.foretide.series.Features#DEMAND} after each origin.
     *
     * @param window features at one-minute steps
     * @param origins indices into the window of the last step seen
     * @return one row per origin, 30 finite values in records/s, never negative
     * @throws IllegalArgumentException if the window holds too little before an origin; the message says what is missing
     */
    double[][] predict(FeatureWindow window, int[] origins);
}
