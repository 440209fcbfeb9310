package io.foretide.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SortedWindowTest {
    @Test
    void holdsTheNewestNumbersInOrder() {
        Random random = new Random(1);
        double[] values =
                random.doubles(500).map(value -> Math.rint(20 * value)).toArray();
        SortedWindow window = new SortedWindow(99);
        for (double value : values) {
            window.add(value);
        }
        double[] expected = Arrays.copyOfRange(values, 401, 500);
        Arrays.sort(expected);

        assertThat(window.size()).isEqualTo(99);
        for (int rank = 1; rank <= 99; rank++) {
            assertThat(window.quantile(rank / 100.0)).isCloseTo(expected[rank - 1], within(1e-9));
        }
    }

    @Test
    void givesTheExtremesWhereItIsTooSmallForALevel() {
        SortedWindow window = new SortedWindow(10);
        window.add(3);
        window.add(1);

        assertThat(window.quantile(0.99)).isEqualTo(3);
        assertThat(window.quantile(0.01)).isEqualTo(1);
        assertThat(window.quantile(0.5)).isEqualTo(2);
    }

    @Test
    void restsAndWakesWithoutLosingANumber() {
        Random random = new Random(3);
        SortedWindow awake = new SortedWindow(99);
        SortedWindow resting = new SortedWindow(99);
        double largest = 0;
        for (int i = 0; i < 500; i++) {
            double number = random.nextGaussian();
            largest = Math.max(largest, Math.abs(number));
            awake.add(number);
            resting.add(number);
            resting.rest();
            for (double level : new double[] {0.05, 0.5, 0.95}) {
                assertThat(resting.quantile(level)).isCloseTo(awake.quantile(level), within(largest / 5_000));
            }
            resting.rest();
        }
        assertThat(resting.size()).isEqualTo(99);
        assertThat(resting.inOrderOfArrival()).containsExactly(awake.inOrderOfArrival(), within(largest / 5_000));
    }
}
