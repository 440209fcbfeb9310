package io.foretide.models.lstm;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.foretide.forecast.Horizon;
import io.foretide.models.inputs.ExogenousInputs;
import io.foretide.models.inputs.ExogenousRows;
import io.foretide.models.inputs.Spread;
import io.foretide.models.linear.DeviationRows;
import io.foretide.models.linear.ProfileCorrection;
import io.foretide.models.linear.Ridge;
import io.foretide.models.linear.RidgeFeatures;
import io.foretide.series.FeatureWindow;
import io.foretide.training.FitRequest;
import io.foretide.training.PointForecast;
import io.foretide.training.Steps;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The residual that a ridge regression leaves of a series, which a network learns, given seasonal profile, level
 * and regression as inputs. An output of nothing but zeros is the forecast of the regression.
 */
public final class ResidualSequence implements Sequence {
    private static final int PROFILE_CHANNELS = 4;
    private static final int REGRESSION_CHANNELS = 3;

    /** Standardised inputs are cut here: eight deviations are a wild measurement, not a load. */
    private static final double MAX_INPUT = 8;

    private final Recipe recipe;
    private final RidgeFeatures features;
    private final DeviationRows rows;
    private final ExogenousRows exogenous;
    private final int ahead;
    private final int input;

    /**
     * All that a stored network needs beside its weights.
     *
     * @param ridge the regression beyond which the network learns
     * @param step of the series
     * @param deviation what the outputs are multiplied by, of the transformed demand
     * @param slope what the profile is divided by
     * @param exogenous inputs besides the demand
     */
    public record Recipe(
            Ridge.Recipe ridge,
            Duration step,
            double deviation,
            double slope,
            @JsonProperty("beside") ExogenousInputs exogenous)
            implements Sequence.Recipe {
        /** Beyond a regression; deviation, slope and inputs are those of what comes before the validation part. */
        static Recipe of(FitRequest request, Ridge.Recipe ridge) {
            DeviationRows rows = new DeviationRows(request.window().slice(0, request.trainEnd()), ridge);
            Spread deviation = new Spread();
            Spread slope = new Spread();
            double[] outputs = new double[rows.outputs()];
            double[][] inputs = new double[1][rows.inputs()];
            for (int origin = 0; origin <= rows.lastBefore(request.validationFrom()); origin += 7) {
                if (rows.write(origin, inputs[0], outputs)) {
                    double[] said = ridge.weights().apply(inputs, 1)[0];
                    for (int h = 0; h < outputs.length; h++) {
                        deviation.add(outputs[h] - said[h]);
                    }
                    slope.add(rows.features().profile(origin) + rows.features().level(origin));
                }
            }
            return new Recipe(
                    ridge,
                    request.window().step(),
                    deviation.deviation().orElse(1.0),
                    slope.deviation().orElse(1.0),
                    ExogenousInputs.of(request.window(), request.validationFrom()));
        }

        @Override
        public Sequence on(FeatureWindow window) {
            return new ResidualSequence(this, window);
        }

        @Override
        public int channels() {
            return PROFILE_CHANNELS + REGRESSION_CHANNELS + ExogenousRows.count(exogenous);
        }

        @Override
        public int outputs() {
            return Horizon.of(step).steps() + 1;
        }

        @Override
        public Duration history() {
            return Duration.ofDays(7).plus(ridge.profile().reach(Horizon.COARSEST));
        }
    }

    private ResidualSequence(Recipe recipe, FeatureWindow window) {
        this.recipe = recipe;
        rows = new DeviationRows(window, recipe.ridge);
        features = rows.features();
        exogenous = new ExogenousRows(window, recipe.ridge.zone(), recipe.exogenous);
        ahead = rows.outputs() - 1;
        input = new Steps(recipe.step).input();
    }

    @Override
    public Sample at(int origin) {
        return new ResidualSample(origin);
    }

    /**
     * <pre>
     * target(h)   = (deviation from profile and level(h) - correction(h)) / scale
     * forecast(h) = profile(h) + level + correction(h) + scale * output(h)          both transformed
     * </pre>
     */
    private final class ResidualSample implements Sample {
        private final int origin;
        private double @Nullable [] corrections;

        ResidualSample(int origin) {
            this.origin = origin;
        }

        @Override
        public void write(float[] into, int offset) {
            double level = features.level(origin);
            double now = features.profile(origin);
            double[] correction = corrections();
            float[] regression = {
                cut(correction[ahead / 2] / recipe.deviation),
                cut(correction[ahead - 1] / recipe.deviation),
                cut(correction[ahead] / recipe.deviation)
            };
            for (int k = 0; k < input; k++) {
                int index = origin - input + 1 + k;
                if (index >= 0) {
                    int at = offset + k;
                    into[at] = cut((features.deviation(index) - level) / recipe.deviation);
                    into[at + input] = cut((features.profile(index) - now) / recipe.slope);
                    into[at + 2 * input] =
                            cut((features.profile(Math.min(origin, index) + ahead) - now) / recipe.slope);
                    into[at + 3 * input] = cut(level / recipe.slope);
                    for (int c = 0; c < REGRESSION_CHANNELS; c++) {
                        into[at + (PROFILE_CHANNELS + c) * input] = regression[c];
                    }
                    float[] row = exogenous.row(index);
                    for (int c = 0; c < row.length; c++) {
                        into[at + (PROFILE_CHANNELS + REGRESSION_CHANNELS + c) * input] = row[c];
                    }
                }
            }
        }

        @Override
        public boolean targets(double[] into) {
            boolean known = rows.outputs(origin, into);
            if (known) {
                double[] correction = corrections();
                for (int h = 0; h < into.length; h++) {
                    into[h] = (into[h] - correction[h]) / recipe.deviation;
                }
            }
            return known;
        }

        /** The outputs of the regression, of the transformed demand. */
        private double[] corrections() {
            double[] computed = corrections;
            if (computed == null) {
                double level = features.level(origin);
                double[][] row = new double[1][features.size()];
                features.write(origin, Double.isNaN(level) ? 0 : level, row[0]);
                computed = recipe.ridge.weights().apply(row, 1)[0];
                corrections = computed;
            }
            return computed;
        }

        @Override
        public PointForecast forecast(double[] outputs) {
            double[] corrected = corrections().clone();
            for (int h = 0; h < outputs.length; h++) {
                corrected[h] += outputs[h] * recipe.deviation;
            }
            return ProfileCorrection.pointForecast(
                    features, recipe.ridge.profile().transform(), origin, corrected);
        }
    }

    /** Missing is 0, and one wild measurement must not carry the forecast away. */
    private static float cut(double value) {
        return Double.isNaN(value) ? 0 : (float) Math.max(-MAX_INPUT, Math.min(MAX_INPUT, value));
    }
}
