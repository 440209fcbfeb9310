package io.foretide.planner.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job of TaskManagers that process 100 records/s each, ready 90 s after they are asked for; minute 20 brings 250 records/s. */
class ScaleUpWatchTest {
    private static final Instant T0 = Instant.parse("2001-06-13T06:00:00Z");
    private static final SimulationSettings SETTINGS = SimulationSettings.of(
            ScalingCurve.linear(100), 1, 5, Duration.ofSeconds(90), Duration.ofSeconds(30), Duration.ofSeconds(60));

    /** The sizes asked for at minutes, from one TaskManager on. */
    private static ScaleUps run(double[] demand, int[] minutes, int[] sizes) {
        Instant[] times =
                Arrays.stream(minutes).mapToObj(m -> T0.plusSeconds(60L * m)).toArray(Instant[]::new);
        Plan plan = new Plan("planned", SETTINGS.tick(), times, sizes);
        return new Simulator(SETTINGS, TimeSeries.ofObserved(T0, Duration.ofMinutes(1), demand))
                .run(plan, 1)
                .scaleUps();
    }

    private static double[] jump() {
        double[] demand = new double[60];
        Arrays.fill(demand, 50);
        Arrays.fill(demand, 20, 40, 250);
        return demand;
    }

    @ParameterizedTest(name = "asked for in minute {0}")
    @CsvSource({"10, 8.5, 1", "18, 0.5, 1", "19, -0.5, 0", "20, -1.5, 0", "25, -6.5, 0"})
    void countsFromReadyToNeeded(int minute, double ahead, int inTime) {
        ScaleUps result = run(jump(), new int[] {minute}, new int[] {3});
        assertThat(result.count()).isEqualTo(1);
        assertThat(result.inTime()).isEqualTo(inTime);
        assertThat(result.medianMinutesAhead().orElseThrow()).isCloseTo(ahead, within(1e-9));
        assertThat(result.floor()).isEqualTo(inTime == 1 ? OptionalInt.empty() : OptionalInt.of(3));
    }

    @Test
    void oneWhoseLoadNeverComesIsNotCounted() {
        ScaleUps result = run(jump(), new int[] {5, 10}, new int[] {3, 1});
        assertThat(result.count()).isZero();
        assertThat(result.medianMinutesAhead()).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void everyStepOfAWayUpIsMeasuredAgainstTheSizeBeforeIt() {
        double[] demand = jump();
        Arrays.fill(demand, 15, 20, 150);
        ScaleUps result = run(demand, new int[] {10, 12}, new int[] {2, 3});
        // the first is ready at 11:30 for minute 15, the second at 13:30 for minute 20
        assertThat(result.count()).isEqualTo(2);
        assertThat(result.medianMinutesAhead().orElseThrow()).isCloseTo((3.5 + 6.5) / 2, within(1e-9));
    }

    @Test
    void violationsUntilTheBacklogIsGoneBelongToTheLateOne() {
        double[] demand = jump();
        Simulator simulator = new Simulator(SETTINGS, TimeSeries.ofObserved(T0, Duration.ofMinutes(1), demand));
        Plan plan = new Plan("planned", SETTINGS.tick(), new Instant[] {T0.plusSeconds(60 * 22)}, new int[] {4});
        SimulationReport report = simulator.run(plan, 1);
        assertThat(report.violationMinutes()).isPositive();
        assertThat(report.scaleUps().lateViolationMinutes()).isEqualTo(report.violationMinutes());
    }

    @Test
    void theFloorIsPaidForWhereThePolicyWasBelowIt() {
        ScaleUps result = run(jump(), new int[] {20, 40}, new int[] {3, 1});
        assertThat(result.floorSlotHours()).isCloseTo(3, within(1e-9));
    }
}
