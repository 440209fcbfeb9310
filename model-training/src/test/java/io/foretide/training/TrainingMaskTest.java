package io.foretide.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.Period;
import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingMaskTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void whatAPeriodTouchesIsMissing() {
        FeatureWindow window = Synthetic.window(MINUTE, constant(100));
        Period period =
                new Period(window.timeAt(10).plusSeconds(30), window.timeAt(12).plusSeconds(1));

        assertThat(missing(new TrainingMask(List.of(period)).on(window))).containsExactly(10, 11, 12);
    }

    @Test
    void periodsBeyondTheWindowAreCut() {
        FeatureWindow window = Synthetic.window(MINUTE, constant(100));
        Period before = new Period(Synthetic.START.minusSeconds(600), Synthetic.START.plusSeconds(60));
        Period after = new Period(window.timeAt(99), window.timeAt(500));

        assertThat(missing(new TrainingMask(List.of(before, after)).on(window))).containsExactly(0, 99);
    }

    @Test
    void zerosOfALoadThatIsNeverZeroAreAnOutage() {
        double[] demand = constant(10_000);
        Arrays.fill(demand, 500, 520, 0);
        demand[700] = 0;

        assertThat(missing(new TrainingMask(List.of()).on(Synthetic.window(MINUTE, demand))))
                .containsExactly(IntStream.range(500, 520).boxed().toArray(Integer[]::new));
    }

    @Test
    void aLoadThatIsOftenZeroHasNoOutages() {
        double[] demand = constant(10_000);
        for (int i = 0; i < demand.length; i += 100) {
            Arrays.fill(demand, i, i + 10, 0);
        }

        assertThat(missing(new TrainingMask(List.of()).on(Synthetic.window(MINUTE, demand))))
                .isEmpty();
    }

    @Test
    void readsAPeriodAndRefusesWhatIsNone() {
        assertThat(Period.parse("2026-01-03T10:00:00Z/2026-01-03T12:30:00Z"))
                .satisfies(period ->
                        assertThat(Duration.between(period.from(), period.to())).hasMinutes(150));
        assertThatThrownBy(() -> Period.parse("yesterday"))
                .hasMessageContaining("'yesterday'")
                .hasMessageContaining("must be two UTC times");
        assertThatThrownBy(() -> Period.parse("2026-01-03T10:00:00Z/2026-01-03T09:00:00Z"))
                .hasMessageContaining("end must be after");
    }

    private static double[] constant(int size) {
        double[] demand = new double[size];
        Arrays.fill(demand, 50);
        return demand;
    }

    private static List<Integer> missing(FeatureWindow window) {
        TimeSeries demand = window.column(Features.DEMAND);
        return IntStream.range(0, demand.size())
                .filter(demand::isMissing)
                .boxed()
                .toList();
    }
}
