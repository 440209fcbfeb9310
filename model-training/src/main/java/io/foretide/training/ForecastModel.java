package io.foretide.training;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Predicts the demand of a job over the next 30 minutes, in whatever steps the window has.
 *
 * <p>A model looks at nothing after an origin, wherever the window ends. Implementations are thread-safe.
 */
public interface ForecastModel {
    /** A stable name for tables and model cards, such as {@code profile-level}. */
    String name();

    /**
     * Time before an origin that the model looks at: give it that much if it is there. With less it uses what there is, or
     * refuses if that is too little to predict from.
     */
    Duration history();

    /** The same of all but the demand. */
    default Duration historyBeside() {
        return history();
    }

    /** Features of a window it looks at beside the time, in order. */
    default List<String> features() {
        return List.of(Features.DEMAND);
    }

    /**
     * The median path of {@link Features#DEMAND} after each origin.
     *
     * @param window features; a model that knows one step only refuses others
     * @param origins indices into the window of the last step seen
     * @return one row per origin, a finite value in records/s per step of the horizon, never negative
     * @throws IllegalArgumentException if the window holds too little before an origin; the message says what is missing
     */
    double[][] predict(FeatureWindow window, int[] origins);

    /**
     * The median path and the median of its largest load after each origin: what {@link #predict} says, unless a model
     * learned the largest load as a target of its own.
     *
     * @throws IllegalArgumentException like {@link #predict}
     */
    default List<PointForecast> pointForecasts(FeatureWindow window, int[] origins) {
        return Arrays.stream(predict(window, origins))
                .map(PointForecast::ofPath)
                .toList();
    }

    /**
     * Origins of a window after which the demand is asked for.
     *
     * @param origins as in {@link #predict}
     */
    record Question(FeatureWindow window, List<Integer> origins) {
        public Question {
            origins = List.copyOf(origins);
        }

        /** One of the origins that {@link #predict} takes. */
        public static Question of(FeatureWindow window, int[] origins) {
            return new Question(window, Arrays.stream(origins).boxed().toList());
        }

        /** As {@link #predict} takes them. */
        public int[] indices() {
            return origins.stream().mapToInt(Integer::intValue).toArray();
        }

        /** Deals out forecasts of all origins of all questions, in their order, to the questions. */
        public static List<List<PointForecast>> dealt(List<Question> questions, List<PointForecast> forecasts) {
            List<List<PointForecast>> answers = new ArrayList<>(questions.size());
            int next = 0;
            for (Question question : questions) {
                int count = question.origins.size();
                answers.add(List.copyOf(forecasts.subList(next, next + count)));
                next += count;
            }
            return answers;
        }
    }

    /**
     * What {@link #pointForecasts(FeatureWindow, int[])} says to each question, such as those of many jobs that share a model: all in
     * one call, where that is less work.
     */
    default List<List<PointForecast>> pointForecasts(List<Question> questions) {
        return questions.stream()
                .map(question -> pointForecasts(question.window(), question.indices()))
                .toList();
    }

    /**
     * The transform after which its errors have the same variance at every level, by the noise of a window before an index.
     */
    default DemandTransform noise(FeatureWindow window, int to) {
        return NoiseModel.transform(window.column(Features.DEMAND).toArray(), to);
    }

    /**
     * Writes everything the model needs to forecast again: the same forecasts, bit by bit. What reads it is the
     * {@code load} of the package that made the model.
     *
     * @throws UnsupportedOperationException if this kind of model is never kept
     */
    default void save(ModelFiles files) throws IOException {
        throw new UnsupportedOperationException("model " + name() + " cannot be saved");
    }
}
