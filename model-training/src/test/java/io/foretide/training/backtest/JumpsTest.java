package io.foretide.training.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.training.Steps;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JumpsTest {
    private static final int AT = 600;

    @ParameterizedTest
    @ValueSource(doubles = {1.6, 10, 0.6, 0})
    void isTheHourFromTheStepInWhichFifteenMinutesAreBeyondTheHourBefore(double factor) {
        assertThat(after(i -> i < AT ? 100 : 100 * factor))
                .isEqualTo(IntStream.range(AT + 14, AT + 74).toArray());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.3, 0.8})
    void lessThanHalfAsMuchMoreIsNone(double factor) {
        assertThat(after(i -> i < AT ? 100 : 100 * factor)).isEmpty();
    }

    @Test
    void aBurstOfAFewStepsIsNone() {
        assertThat(after(i -> i % 60 < 5 ? 400 : 100)).isEmpty();
    }

    @Test
    void noiseIsNone() {
        Random random = new Random(3);

        assertThat(after(i -> 100 * Math.exp(0.5 * random.nextGaussian()))).isEmpty();
    }

    @Test
    void stepsThatAreMissingSayNothing() {
        assertThat(after(i -> i < AT ? 100 : i < AT + 30 ? Double.NaN : 300))
                .isEqualTo(IntStream.range(AT + 37, AT + 97).toArray());
    }

    private static int[] after(IntToDoubleFunction demand) {
        double[] values = new double[2 * AT];
        Arrays.setAll(values, demand);
        boolean[] after = Jumps.hourAfter(values, new Steps(Duration.ofMinutes(1)));
        return IntStream.range(0, values.length).filter(i -> after[i]).toArray();
    }
}
