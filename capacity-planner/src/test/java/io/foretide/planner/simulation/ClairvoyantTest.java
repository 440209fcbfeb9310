package io.foretide.planner.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.planner.baselines.HorizontalPodAutoscaler;
import io.foretide.planner.baselines.ReactiveRules;
import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClairvoyantTest {
    private static final Instant T0 = Instant.parse("2001-06-13T06:30:00Z");

    private static SimulationSettings settings(int most) {
        return settings(most, 60, 20);
    }

    private static SimulationSettings settings(int most, int leadSeconds, int restartSeconds) {
        return new SimulationSettings(
                ScalingCurve.linear(100),
                1,
                1,
                most,
                Duration.ofSeconds(leadSeconds),
                Duration.ofSeconds(restartSeconds),
                Duration.ofSeconds(45),
                Duration.ofSeconds(20),
                Disturbances.NONE);
    }

    private static TimeSeries demand(int minutes, long seed, double most) {
        Random random = new Random(seed);
        double[] values = new double[minutes];
        Arrays.setAll(values, i -> 20 + random.nextDouble() * most);
        return TimeSeries.ofObserved(T0, Duration.ofMinutes(1), values);
    }

    static IntStream seeds() {
        return IntStream.range(0, 8);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noPlanOfAllThereAreIsCheaper(int seed) {
        assertCheapest(new Simulator(settings(3), demand(3, seed, 270)));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "20,0", "60,0", "40,20", "100,20", "80,40", "120,40"})
    void norIsThereOneWithOtherTimes(int leadSeconds, int restartSeconds) {
        assertCheapest(new Simulator(settings(3, leadSeconds, restartSeconds), demand(3, 100, 240)));
    }

    private static void assertCheapest(Simulator simulator) {
        double cheapest = Double.POSITIVE_INFINITY;
        for (int start = 1; start <= 3; start++) {
            cheapest = Math.min(cheapest, cheapestFrom(simulator, start));
        }
        Clairvoyant.Best best = new Clairvoyant(simulator).plan(tick -> {});
        SimulationReport report = simulator.run(best.plan(), best.startTaskManagers());
        assertThat(report.slotHours()).isCloseTo(cheapest, within(1e-9));
        assertThat(best.leastSlotHours()).isCloseTo(cheapest, within(1e-9));
        assertThat(best.isExact()).isTrue();
        assertThat(report.violationMinutes()).isZero();
    }

    /** Tries every sequence of sizes, one per tick. */
    private static double cheapestFrom(Simulator simulator, int start) {
        int ticks = (int) simulator.ticks();
        double cheapest = Double.POSITIVE_INFINITY;
        int plans = (int) Math.pow(3, ticks);
        for (int code = 0; code < plans; code++) {
            int[] sizes = new int[ticks];
            int rest = code;
            for (int tick = 0; tick < ticks; tick++) {
                sizes[tick] = 1 + rest % 3;
                rest /= 3;
            }
            SimulationReport report =
                    simulator.run(everyTick(sizes, simulator.settings().tick()), start);
            if (report.violationMinutes() == 0) {
                cheapest = Math.min(cheapest, report.slotHours());
            }
        }
        return cheapest;
    }

    private static Plan everyTick(int[] sizes, Duration tick) {
        Instant[] times = new Instant[sizes.length];
        Arrays.setAll(times, i -> T0.plus(tick.multipliedBy(i)));
        return new Plan("brute force", tick, times, sizes);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noPolicyThatKeepsTheObjectiveIsCheaper(int seed) {
        Simulator simulator = new Simulator(settings(12), demand(600, seed, 900));
        Clairvoyant.Best best = new Clairvoyant(simulator).plan(tick -> {});
        SimulationReport bound = simulator.run(best.plan(), best.startTaskManagers());
        assertThat(bound.violationMinutes()).isZero();
        for (SizingPolicy policy : new SizingPolicy[] {new ReactiveRules(1), new HorizontalPodAutoscaler()}) {
            SimulationReport report = simulator.run(policy, 12);
            if (report.violationMinutes() == 0) {
                assertThat(report.slotHours()).isGreaterThanOrEqualTo(bound.slotHours());
            }
        }
    }

    /** Below a record a second the objective lets a load wait for long, and there are ever more ways to let it. */
    private static Simulator nights(double peak) {
        Random random = new Random(3);
        double[] values = new double[288];
        for (int i = 0; i < values.length; i++) {
            double hour = i / 12.0;
            values[i] = hour < 10 ? 0 : peak * Math.sin(Math.PI * (hour - 10) / 14) * (0.8 + 0.2 * random.nextDouble());
        }
        SimulationSettings settings = SimulationSettings.of(
                ScalingCurve.linear(peak / 10),
                1,
                12,
                Duration.ofSeconds(90),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60));
        return new Simulator(settings, TimeSeries.ofObserved(T0, Duration.ofMinutes(5), values));
    }

    @Test
    void aLoadThatMayWaitForHoursIsBoundedFromBelow() {
        Simulator simulator = nights(0.5);
        Clairvoyant.Best exact = new Clairvoyant(simulator, Long.MAX_VALUE / 2).plan(tick -> {});
        Clairvoyant.Best bounded = new Clairvoyant(simulator, 0).plan(tick -> {});
        SimulationReport report = simulator.run(bounded.plan(), bounded.startTaskManagers());
        assertThat(exact.isExact()).isTrue();
        assertThat(bounded.isExact()).isFalse();
        assertThat(report.violationMinutes()).isZero();
        assertThat(bounded.leastSlotHours()).isLessThanOrEqualTo(exact.leastSlotHours());
        assertThat(report.slotHours()).isBetween(exact.leastSlotHours(), 1.1 * bounded.leastSlotHours());
    }

    @Test
    void comesToAnEndHoweverLittleArrives() {
        Simulator simulator = nights(0.002);
        Clairvoyant.Best best = new Clairvoyant(simulator, 0).plan(tick -> {});
        SimulationReport report = simulator.run(best.plan(), best.startTaskManagers());
        assertThat(report.violationMinutes()).isZero();
        assertThat(report.slotHours()).isGreaterThanOrEqualTo(best.leastSlotHours());
    }

    @Test
    void waivesTheObjectiveWhereNothingKeepsIt() {
        double[] flood = new double[30];
        Arrays.fill(flood, 100);
        Arrays.fill(flood, 10, 15, 5000);
        Simulator simulator = new Simulator(settings(3), TimeSeries.ofObserved(T0, Duration.ofMinutes(1), flood));
        Clairvoyant.Best best = new Clairvoyant(simulator).plan(tick -> {});
        SimulationReport report = simulator.run(best.plan(), best.startTaskManagers());
        assertThat(report.violationMinutes()).isBetween(1L, 20L);
    }
}
