package io.foretide.models;

import static io.foretide.training.TrainingSet.INPUT_STEPS;

import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The LSTM of the reference design, on residuals: it corrects profile and level, which alone are hard to beat.
 *
 * <p>Thread-safe; the network computes for one caller at a time, so callers batch their origins.
 */
public final class LstmModel implements ForecastModel {
    private static final String NETWORK = "network.zip";
    private static final String INPUTS = "inputs.json";
    private static final int LARGEST_BATCH = 256;

    private final Spec spec;
    private final MultiLayerNetwork network;

    /**
     * What the network needs to be fed.
     *
     * @param zone local time of profile and calendar
     * @param targetScale the network's outputs are multiplied by it
     * @param channels inputs in order
     */
    record Spec(ZoneId zone, double targetScale, List<Channel> channels) {
        Spec {
            channels = List.copyOf(channels);
        }
    }

    LstmModel(Spec spec, MultiLayerNetwork network) {
        this.spec = spec;
        this.network = network;
    }

    @Override
    public String name() {
        return "lstm";
    }

    @Override
    public Duration history() {
        return Profile.REACH.plusMinutes(INPUT_STEPS);
    }

    /** The inputs per step, in order, for people. */
    public List<String> inputs() {
        return spec.channels.stream()
                .map(channel -> channel.feature() + "/" + channel.kind().name().toLowerCase(java.util.Locale.ROOT))
                .toList();
    }

    @Override
    public double[][] predict(FeatureWindow window, int[] origins) {
        LstmInputs inputs = new LstmInputs(window, spec.zone, spec.channels);
        double[][] paths = new double[origins.length][];
        for (int from = 0; from < origins.length; from += LARGEST_BATCH) {
            int to = Math.min(origins.length, from + LARGEST_BATCH);
            predict(inputs, Arrays.copyOfRange(origins, from, to), paths, from);
        }
        return paths;
    }

    private void predict(LstmInputs inputs, int[] origins, double[][] paths, int at) {
        int width = spec.channels.size() * INPUT_STEPS;
        float[] numbers = new float[origins.length * width];
        double[][] base = new double[origins.length][];
        for (int i = 0; i < origins.length; i++) {
            base[i] = inputs.base(origins[i]);
            inputs.write(origins[i], numbers, i * width);
        }
        float[] outputs = output(numbers, origins.length);
        int horizon = Horizon.DEFAULT.steps();
        for (int i = 0; i < origins.length; i++) {
            double[] path = new double[horizon];
            for (int h = 0; h < horizon; h++) {
                path[h] = DemandScale.Root.COUNTS.demand(base[i][h] + spec.targetScale * outputs[i * horizon + h]);
                if (!Double.isFinite(path[h])) {
                    throw new IllegalStateException("the LSTM gave " + outputs[i * horizon + h] + " at step " + (h + 1)
                            + " of origin " + origins[i] + ": a finite number is allowed");
                }
            }
            paths[at + i] = path;
        }
    }

    private float[] output(float[] numbers, int count) {
        INDArray inputs = Nd4j.createFromArray(numbers).reshape(count, spec.channels.size(), INPUT_STEPS);
        synchronized (network) {
            return network.output(inputs, false).dup('c').data().asFloat();
        }
    }

    /** Writes the model into a folder; the registry publishes it from there. */
    public void save(Path folder) throws IOException {
        ModelSerializer.writeModel(network, folder.resolve(NETWORK).toFile(), false);
        Files.write(folder.resolve(INPUTS), ModelJson.MAPPER.writeValueAsBytes(spec));
    }

    /**
     * Reads a model from a folder. Only for folders whose checksums the registry has verified: the library that reads the
     * network must not meet files of strangers.
     */
    public static LstmModel load(Path folder) throws IOException {
        Spec spec = ModelJson.MAPPER.readValue(folder.resolve(INPUTS).toFile(), Spec.class);
        MultiLayerNetwork network =
                ModelSerializer.restoreMultiLayerNetwork(folder.resolve(NETWORK).toFile(), false);
        FusedLstmHelper.install(network);
        return new LstmModel(spec, network);
    }
}
