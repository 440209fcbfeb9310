package io.foretide.models.lstm;

import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The network of the reference design: two LSTM layers, dropout between the layers, a linear output per step,
 * mean absolute error, Adam.
 */
final class LstmNetwork {
    private LstmNetwork() {}

    /** A network with initial weights. */
    static MultiLayerNetwork create(int inputs, int outputs, LstmSettings settings) {
        // DL4J's dropOut takes the share that is kept.
        double kept = 1 - settings.dropout();
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(settings.seed())
                .dataType(DataType.FLOAT)
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam(settings.learningRate()))
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(1)
                .list()
                .layer(new LSTM.Builder()
                        .nIn(inputs)
                        .nOut(settings.hidden())
                        .activation(Activation.TANH)
                        .build())
                .layer(new LastTimeStep(new LSTM.Builder()
                        .nIn(settings.hidden())
                        .nOut(settings.hidden())
                        .activation(Activation.TANH)
                        .dropOut(kept)
                        .build()))
                .layer(new OutputLayer.Builder(LossFunction.MEAN_ABSOLUTE_ERROR)
                        .nIn(settings.hidden())
                        .nOut(outputs)
                        .activation(Activation.IDENTITY)
                        .dropOut(kept)
                        .build())
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        // The untrained correction is none, so that learning starts at what is corrected.
        network.getLayer(2).getParam("W").assign(0);
        return network;
    }
}
