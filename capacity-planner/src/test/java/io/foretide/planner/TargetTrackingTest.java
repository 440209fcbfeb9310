package io.foretide.planner;

import static io.foretide.planner.Fixtures.flat;
import static io.foretide.planner.Fixtures.minute;
import static io.foretide.planner.Fixtures.running;
import static io.foretide.planner.Fixtures.settledAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Strategy.TargetTracking;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TaskManagers of 2 slots of 100 records/s: 200 records/s each. */
class TargetTrackingTest {
    private static final TargetTracking TRACKING = tracking(1);

    private final CapacityPlanner planner = new CapacityPlanner();

    private static TargetTracking tracking(double forecastFactor) {
        return new TargetTracking(
                1.5,
                Duration.ofMinutes(2),
                0.9,
                forecastFactor,
                Duration.ofMinutes(10),
                1.1,
                0.5,
                Duration.ofMinutes(1),
                2,
                Duration.ofMinutes(20),
                0.25,
                Duration.ofMinutes(15));
    }

    private static PlannerSettings settings(TargetTracking tracking) {
        return Fixtures.settings(1, 40).withStrategy(tracking);
    }

    private int decide(TargetTracking tracking, int taskManagers, double demand, double lagRecords, double forecast) {
        PlannerSettings settings = settings(tracking);
        return decide(settings, settledAt(taskManagers, demand, settings), demand, lagRecords, forecast, minute(1));
    }

    private int decide(
            PlannerSettings settings,
            PlannerState state,
            double demand,
            double lagRecords,
            double forecast,
            Instant now) {
        return planner.decide(new PlanInput(
                        state,
                        running(now, state.taskManagers(), demand, lagRecords),
                        Optional.of(flat(now, forecast)),
                        Overrides.NONE,
                        settings,
                        now))
                .state()
                .taskManagers();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            within the headroom, nothing is done      | 10 | 1900 | 0      | 1500 | 10
            a little overload is tolerated            | 10 | 2150 | 0      | 1500 | 10
            more is not, and brings the headroom      | 10 | 2400 | 0      | 1500 | 18
            a forecast beyond the tolerated overload  | 10 | 1500 | 0      | 2400 | 12
            a lag beyond half the objective           | 10 | 1900 | 76000  | 1500 | 21
            a load that went                          | 10 | 500  | 0      | 500  | 5
            what is forecast is kept                  | 10 | 500  | 0      | 1300 | 7
            a step down that is too small to be worth | 10 | 850  | 0      | 800  | 10
            """)
    void asksFor(String what, int taskManagers, double demand, double lagRecords, double forecast, int expected) {
        assertThat(decide(TRACKING, taskManagers, demand, lagRecords, forecast)).isEqualTo(expected);
    }

    @Test
    void aFactorOfZeroLeavesTheForecastOut() {
        assertThat(decide(tracking(0), 10, 1500, 0, 9000)).isEqualTo(10);
    }

    @Test
    void scalesDownOnlySoLongAfterARescale() {
        PlannerSettings settings = settings(TRACKING);
        PlannerState rescaled = settledAt(4, 500, settings).rescaled(minute(0), 10);
        assertThat(decide(settings, rescaled, 500, 0, 500, minute(14))).isEqualTo(10);
        assertThat(decide(settings, rescaled, 500, 0, 500, minute(16))).isEqualTo(5);
    }

    @Test
    void averagesTheDemandOverItsOwnTime() {
        PlannerSettings settings = settings(TRACKING);
        assertThat(settings.levelMeasurements()).isEqualTo(2);
        PlannerState calm = settledAt(10, 1500, settings);
        // one minute of 2600 is 2050 over two
        assertThat(decide(settings, calm, 2600, 0, 1500, minute(1))).isEqualTo(10);
    }
}
