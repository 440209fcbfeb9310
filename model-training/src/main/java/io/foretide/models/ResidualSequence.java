package io.foretide.models;

import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import io.foretide.training.Median;
import io.foretide.training.Steps;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** What a series does beyond usual course and level, which a network learns to go on with; and the course itself beside it. */
final class ResidualSequence implements Sequence {
    private static final int OWN = 4;

    private final Recipe recipe;
    private final RidgeFeatures features;
    private final DeviationRows rows;
    private final BesideChannels beside;
    private final int ahead;
    private final int input;

    /**
     * @param zone of course and calendar
     * @param course beyond which the network learns
     * @param step of the series
     * @param deviation what the outputs are multiplied by, in the scale of the course
     * @param slope what the course is divided by
     * @param measured further inputs
     * @param timeless whether the local time stays out
     */
    record Recipe(
            ZoneId zone,
            UsualCourse.Recipe course,
            Duration step,
            double deviation,
            double slope,
            List<Channel> measured,
            boolean timeless)
            implements Sequence.Recipe {
        Recipe {
            measured = List.copyOf(measured);
        }

        private SideInputs beside() {
            return new SideInputs(timeless, measured);
        }

        @Override
        public Sequence on(FeatureWindow window) {
            return new ResidualSequence(this, window);
        }

        @Override
        public int channels() {
            return OWN + BesideChannels.count(beside());
        }

        @Override
        public int outputs() {
            return Horizon.of(step).steps() + 1;
        }

        @Override
        public Duration history() {
            return Duration.ofDays(7).plus(course.reach(Horizon.COARSEST));
        }
    }

    private ResidualSequence(Recipe recipe, FeatureWindow window) {
        this.recipe = recipe;
        rows = new DeviationRows(window, recipe.course, recipe.zone);
        features = rows.features();
        beside = new BesideChannels(window, recipe.zone, recipe.beside());
        ahead = rows.outputs() - 1;
        input = new Steps(recipe.step).input();
    }

    @Override
    public void write(int origin, float[] into, int offset) {
        double level = features.level(origin);
        double now = features.usual(origin);
        for (int k = 0; k < input; k++) {
            int index = origin - input + 1 + k;
            if (index >= 0) {
                int at = offset + k;
                into[at] = cut((features.deviation(index) - level) / recipe.deviation);
                into[at + input] = cut((features.usual(index) - now) / recipe.slope);
                into[at + 2 * input] = cut((features.usual(Math.min(origin, index) + ahead) - now) / recipe.slope);
                into[at + 3 * input] = cut(level / recipe.slope);
                float[] row = beside.row(index);
                for (int c = 0; c < row.length; c++) {
                    into[at + (OWN + c) * input] = row[c];
                }
            }
        }
    }

    /** Missing is 0, and one wild measurement must not carry the forecast away. */
    private static float cut(double value) {
        return Double.isNaN(value) ? 0 : (float) Math.max(-8, Math.min(8, value));
    }

    @Override
    public boolean targets(int origin, double[] into) {
        boolean known = rows.outputs(origin, into);
        for (int h = 0; h < into.length && known; h++) {
            into[h] /= recipe.deviation;
        }
        return known;
    }

    @Override
    public Median median(int origin, double[] outputs) {
        double[] corrections = new double[outputs.length];
        for (int h = 0; h < outputs.length; h++) {
            corrections[h] = outputs[h] * recipe.deviation;
        }
        return CourseCorrection.median(features, recipe.course.scale(), origin, corrections);
    }
}
