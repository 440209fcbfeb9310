package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FusedLstmHelperTest {
    private static final int INPUTS = 5;
    private static final int OUTPUTS = 30;

    private final MultiLayerNetwork stock = network(0);
    private final MultiLayerNetwork fused = fused(stock);
    private final INDArray inputs = Nd4j.randn(DataType.FLOAT, 7, INPUTS, 60);
    private final INDArray labels = Nd4j.randn(DataType.FLOAT, 7, 30);

    @Test
    void outputsAreThoseOfTheStockLayer() {
        assertThat(difference(fused.output(inputs, false), stock.output(inputs, false)))
                .isLessThan(1e-6);
        assertThat(difference(fused.output(inputs.dup('f'), false), stock.output(inputs, false)))
                .isLessThan(1e-6);
    }

    @Test
    void gradientsAreThoseOfTheStockLayer() {
        assertThat(difference(gradient(fused, inputs), gradient(stock, inputs))).isLessThan(1e-5);
        assertThat(gradient(stock, inputs).amaxNumber().doubleValue()).isGreaterThan(1e-3);
    }

    @Test
    void gradientsFollowTheNumbersNotTheArray() {
        INDArray reused = inputs.dup();
        gradient(fused, reused);
        reused.muli(-1);

        assertThat(difference(gradient(fused, reused), gradient(stock, inputs.neg())))
                .isLessThan(1e-5);
    }

    @Test
    void trainsToTheSameWeightsAsTheStockLayer() {
        for (int i = 0; i < 5; i++) {
            stock.fit(inputs, labels);
            fused.fit(inputs, labels);
        }

        assertThat(difference(fused.output(inputs, false), stock.output(inputs, false)))
                .isLessThan(1e-3);
    }

    @Test
    void dropsOutLikeTheStockLayer() {
        MultiLayerNetwork plain = network(0.5);
        MultiLayerNetwork quick = fused(plain);
        Nd4j.getRandom().setSeed(11);
        INDArray expected = gradient(plain, inputs);
        Nd4j.getRandom().setSeed(11);

        assertThat(difference(gradient(quick, inputs), expected)).isLessThan(1e-5);
    }

    @Test
    void leavesMasksToTheStockLayer() {
        INDArray mask = Nd4j.ones(DataType.FLOAT, 7, 60);
        mask.putScalar(3, 59, 0);

        INDArray expected = stock.output(inputs, false, mask, null).dup();

        assertThat(difference(fused.output(inputs, false, mask, null), expected))
                .isLessThan(1e-6);
    }

    private INDArray gradient(MultiLayerNetwork network, INDArray features) {
        network.setInput(features);
        network.setLabels(labels);
        network.computeGradientAndScore();
        return network.getFlattenedGradients().dup();
    }

    private static double difference(INDArray a, INDArray b) {
        return a.sub(b).amaxNumber().doubleValue();
    }

    private static MultiLayerNetwork network(double dropout) {
        return LstmNetwork.create(INPUTS, OUTPUTS, new LstmSettings(16, dropout, 2e-3, 5));
    }

    private static MultiLayerNetwork fused(MultiLayerNetwork stock) {
        MultiLayerNetwork fused = stock.clone();
        FusedLstmHelper.install(fused);
        return fused;
    }
}
