package io.foretide.models.global;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Windows of a job with what came after them, and the states that a trunk gives them, computed once. Not thread-safe. */
final class JobWindows {
    private static final int AT_ONCE = 128;

    private final JobInputs inputs;
    private final List<JobInputs.Origin> origins;
    private final UsualChange usual;
    private final float[] states;

    /**
     * Where windows lie: their origins and all that comes after them within a horizon.
     *
     * @param most so many of them at most, evenly spread
     */
    record Range(int from, int to, int most) {
        /** Origins with recent demand. */
        int[] origins(FeatureWindow window, JobInputs inputs) {
            double[] demand = window.column(Features.DEMAND).toArray();
            LoadHistory history = inputs.history();
            int[] usable = IntStream.range(Math.max(from, LoadWindow.STEPS), to - history.ahead())
                    .filter(origin -> history.steps().hasRecent(demand, origin))
                    .toArray();
            int stride = Math.max(1, (usable.length + most - 1) / most);
            return IntStream.range(0, usable.length / stride)
                    .map(i -> usable[i * stride])
                    .toArray();
        }
    }

    JobWindows(FeatureWindow window, JobInputs inputs, Range range, GlobalNetwork network) {
        this.inputs = inputs;
        origins = inputs.origins(range.origins(window, inputs));
        usual = new UsualChange(inputs.history(), range.to());
        states = states(network);
    }

    int size() {
        return origins.size();
    }

    private float[] states(GlobalNetwork network) {
        float[] all = new float[origins.size() * GlobalNetwork.HIDDEN];
        for (int from = 0; from < origins.size(); from += AT_ONCE) {
            int count = Math.min(AT_ONCE, origins.size() - from);
            Batch batch = new Batch(count, inputs.history().ahead(), 0);
            for (int i = 0; i < count; i++) {
                LoadWindow window =
                        new LoadWindow(inputs.history(), origins.get(from + i).index());
                WindowInputs.writeRecent(window, batch.recent, i * WindowInputs.CHANNELS * WindowInputs.PAIRS);
            }
            System.arraycopy(network.states(batch), 0, all, from * GlobalNetwork.HIDDEN, count * GlobalNetwork.HIDDEN);
        }
        return all;
    }

    /** Some of them, by their numbers. */
    Batch batch(int[] numbers, int from, int count) {
        Batch batch = new Batch(count, inputs.history().ahead(), inputs.own());
        for (int i = 0; i < count; i++) {
            int number = numbers[from + i];
            LoadWindow window = origins.get(number).put(batch, i);
            batch.putTargets(i, inputs.history(), window, usual.weights(window));
            batch.putState(i, states, number * GlobalNetwork.HIDDEN);
        }
        return batch;
    }

    /** The mean loss of a window. */
    double loss(GlobalNetwork network) {
        int[] numbers = IntStream.range(0, size()).toArray();
        Mixture mixture = new Mixture();
        double sum = 0;
        for (int from = 0; from < size(); from += AT_ONCE) {
            Batch batch = batch(numbers, from, Math.min(AT_ONCE, size() - from));
            float[] outputs = network.outputsOfStates(batch);
            for (int at = 0; at < outputs.length; at += Mixture.OUTPUTS) {
                sum += mixture.loss(outputs, at, new Mixture.Target(batch.labels, at));
            }
        }
        return sum / size();
    }

    /** The shares of network and other models that make the smallest errors of these windows. */
    Shares shares(GlobalNetwork network) {
        int rows = inputs.history().ahead() + 1;
        Shares.Search search = new Shares.Search(rows, inputs.others());
        int[] numbers = IntStream.range(0, size()).toArray();
        Mixture mixture = new Mixture();
        for (int from = 0; from < size(); from += AT_ONCE) {
            Batch batch = batch(numbers, from, Math.min(AT_ONCE, size() - from));
            float[] outputs = network.outputsOfStates(batch);
            for (int i = 0; i < batch.windows; i++) {
                JobInputs.Origin origin = origins.get(from + i);
                LoadWindow window = new LoadWindow(inputs.history(), origin.index());
                for (int row = 0; row < rows; row++) {
                    int at = (i * rows + row) * Mixture.OUTPUTS;
                    Mixture.Target target = new Mixture.Target(batch.labels, at);
                    double[] quantiles =
                            mixture.quantiles(outputs, at, batch.labels, target.candidates(), target.unit());
                    double[] others =
                            Arrays.stream(origin.said(row)).map(window::normal).toArray();
                    search.add(row, target, quantiles[Mixture.MEDIAN], others);
                }
            }
        }
        return search.best();
    }
}
