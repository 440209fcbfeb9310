package io.foretide.models.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.Map;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.layers.recurrent.FwdPassReturn;
import org.deeplearning4j.nn.layers.recurrent.LSTMHelper;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
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
    void computesInsteadOfTheStockLayer() {
        assertThat(TimeMajor.is(fused.feedForward(inputs).get(1))).isTrue();
        assertThat(TimeMajor.is(stock.feedForward(inputs).get(1))).isFalse();
    }

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
    void gradientsThroughDropoutAreThoseOfTheStockLayer() {
        MultiLayerNetwork plain = withFixedDropout(network(0.5));
        MultiLayerNetwork quick = withFixedDropout(network(0.5));
        FusedLstmHelper.install(quick);

        assertThat(difference(gradient(quick, inputs), gradient(plain, inputs))).isLessThan(1e-5);
        assertThat(difference(gradient(plain, inputs), gradient(stock, inputs))).isGreaterThan(1e-4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 600})
    void aBatchOfAnySizeComesOutAsFromTheStockLayer(int size) {
        INDArray batch = Nd4j.randn(DataType.FLOAT, size, INPUTS, 10);

        assertThat(difference(fused.output(batch, false), stock.output(batch, false)))
                .isLessThan(1e-6);
    }

    @Test
    void largePreActivationsSaturateAsInTheStockLayer() {
        INDArray large = inputs.mul(1e4);

        assertThat(difference(fused.output(large, false), stock.output(large, false)))
                .isLessThan(1e-6);
    }

    @Test
    void goesOnFromAStateLikeTheStockLayer() {
        INDArray whole = stock.feedForward(inputs).get(1);
        RecurrentLayer layer = (RecurrentLayer) fused.getLayer(0);
        LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();

        layer.rnnTimeStep(inputs.get(all(), all(), interval(0, 25)), workspaces);
        INDArray rest = layer.rnnTimeStep(inputs.get(all(), all(), interval(25, 60)), workspaces);

        assertThat(difference(rest, whole.get(all(), all(), interval(25, 60)))).isLessThan(1e-6);
    }

    @Test
    void gradientsOfMaskedBatchesAreThoseOfTheStockLayer() {
        INDArray mask = Nd4j.ones(DataType.FLOAT, 7, 60);
        mask.putScalar(3, 59, 0);
        stock.setLayerMaskArrays(mask, null);
        fused.setLayerMaskArrays(mask, null);

        assertThat(difference(gradient(fused, inputs), gradient(stock, inputs))).isLessThan(1e-5);
    }

    @Test
    void refusesABackwardPassThatDoesNotFollowItsForwardPass() {
        gradient(fused, inputs);
        LSTMHelper helper = (LSTMHelper) fused.getLayer(0).getHelper();

        assertThatThrownBy(() -> helper.backpropGradient(
                        fused.getLayer(0).conf(),
                        new ActivationSigmoid(),
                        inputs,
                        fused.getLayer(0).getParam("RW"),
                        fused.getLayer(0).getParam("W"),
                        Nd4j.zeros(DataType.FLOAT, 7, 16, 60),
                        false,
                        0,
                        new FwdPassReturn(),
                        true,
                        "W",
                        "RW",
                        "b",
                        Map.of(),
                        null,
                        false,
                        LayerWorkspaceMgr.noWorkspaces()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not follow its own forward pass");
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

    private static MultiLayerNetwork withFixedDropout(MultiLayerNetwork network) {
        ((BaseWrapperLayer) network.getLayer(1))
                .getUnderlying()
                .conf()
                .getLayer()
                .setIDropout(new FixedDropout());
        network.getLayer(2).conf().getLayer().setIDropout(new FixedDropout());
        return network;
    }

    /** Keeps the same elements whatever the layout of the array. */
    private static final class FixedDropout implements IDropout {
        private INDArray mask(INDArray like) {
            float[] kept = new float[(int) like.length()];
            for (int k = 0; k < kept.length; k++) {
                kept[k] = k % 3 == 0 ? 0 : 1.5f;
            }
            return Nd4j.create(kept, like.shape(), 'c');
        }

        @Override
        public INDArray applyDropout(INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr w) {
            return result.assign(input.mul(mask(input)));
        }

        @Override
        public INDArray backprop(INDArray gradAtOutput, INDArray gradAtInput, int iteration, int epoch) {
            return gradAtInput.assign(gradAtOutput.mul(mask(gradAtOutput)));
        }

        @Override
        public void clear() {}

        @Override
        public FixedDropout clone() {
            return new FixedDropout();
        }
    }

    private static MultiLayerNetwork fused(MultiLayerNetwork stock) {
        MultiLayerNetwork fused = stock.clone();
        FusedLstmHelper.install(fused);
        return fused;
    }
}
