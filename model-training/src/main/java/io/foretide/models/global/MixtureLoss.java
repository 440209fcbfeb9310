package io.foretide.models.global;

import java.util.Arrays;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** {@link Mixture} as a loss of Deeplearning4j: labels are rows of {@link Mixture.Target}. Stateless; named in the files of networks. */
public final class MixtureLoss implements ILossFunction {
    private static final long serialVersionUID = 1;

    /** Loss by row, and the gradient of all. */
    private static final class Computed {
        private final int rows;
        private final double[] losses;
        private final float[] gradient;

        Computed(INDArray labels, INDArray outputs) {
            rows = (int) outputs.size(0);
            float[] wanted = labels.dup('c').data().asFloat();
            float[] given = outputs.dup('c').data().asFloat();
            gradient = new float[given.length];
            losses = new double[rows];
            Mixture mixture = new Mixture();
            for (int row = 0; row < rows; row++) {
                int at = row * Mixture.OUTPUTS;
                losses[row] = mixture.loss(given, at, new Mixture.Target(wanted, at), gradient);
            }
        }

        double score(boolean average) {
            double sum = Arrays.stream(losses).sum();
            return average ? sum / rows : sum;
        }

        INDArray gradient() {
            return Nd4j.createFromArray(gradient).reshape(rows, Mixture.OUTPUTS);
        }
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray outputs, IActivation activation, INDArray mask, boolean average) {
        return new Computed(labels, outputs).score(average);
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray outputs, IActivation activation, INDArray mask) {
        Computed computed = new Computed(labels, outputs);
        return Nd4j.createFromArray(computed.losses).reshape(computed.rows, 1);
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray outputs, IActivation activation, INDArray mask) {
        return new Computed(labels, outputs).gradient();
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray outputs, IActivation activation, INDArray mask, boolean average) {
        Computed computed = new Computed(labels, outputs);
        return Pair.of(computed.score(average), computed.gradient());
    }

    @Override
    public String name() {
        return "mixture";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MixtureLoss;
    }

    @Override
    public int hashCode() {
        return MixtureLoss.class.hashCode();
    }
}
