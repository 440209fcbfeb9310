package io.foretide.planner.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.CapacityPlanner;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Priors;
import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loads that rise at once, which nobody has foreseen, seen by the planner when they have begun seconds ago. */
class SpikeTest {
    private static final Instant T0 = Instant.parse("2001-06-13T06:30:00Z");
    private static final int STEP_SECONDS = 10;
    private static final int HOUR = 3600 / STEP_SECONDS;
    private static final Duration LEAD = Duration.ofSeconds(80);
    private static final Duration RESTART = Duration.ofSeconds(30);

    @ParameterizedTest(name = "x{0}, begun {1} s before a tick")
    @CsvSource({
        "20, 10, 150",
        "20, 20, 230",
        "20, 30, 200",
        "20, 50, 150",
        "3, 10, 100",
        "3, 30, 150",
        "3, 40, 150",
        "3, 50, 150"
    })
    void aSpikeIsNotLeftToTheCooldown(int factor, int secondsBefore, int maxLagSeconds) {
        double[] load = new double[2 * HOUR];
        Arrays.fill(load, 300.0 * factor);
        Arrays.fill(load, 0, HOUR - secondsBefore / STEP_SECONDS, 300);
        SimulationSettings job =
                SimulationSettings.of(ScalingCurve.linear(100), 2, 100, LEAD, RESTART, Duration.ofSeconds(60));
        PlannerSettings settings =
                PlannerSettings.defaults(2, 1, 100).withPriors(new Priors(OptionalDouble.of(100), LEAD, RESTART));
        PlannedSizing planner = new PlannedSizing("planner", new CapacityPlanner(), settings, now -> Optional.empty());
        SimulationReport report =
                new Simulator(job, TimeSeries.ofObserved(T0, Duration.ofSeconds(STEP_SECONDS), load)).run(planner, 2);
        assertThat(report.lagSecondsMax()).isLessThan(maxLagSeconds);
    }
}
