package io.foretide.models.lstm;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.foretide.forecast.Horizon;
import io.foretide.models.inputs.DemandHistory;
import io.foretide.models.inputs.ExogenousInputs;
import io.foretide.models.inputs.ExogenousRows;
import io.foretide.models.inputs.Spread;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.FitRequest;
import io.foretide.training.PointForecast;
import io.foretide.training.Steps;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;

/** Demand as it is, only standardised, the last steps in and the steps ahead out: what the reference design feeds its network. */
public final class RawSequence {
    private final Recipe recipe;
    private final DemandHistory history;
    private final ExogenousRows exogenous;
    private final int input;

    /**
     * All that a stored network needs beside its weights.
     *
     * @param zone of the calendar
     * @param step of the series
     * @param mean of the demand of the training part, records/s
     * @param deviation standard deviation there, records/s
     * @param exogenous inputs besides the demand
     */
    public record Recipe(
            ZoneId zone,
            Duration step,
            double mean,
            double deviation,
            @JsonProperty("beside") ExogenousInputs exogenous) {
        /** Mean, deviation and inputs of what comes before the validation part. */
        static Recipe of(FitRequest request) {
            FeatureWindow window = request.window();
            Spread spread = new Spread();
            double[] demand = window.column(Features.DEMAND).toArray();
            Arrays.stream(demand, 0, request.validationFrom()).forEach(spread::add);
            double deviation = spread.deviation()
                    .orElseThrow(() -> new IllegalArgumentException("demand never changes before "
                            + window.timeAt(request.validationFrom()) + ": there is nothing to learn"));
            return new Recipe(
                    request.zone(),
                    window.step(),
                    spread.mean(),
                    deviation,
                    ExogenousInputs.of(window, request.validationFrom()));
        }

        /** The numbers of a window. */
        RawSequence on(FeatureWindow window) {
            return new RawSequence(this, window);
        }

        /** Numbers per step that go in. */
        int channels() {
            return 1 + ExogenousRows.count(exogenous);
        }

        /** Numbers that come out. */
        int outputs() {
            return Horizon.of(step).steps();
        }

        /** Time before an origin to which the numbers reach. */
        Duration history() {
            return step.multipliedBy(new Steps(step).input()).plusMinutes(90);
        }
    }

    private RawSequence(Recipe recipe, FeatureWindow window) {
        this.recipe = recipe;
        history = new DemandHistory(window, recipe.zone);
        exogenous = new ExogenousRows(window, recipe.zone, recipe.exogenous);
        input = history.steps().input();
    }

    /** The numbers of one origin. */
    Sample at(int origin) {
        return new Sample(origin);
    }

    /** One origin. */
    final class Sample {
        private final int origin;

        private Sample(int origin) {
            this.origin = origin;
        }

        /** Writes the inputs, channel by channel with {@link Steps#input} steps each, from {@code offset} on. */
        void write(float[] into, int offset) {
            history.last(origin);
            for (int k = 0; k < input; k++) {
                int index = origin - input + 1 + k;
                if (index >= 0) {
                    double value = history.at(index);
                    into[offset + k] = Double.isNaN(value) ? 0 : (float) ((value - recipe.mean) / recipe.deviation);
                    float[] row = exogenous.row(index);
                    for (int c = 0; c < row.length; c++) {
                        into[offset + k + (1 + c) * input] = row[c];
                    }
                }
            }
        }

        /**
         * Writes what should come out.
         *
         * @return false if that is not known
         */
        boolean targets(double[] into) {
            for (int h = 0; h < into.length; h++) {
                double value = history.at(origin + h + 1);
                if (Double.isNaN(value)) {
                    return false;
                }
                into[h] = (value - recipe.mean) / recipe.deviation;
            }
            return !Double.isNaN(history.at(origin));
        }

        /** The forecast that outputs stand for. */
        PointForecast forecast(double[] outputs) {
            double[] path = new double[outputs.length];
            for (int h = 0; h < path.length; h++) {
                path[h] = Math.max(0, recipe.mean + recipe.deviation * outputs[h]);
            }
            return PointForecast.ofPath(path);
        }
    }
}
