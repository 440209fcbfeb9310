package io.foretide.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingSetTest {
    @Test
    void splitsSeventyTwentyTenInTime() {
        TrainingSet set = new TrainingSet(Synthetic.history(10, 1));

        assertThat(set.train()).isEqualTo(new TrainingSet.Part(0, 10_080));
        assertThat(set.validation()).isEqualTo(new TrainingSet.Part(10_080, 12_960));
        assertThat(set.test()).isEqualTo(new TrainingSet.Part(12_960, 14_400));
    }

    @Test
    void noInputWindowOrHorizonCrossesTheSplit() {
        TrainingSet set = new TrainingSet(Synthetic.history(10, 1));

        for (TrainingSet.Part part : List.of(set.train(), set.validation(), set.test())) {
            int[] origins = set.origins(part, 1);
            assertThat(origins[0] - 59).isEqualTo(part.from());
            assertThat(origins[origins.length - 1] + 30).isEqualTo(part.to() - 1);
        }
    }

    @Test
    void takesNoOriginWhoseWindowOrHorizonHasAGap() {
        double[] demand = new double[1000];
        demand[300] = Double.NaN;
        FeatureWindow window = Synthetic.window(Map.of(Features.DEMAND, demand));
        TrainingSet set = new TrainingSet(window);

        int[] origins = set.origins(new TrainingSet.Part(0, 1000), 1);

        assertThat(Arrays.stream(origins).filter(origin -> origin >= 270 && origin <= 359))
                .isEmpty();
        assertThat(origins).contains(269, 360);
    }

    @Test
    void trainsOnTheNewestStretchAfterTheWarmUp() {
        TrainingSet set = new TrainingSet(Synthetic.history(10, 1));

        assertThat(set.train(Duration.ofDays(2), Duration.ofDays(1)).from()).isEqualTo(10_080 - 2 * 1440);
        assertThat(set.train(Duration.ofDays(99), Duration.ofDays(1)).from()).isEqualTo(1440);
    }

    @Test
    void refusesAnotherStep() {
        FeatureWindow window = new FeatureWindow(Synthetic.START, Duration.ofMinutes(5), 0, Map.of());

        assertThatThrownBy(() -> new TrainingSet(window))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT5M");
    }
}
