package io.foretide.planner.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Horizon;
import io.foretide.planner.baselines.Daedalus;
import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DaedalusTest {
    private static final Instant T0 = Instant.parse("2001-06-13T06:30:00Z");
    private final SimulationSettings settings = SimulationSettings.of(
            ScalingCurve.linear(100), 1, 12, Duration.ofSeconds(90), Duration.ofSeconds(30), Duration.ofSeconds(60));

    private List<Integer> targets(double[] minutes, int start, Function<Instant, Optional<Forecast>> forecasts) {
        List<Integer> targets = new ArrayList<>();
        new Simulator(settings, TimeSeries.ofObserved(T0, Duration.ofMinutes(1), minutes))
                .run(new Daedalus(settings, forecasts), start, tick -> targets.add(tick.slotsTarget()));
        return targets;
    }

    private static double[] constant(int minutes, double rate) {
        double[] values = new double[minutes];
        Arrays.fill(values, rate);
        return values;
    }

    private static Function<Instant, Optional<Forecast>> always(double rate) {
        return now -> Optional.of(new Forecast(
                now.minus(Duration.ofMinutes(1)),
                Horizon.DEFAULT,
                List.of(Forecast.Path.of(0.5, constant(30, rate), rate)),
                "told",
                ""));
    }

    @Test
    void takesTheSmallestSizeThatAlsoRecoversInTime() {
        // 4 slots would process 390, but would be left with 10 records/s to work off the restart: 5 it is
        List<Integer> targets = targets(constant(60, 390), 10, always(390));
        assertThat(targets.get(targets.size() - 1)).isEqualTo(5);
    }

    @Test
    void growsForWhatIsForecast() {
        List<Integer> targets = targets(constant(60, 200), 3, always(750));
        assertThat(targets.get(targets.size() - 1)).isGreaterThanOrEqualTo(8);
    }

    @Test
    void waitsAfterARescale() {
        double[] load = constant(60, 200);
        Arrays.fill(load, 20, 60, 900);
        List<Integer> targets = targets(load, 3, now -> Optional.empty());
        List<Integer> changes = new ArrayList<>();
        for (int tick = 1; tick < targets.size(); tick++) {
            if (!targets.get(tick).equals(targets.get(tick - 1))) {
                changes.add(tick);
            }
        }
        assertThat(changes).hasSizeGreaterThanOrEqualTo(1);
        for (int i = 1; i < changes.size(); i++) {
            assertThat(changes.get(i) - changes.get(i - 1)).isGreaterThanOrEqualTo(18);
        }
        assertThat(targets.get(targets.size() - 1)).isGreaterThanOrEqualTo(10);
    }
}
