package io.foretide.models;

import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import io.foretide.training.Median;
import io.foretide.training.Steps;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** Demand as it is, only standardised: what the reference design feeds its network. */
final class RawSequence implements Sequence {
    private final Recipe recipe;
    private final DemandHistory history;
    private final BesideChannels beside;
    private final int input;

    /**
     * @param zone of the calendar
     * @param step of the series
     * @param mean of the demand of the training part, records/s
     * @param deviation standard deviation there, records/s
     * @param measured further inputs
     * @param timeless whether the local time stays out
     */
    record Recipe(ZoneId zone, Duration step, double mean, double deviation, List<Channel> measured, boolean timeless)
            implements Sequence.Recipe {
        Recipe {
            measured = List.copyOf(measured);
        }

        private SideInputs beside() {
            return new SideInputs(timeless, measured);
        }

        @Override
        public Sequence on(FeatureWindow window) {
            return new RawSequence(this, window);
        }

        @Override
        public int channels() {
            return 1 + BesideChannels.count(beside());
        }

        @Override
        public int outputs() {
            return Horizon.of(step).steps();
        }

        @Override
        public Duration history() {
            return step.multipliedBy(new Steps(step).input()).plusMinutes(90);
        }
    }

    private RawSequence(Recipe recipe, FeatureWindow window) {
        this.recipe = recipe;
        history = new DemandHistory(window, recipe.zone);
        beside = new BesideChannels(window, recipe.zone, recipe.beside());
        input = history.steps().input();
    }

    @Override
    public void write(int origin, float[] into, int offset) {
        history.last(origin);
        for (int k = 0; k < input; k++) {
            int index = origin - input + 1 + k;
            if (index >= 0) {
                double value = history.at(index);
                into[offset + k] = Double.isNaN(value) ? 0 : (float) ((value - recipe.mean) / recipe.deviation);
                float[] row = beside.row(index);
                for (int c = 0; c < row.length; c++) {
                    into[offset + k + (1 + c) * input] = row[c];
                }
            }
        }
    }

    @Override
    public boolean targets(int origin, double[] into) {
        for (int h = 0; h < into.length; h++) {
            double value = history.at(origin + h + 1);
            if (Double.isNaN(value)) {
                return false;
            }
            into[h] = (value - recipe.mean) / recipe.deviation;
        }
        return !Double.isNaN(history.at(origin));
    }

    @Override
    public Median median(int origin, double[] outputs) {
        double[] path = new double[outputs.length];
        for (int h = 0; h < path.length; h++) {
            path[h] = Math.max(0, recipe.mean + recipe.deviation * outputs[h]);
        }
        return Median.ofPath(path);
    }
}
