package io.foretide.models.global;

import io.foretide.models.lstm.FusedLstmHelper;
import io.foretide.models.lstm.NetworkFile;
import io.foretide.training.Checksums;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;

/**
 * The network that all jobs share: two LSTM layers read the last steps of a window into a state, and a head says of every step ahead, from that
 * state and from what is known of the step, which {@link Candidates} to mix.
 *
 * @param trunk from the last steps to the state
 * @param head from state and what is known of a step to the outputs of {@link Mixture}
 */
public record GlobalNetwork(MultiLayerNetwork trunk, MultiLayerNetwork head) {
    /** Units of each LSTM layer. */
    static final int HIDDEN = 128;

    private static final int UNITS_OF_HEAD = 96;

    /** Share of the head's activations that is kept while it learns a job: of a few weeks there are few windows. */
    private static final double KEPT = 0.8;

    private static final double ALL = 1;

    /** A network with initial weights; its forecast mixes the level with the usual course. */
    static GlobalNetwork create(double learningRate, long seed) {
        MultiLayerNetwork trunk = new MultiLayerNetwork(common(learningRate, seed)
                .list()
                .layer(new LSTM.Builder()
                        .nIn(WindowInputs.CHANNELS)
                        .nOut(HIDDEN)
                        .activation(Activation.TANH)
                        .build())
                .layer(new LastTimeStep(new LSTM.Builder()
                        .nIn(HIDDEN)
                        .nOut(HIDDEN)
                        .activation(Activation.TANH)
                        .build()))
                .build());
        trunk.init();
        return new GlobalNetwork(trunk, head(0, ALL, learningRate, seed + 1)).ready();
    }

    private static MultiLayerNetwork head(int own, double kept, double learningRate, long seed) {
        MultiLayerNetwork head = new MultiLayerNetwork(common(learningRate, seed)
                .list()
                .layer(dense(Batch.SHARED_COLUMNS + own, 1))
                .layer(dense(UNITS_OF_HEAD, kept))
                .layer(new OutputLayer.Builder(new MixtureLoss())
                        .nIn(UNITS_OF_HEAD)
                        .dropOut(kept)
                        .nOut(Mixture.OUTPUTS)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
        head.init();
        head.getLayer(2).getParam("W").assign(0);
        INDArray bias = head.getLayer(2).getParam("b");
        for (int q = 0; q < Mixture.LEVELS.length; q++) {
            bias.putScalar(Candidates.COUNT + q, q == Mixture.MEDIAN ? 0 : -1);
        }
        return head;
    }

    private static NeuralNetConfiguration.Builder common(double learningRate, long seed) {
        return new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(DataType.FLOAT)
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam(learningRate))
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(1);
    }

    private static DenseLayer dense(int inputs, double kept) {
        return new DenseLayer.Builder()
                .nIn(inputs)
                .nOut(UNITS_OF_HEAD)
                .dropOut(kept)
                .activation(Activation.RELU)
                .build();
    }

    private GlobalNetwork ready() {
        FusedLstmHelper.install(trunk);
        return this;
    }

    /**
     * A network that shares the trunk, and whose head is a copy that takes numbers of a job's own, too; what it says does not depend on them
     * before it has learned to.
     */
    GlobalNetwork withHeadFor(int own, double learningRate) {
        MultiLayerNetwork wider = head(own, KEPT, learningRate, 1);
        for (int layer = 0; layer < head.getnLayers(); layer++) {
            INDArray weights = head.getLayer(layer).getParam("W");
            INDArray into = wider.getLayer(layer).getParam("W");
            into.assign(0);
            into.get(NDArrayIndex.interval(0, weights.size(0)), NDArrayIndex.all())
                    .assign(weights);
            wider.getLayer(layer).getParam("b").assign(head.getLayer(layer).getParam("b"));
        }
        return new GlobalNetwork(trunk, wider);
    }

    /** Lets the head mix in the forecast of another model, the more the larger the logit. */
    void trustMember(double logit) {
        head.getLayer(2).getParam("b").putScalar(Candidates.MEMBER, logit);
    }

    /** The same with a copy of the head, to go on learning with. */
    GlobalNetwork withCopyOfHead() {
        return new GlobalNetwork(trunk, head.clone());
    }

    /** The SHA-256 of the trunk's weights: heads go with the trunk that they learned beside, and no other. */
    String trunkId() {
        float[] weights = trunk.params().dup('c').data().asFloat();
        ByteBuffer bytes = ByteBuffer.allocate(weights.length * Float.BYTES);
        bytes.asFloatBuffer().put(weights);
        return HexFormat.of().formatHex(Checksums.sha256().digest(bytes.array()));
    }

    /** This trunk with another head. */
    GlobalNetwork with(MultiLayerNetwork otherHead) {
        return new GlobalNetwork(trunk, otherHead);
    }

    /** Networks as they were written by {@link NetworkFile}. */
    static GlobalNetwork of(MultiLayerNetwork trunk, MultiLayerNetwork head) {
        return new GlobalNetwork(trunk, head).ready();
    }

    /** The states of the windows of a batch, one after another. */
    float[] states(Batch batch) {
        return trunk.output(batch.recentArray(), false).dup('c').data().asFloat();
    }

    /** The outputs of all rows of a batch. */
    float[] outputs(Batch batch) {
        batch.putStates(states(batch));
        return outputsOfStates(batch);
    }

    /** The same if it has its states already. */
    float[] outputsOfStates(Batch batch) {
        return head.output(batch.aheadArray(), false).dup('c').data().asFloat();
    }

    /** The gradient of a batch by the weights of both networks, which have it afterwards; its sum over windows. */
    static void gradient(MultiLayerNetwork trunk, MultiLayerNetwork head, Batch batch) {
        trunk.setInput(batch.recentArray());
        INDArray states = trunk.feedForward(true, false).get(trunk.getnLayers());
        batch.putStates(states.dup('c').data().asFloat());
        INDArray byRow = head.calculateGradients(batch.aheadArray(), batch.labelsArray(), null, null)
                .getSecond();
        trunk.backpropGradient(stateGradient(byRow, batch), LayerWorkspaceMgr.noWorkspaces());
        trunk.clear();
        head.clear();
    }

    private static INDArray stateGradient(INDArray byRow, Batch batch) {
        float[] rows = byRow.dup('c').data().asFloat();
        float[] states = new float[batch.windows * HIDDEN];
        for (int row = 0; row < batch.rows(); row++) {
            int from = row * batch.columns + WindowInputs.AHEAD;
            int to = row / batch.rowsPerWindow * HIDDEN;
            for (int j = 0; j < HIDDEN; j++) {
                states[to + j] += rows[from + j];
            }
        }
        return Nd4j.createFromArray(states).reshape(batch.windows, HIDDEN);
    }
}
