package io.foretide.planner.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.planner.baselines.FixedSize;
import io.foretide.planner.baselines.ReactiveRules;
import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SimulatorTest {
    private static final Instant T0 = Instant.parse("2001-06-13T06:30:00Z");
    private final SimulationSettings settings = SimulationSettings.of(
            ScalingCurve.linear(100), 2, 8, Duration.ofSeconds(90), Duration.ofSeconds(30), Duration.ofSeconds(60));

    private static TimeSeries minutes(double... values) {
        return TimeSeries.ofObserved(T0, Duration.ofMinutes(1), values);
    }

    private static double[] constant(int minutes, double rate) {
        double[] values = new double[minutes];
        Arrays.fill(values, rate);
        return values;
    }

    @Test
    void aFixedSizeThatIsEnoughCostsItsSlotsAndNothingElse() {
        SimulationReport report = new Simulator(settings, minutes(constant(30, 500))).run(new FixedSize("peak", 3), 3);
        assertThat(report)
                .isEqualTo(new SimulationReport(
                        "peak",
                        30,
                        3,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        new ScaleUps(0, 0, OptionalDouble.empty(), 0, OptionalInt.empty(), 3),
                        List.of()));
    }

    @Test
    void aFixedSizeThatIsTooSmallViolatesAsSoonAsTheLagExceedsTheObjective() {
        // 200 of 400 records/s wait: the lag grows by half a second a second and exceeds 60 s in the third minute
        SimulationReport report = new Simulator(settings, minutes(constant(10, 400))).run(new FixedSize("small", 1), 1);
        assertThat(report.violationMinutes()).isEqualTo(8);
        assertThat(report.lagSecondsMax()).isCloseTo(300, within(1e-9));
    }

    @Test
    void reactiveRulesActOnceTheLoadIsThere() {
        double[] step = constant(30, 100);
        Arrays.fill(step, 10, 30, 700);
        List<Integer> running = new ArrayList<>();
        SimulationReport report = new Simulator(settings, minutes(step))
                .run(new ReactiveRules(settings.slotsPerTaskManager()), 1, tick -> running.add(tick.slotsRunning()));
        assertThat(report.rescales()).isGreaterThanOrEqualTo(2);
        assertThat(report.violationMinutes()).isPositive();
        assertThat(running.get(10 * 6)).isEqualTo(2);
        assertThat(running.get(running.size() - 1)).isGreaterThanOrEqualTo(8);
    }

    @Test
    void everyFigureFollowsFromTheTicks() {
        double[] wave = new double[240];
        Arrays.setAll(wave, i -> 400 + 300 * Math.sin(i / 20.0));
        List<SimulatedTick> ticks = new ArrayList<>();
        SimulationReport report = new Simulator(settings, minutes(wave))
                .run(new ReactiveRules(settings.slotsPerTaskManager()), 2, ticks::add);
        double backlog = 0;
        double slotSeconds = 0;
        double paused = 0;
        int violations = 0;
        double worst = 0;
        for (int i = 0; i < ticks.size(); i++) {
            SimulatedTick tick = ticks.get(i);
            double capacity = tick.processing() ? tick.slotsRunning() * 100 : 0;
            backlog = Math.max(0, backlog + (tick.demandRecordsPerSecond() - capacity) * 10);
            assertThat(tick.lagSeconds()).isCloseTo(backlog / tick.demandRecordsPerSecond(), within(1e-9));
            worst = Math.max(worst, tick.lagSeconds());
            slotSeconds += tick.slotsTarget() * 10;
            paused += tick.processing() ? 0 : 10;
            if (i % 6 == 5) {
                violations += worst > 60 ? 1 : 0;
                worst = 0;
            }
        }
        assertThat(report.slotHours()).isCloseTo(slotSeconds / 3600, within(1e-9));
        assertThat(report.restartSeconds()).isEqualTo(paused);
        assertThat(report.violationMinutes()).isEqualTo(violations);
    }

    @Test
    void minutesThatWereNotMeasuredAreNotScored() {
        double[] demand = constant(20, 400);
        Arrays.fill(demand, 5, 15, Double.NaN);
        SimulationReport report = new Simulator(settings, minutes(demand)).run(new FixedSize("small", 1), 1);
        assertThat(report.minutes()).isEqualTo(10);
        assertThat(report.violationMinutes()).isEqualTo(8);
    }

    @Test
    void theWarmUpIsNotScored() {
        double[] demand = constant(40, 100);
        Arrays.fill(demand, 0, 10, 700);
        SimulationReport report =
                new Simulator(settings, minutes(demand), 20).run(new ReactiveRules(settings.slotsPerTaskManager()), 1);
        assertThat(report.minutes()).isEqualTo(20);
        assertThat(report.violationMinutes()).isZero();
        assertThat(report.slotHours()).isGreaterThan(20 * 2 / 60.0);
    }

    @Test
    void isDeterministic() {
        Simulator simulator = new Simulator(settings, minutes(constant(60, 300)));
        assertThat(simulator.run(new ReactiveRules(settings.slotsPerTaskManager()), 1))
                .isEqualTo(simulator.run(new ReactiveRules(settings.slotsPerTaskManager()), 1));
    }

    @Test
    void refusesATickThatDoesNotFit() {
        assertThatThrownBy(() -> new SimulationSettings(
                        ScalingCurve.linear(100),
                        2,
                        1,
                        8,
                        Duration.ofSeconds(95),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10),
                        Disturbances.NONE))
                .hasMessageContaining("tick PT10S")
                .hasMessageContaining("PT1M35S");
        assertThat(SimulationSettings.longestTick(Duration.ofSeconds(95), Duration.ofSeconds(30)))
                .isEqualTo(Duration.ofSeconds(5));
    }
}
