package io.foretide.models.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlidingMedianTest {
    @Test
    void isTheMedianOfWhatIsKnownAround() {
        Random random = new Random(1);
        double[] values = random.doubles(400)
                .map(value -> value < 0.2 ? Double.NaN : Math.rint(20 * value))
                .toArray();

        double[] medians = SlidingMedian.of(values, 12, 7);

        for (int i = 0; i < values.length; i++) {
            double[] around = Arrays.stream(values, Math.max(0, i - 12), Math.min(values.length, i + 8))
                    .filter(Double::isFinite)
                    .sorted()
                    .toArray();
            assertThat(medians[i]).isEqualTo((around[(around.length - 1) / 2] + around[around.length / 2]) / 2);
        }
    }

    @Test
    void isUnknownWhereNearlyAllIs() {
        double[] values = new double[30];
        Arrays.fill(values, Double.NaN);
        Arrays.fill(values, 0, 4, 1.0);

        assertThat(SlidingMedian.of(values, 10, 10)).containsOnly(Double.NaN);
    }
}
