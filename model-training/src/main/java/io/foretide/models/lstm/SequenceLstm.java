package io.foretide.models.lstm;

import io.foretide.models.inputs.DemandHistory;
import io.foretide.models.inputs.ExogenousInputs;
import io.foretide.series.FeatureWindow;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFiles;
import io.foretide.training.PointForecast;
import io.foretide.training.Steps;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The LSTM of the reference design on a series of any step, for comparison. Thread-safe; the network computes for one caller at a time, so callers batch origins. */
public final class SequenceLstm implements ForecastModel {
    public static final String NAME = "lstm-raw";

    private static final String NETWORK = "network.zip";
    private static final int MAX_BATCH = 256;

    private final RawSequence.Recipe recipe;
    private final MultiLayerNetwork network;

    SequenceLstm(RawSequence.Recipe recipe, MultiLayerNetwork network) {
        this.recipe = recipe;
        this.network = network;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration history() {
        return recipe.history();
    }

    @Override
    public Duration historyBeside() {
        return ExogenousInputs.REACH;
    }

    @Override
    public List<String> features() {
        return recipe.exogenous().features();
    }

    @Override
    public void save(ModelFiles files) throws IOException {
        NetworkFile.write(network, files.path(NETWORK));
        files.describe(NAME, recipe);
    }

    /** Only for files whose checksum the registry has verified: the library that reads networks must not meet others. */
    public static SequenceLstm load(ModelFiles files) throws IOException {
        MultiLayerNetwork network = NetworkFile.read(files.path(NETWORK));
        FusedLstmHelper.install(network);
        return new SequenceLstm(files.numbers(RawSequence.Recipe.class), network);
    }

    @Override
    public double[][] predict(FeatureWindow window, int[] origins) {
        return PointForecast.paths(pointForecasts(window, origins));
    }

    @Override
    public List<PointForecast> pointForecasts(FeatureWindow window, int[] origins) {
        return pointForecasts(List.of(Question.of(window, origins))).get(0);
    }

    /** Of all windows as many sequences at once as the network takes. */
    @Override
    public List<List<PointForecast>> pointForecasts(List<Question> questions) {
        List<Asked> asked = new ArrayList<>();
        for (Question question : questions) {
            RawSequence sequence = recipe.on(question.window());
            int length = new Steps(question.window().step()).input();
            for (int origin : question.origins()) {
                DemandHistory.checkOrigins(question.window(), origin);
                asked.add(new Asked(sequence, length, question.window().timeAt(origin), origin));
            }
        }
        List<PointForecast> forecasts = new ArrayList<>(asked.size());
        for (int from = 0; from < asked.size(); ) {
            int length = asked.get(from).length();
            int to = from;
            while (to < asked.size() && to < from + MAX_BATCH && asked.get(to).length() == length) {
                to++;
            }
            forecasts.addAll(forecasts(asked.subList(from, to), length));
            from = to;
        }
        return Question.dealt(questions, forecasts);
    }

    /** One origin of a window, with the length of its sequence. */
    private record Asked(RawSequence sequence, int length, Instant time, int origin) {}

    private List<PointForecast> forecasts(List<Asked> asked, int length) {
        int width = recipe.channels() * length;
        float[] numbers = new float[asked.size() * width];
        RawSequence.Sample[] samples = new RawSequence.Sample[asked.size()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = asked.get(i).sequence().at(asked.get(i).origin());
            samples[i].write(numbers, i * width);
        }
        float[] outputs = outputs(numbers, samples.length, length);
        List<PointForecast> forecasts = new ArrayList<>(samples.length);
        for (int i = 0; i < samples.length; i++) {
            forecasts.add(samples[i].forecast(row(outputs, i, asked.get(i).time())));
        }
        return forecasts;
    }

    private float[] outputs(float[] numbers, int count, int length) {
        INDArray inputs = Nd4j.createFromArray(numbers).reshape(count, recipe.channels(), length);
        synchronized (network) {
            return network.output(inputs, false).dup('c').data().asFloat();
        }
    }

    private double[] row(float[] outputs, int i, Instant origin) {
        double[] row = new double[recipe.outputs()];
        for (int h = 0; h < row.length; h++) {
            row[h] = outputs[i * row.length + h];
            if (!Double.isFinite(row[h])) {
                throw new IllegalStateException(NAME + " gave " + row[h] + " at output " + (h + 1) + " of origin "
                        + origin + ": must be a finite number");
            }
        }
        return row;
    }
}
