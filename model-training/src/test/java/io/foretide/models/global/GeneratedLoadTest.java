package io.foretide.models.global;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedLoadTest {
    private static double[] demand(FeatureWindow window) {
        return window.column(Features.DEMAND).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    void isALoadAndTheSameForTheSameSeed(int seed) {
        FeatureWindow window = GeneratedLoad.draw(new Random(seed));

        assertThat(demand(window)).hasSizeGreaterThan(2000);
        assertThat(Arrays.stream(demand(window))).allMatch(value -> value >= 0 && Double.isFinite(value));
        assertThat(demand(GeneratedLoad.draw(new Random(seed)))).isEqualTo(demand(window));
        assertThat(demand(GeneratedLoad.draw(new Random(seed + 100)))).isNotEqualTo(demand(window));
    }
}
