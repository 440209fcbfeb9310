package io.foretide.models.trees;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.foretide.forecast.Horizon;
import io.foretide.models.inputs.ExogenousInputs;
import io.foretide.models.linear.ProfileCorrection;
import io.foretide.models.seasonal.SeasonalProfile;
import io.foretide.series.FeatureWindow;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFiles;
import io.foretide.training.PointForecast;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * Gradient-boosted trees on what a series does beyond seasonal profile and level: some steps ahead, with straight lines between
 * them, and the largest step. Immutable and thread-safe.
 */
public final class Boosting implements ForecastModel {
    public static final String NAME = "xgboost";
    private static final String TREES = "trees.protobuf";

    private final ZoneId zone;
    private final SeasonalProfile.Recipe recipe;
    private final ExogenousInputs exogenous;
    private final BoostedTrees trees;
    private final Heads heads;

    /**
     * Meaning of the trees' outputs.
     *
     * @param steps steps ahead, ascending; the output after them is that of the largest step
     * @param ahead steps of the horizon
     * @param scale what each output is multiplied by
     */
    record Heads(List<Integer> steps, int ahead, List<Double> scale) {
        /** One output per step up to the horizon, and the largest, from the outputs of the trees. */
        double[] spread(float[] outputs) {
            double[] all = new double[ahead + 1];
            int right = 0;
            for (int h = 1; h <= ahead; h++) {
                while (steps.get(right) < h) {
                    right++;
                }
                int left = Math.max(0, steps.get(right) == h ? right : right - 1);
                double share =
                        left == right ? 0 : (double) (h - steps.get(left)) / (steps.get(right) - steps.get(left));
                all[h - 1] = (1 - share) * outputs[left] * scale.get(left) + share * outputs[right] * scale.get(right);
            }
            all[ahead] = outputs[steps.size()] * scale.get(steps.size());
            return all;
        }
    }

    Boosting(ZoneId zone, SeasonalProfile.Recipe recipe, ExogenousInputs exogenous, BoostedTrees trees, Heads heads) {
        this.zone = zone;
        this.recipe = recipe;
        this.exogenous = exogenous;
        this.trees = trees;
        this.heads = heads;
    }

    /** Saved parts of a model beside its trees. */
    private record Saved(
            ZoneId zone,
            SeasonalProfile.Recipe recipe,
            @JsonProperty("beside") ExogenousInputs exogenous,
            int trees,
            Heads heads) {}

    @Override
    public void save(ModelFiles files) throws IOException {
        trees.save(files.path(TREES));
        files.describe(NAME, new Saved(zone, recipe, exogenous, trees.trees(), heads));
    }

    public static Boosting load(ModelFiles files) throws IOException {
        Saved saved = files.numbers(Saved.class);
        return new Boosting(
                saved.zone,
                saved.recipe,
                saved.exogenous,
                BoostedTrees.load(files.path(TREES)).first(saved.trees),
                saved.heads);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration history() {
        return Duration.ofDays(7).plus(recipe.reach(Horizon.COARSEST));
    }

    @Override
    public Duration historyBeside() {
        return ExogenousInputs.REACH;
    }

    Boosting first(int fewer) {
        return new Boosting(zone, recipe, exogenous, trees.first(fewer), heads);
    }

    /** Trees per output. */
    int size() {
        return trees.trees();
    }

    @Override
    public List<String> features() {
        return exogenous.features();
    }

    @Override
    public double[][] predict(FeatureWindow window, int[] origins) {
        return PointForecast.paths(pointForecasts(window, origins));
    }

    @Override
    public List<PointForecast> pointForecasts(FeatureWindow window, int[] origins) {
        return new ProfileCorrection(recipe, zone, exogenous).pointForecasts(window, origins, (rows, count) -> {
            float[][] outputs = trees.outputs(rows, count);
            double[][] all = new double[count][];
            for (int i = 0; i < count; i++) {
                all[i] = heads.spread(outputs[i]);
            }
            return all;
        });
    }
}
