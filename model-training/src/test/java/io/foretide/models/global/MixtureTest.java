package io.foretide.models.global;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MixtureTest {
    private final Random random = new Random(4);
    private final Mixture mixture = new Mixture();
    private final float[] outputs = new float[Mixture.OUTPUTS];
    private final float[] labels = new float[Mixture.OUTPUTS];
    private final Mixture.Target target = new Mixture.Target(labels, 0);

    MixtureTest() {
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = (float) random.nextGaussian();
        }
        labels[Mixture.Target.VALUE] = 0.8f;
        labels[Mixture.Target.WEIGHT] = 2;
        labels[Mixture.Target.UNIT] = 0.3f;
        for (int k = 0; k < Candidates.COUNT; k++) {
            labels[target.candidates() + k] = k % 7 == 3 ? Float.NaN : (float) random.nextGaussian();
        }
    }

    private double[] quantiles() {
        return mixture.quantiles(outputs, 0, labels, target.candidates(), target.unit())
                .clone();
    }

    @Test
    void quantilesNeverCross() {
        assertThat(quantiles()).isSorted();
    }

    @Test
    void theMedianIsACandidateThatHasAllTheWeight() {
        outputs[12] = 80;
        outputs[Candidates.COUNT + Mixture.MEDIAN] = 0;

        assertThat(quantiles()[Mixture.MEDIAN]).isCloseTo(labels[target.candidates() + 12], within(1e-6));
    }

    @Test
    void aCandidateThatIsNotKnownHasNoWeight() {
        double before = quantiles()[Mixture.MEDIAN];
        outputs[10] = 80;

        assertThat(labels[target.candidates() + 10]).isNaN();
        assertThat(quantiles()[Mixture.MEDIAN]).isEqualTo(before);
    }

    @Test
    void theGradientIsThatOfTheLoss() {
        float[] gradient = new float[Mixture.OUTPUTS];
        mixture.loss(outputs, 0, target, gradient);

        for (int i = 0; i < outputs.length; i++) {
            float at = outputs[i];
            outputs[i] = at + 0.01f;
            double above = mixture.loss(outputs, 0, target);
            outputs[i] = at - 0.01f;
            double below = mixture.loss(outputs, 0, target);
            outputs[i] = at;
            assertThat(gradient[i]).as("output %d", i).isCloseTo((float) ((above - below) / 0.02), within(2e-3f));
        }
    }

    @Test
    void anOutcomeWithoutWeightTeachesNothing() {
        labels[Mixture.Target.WEIGHT] = 0;
        float[] gradient = new float[Mixture.OUTPUTS];

        assertThat(mixture.loss(outputs, 0, target, gradient)).isZero();
        for (float slope : gradient) {
            assertThat(slope).isZero();
        }
    }
}
