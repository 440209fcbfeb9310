package io.foretide.models.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class DataParallelTrainingTest {
    private final INDArray inputs = Nd4j.randn(DataType.FLOAT, 8, 5, 20);
    private final INDArray labels = Nd4j.randn(DataType.FLOAT, 8, 3).muli(5);
    private final List<DataSet> halves = List.of(part(0, 4), part(4, 8));

    @Test
    void stepsAreThoseOfOneNetworkOnWholeBatches() throws InterruptedException {
        MultiLayerNetwork one = network(0);
        MultiLayerNetwork two = network(0);
        INDArray before = one.params().dup();
        try (DataParallelTraining<DataSet> training = DataParallelTraining.of(two, 1)) {
            for (int i = 0; i < 3; i++) {
                one.fit(inputs, labels);
                training.fit(halves);
                assertThat(difference(two.getFlattenedGradients(), one.getFlattenedGradients()))
                        .isLessThan(1e-5);
            }
        }

        assertThat(difference(two.params(), one.params())).isLessThan(1e-5);
        assertThat(difference(one.params(), before)).isGreaterThan(1e-3);
        assertThat(two.getIterationCount()).isEqualTo(one.getIterationCount());
    }

    @Test
    void theSameSeedGivesTheSameNetwork() throws InterruptedException {
        assertThat(trained(7)).isEqualTo(trained(7)).isNotEqualTo(trained(8));
    }

    @Test
    void anEpochDropsOutTheSameWhateverWasTrainedBefore() throws InterruptedException {
        MultiLayerNetwork network = network(0.5);
        INDArray initial = network.params().dup();
        INDArray updater = network.getUpdater().getStateViewArray().dup();
        INDArray expected;
        try (DataParallelTraining<DataSet> training = DataParallelTraining.of(network, 3)) {
            training.epoch(1);
            training.fit(halves);
            expected = network.params().dup();
            training.fit(halves);
            network.setParams(initial);
            network.getUpdater().getStateViewArray().assign(updater);
            network.setIterationCount(0);
            training.epoch(1);
            training.fit(halves);
        }

        assertThat(network.params()).isEqualTo(expected);
    }

    @Test
    void dropsOutTheShareThatIsAsked() {
        SeededDropout dropout = new SeededDropout(0.8);
        INDArray ones = Nd4j.ones(DataType.FLOAT, 100, 1000);

        dropout.applyDropout(ones, ones, 0, 0, LayerWorkspaceMgr.noWorkspaces());

        float[] numbers = ones.data().asFloat();
        Set<Float> distinct = new HashSet<>();
        int dropped = 0;
        for (float number : numbers) {
            distinct.add(number);
            dropped += number == 0 ? 1 : 0;
        }
        assertThat(dropped / 1e5).isBetween(0.195, 0.205);
        assertThat(distinct.stream().map(n -> Math.round(n * 100)).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(0, 125);
    }

    @Test
    void anErrorInAPartEndsTheStepAndLeavesTheWeights() {
        MultiLayerNetwork network = network(0);
        INDArray before = network.params().dup();
        DataSet wrong =
                new DataSet(Nd4j.zeros(DataType.FLOAT, 4, 6, 20), part(0, 4).getLabels());

        try (DataParallelTraining<DataSet> training = DataParallelTraining.of(network, 1)) {
            assertThatThrownBy(() -> training.fit(List.of(part(0, 4), wrong)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("part of a batch")
                    .hasCauseInstanceOf(RuntimeException.class);
        }

        assertThat(network.params()).isEqualTo(before);
    }

    @Test
    void theNetworkKeepsItsOwnDropout() {
        MultiLayerNetwork network = network(0.5);
        DataParallelTraining.of(network, 1).close();

        assertThat(network.getLayerWiseConfigurations().toJson()).doesNotContain("SeededDropout");
    }

    private DataSet part(int from, int to) {
        return new DataSet(
                inputs.get(interval(from, to), all(), all()).dup(),
                labels.get(interval(from, to), all()).dup());
    }

    private INDArray trained(long seed) throws InterruptedException {
        MultiLayerNetwork network = network(0.5);
        try (DataParallelTraining<DataSet> training = DataParallelTraining.of(network, seed)) {
            for (int i = 0; i < 4; i++) {
                training.fit(halves);
            }
        }
        return network.params().dup();
    }

    private static double difference(INDArray a, INDArray b) {
        return a.sub(b).amaxNumber().doubleValue();
    }

    private static MultiLayerNetwork network(double dropout) {
        return LstmNetwork.create(5, 3, new LstmSettings(16, dropout, 2e-3, 5));
    }
}
