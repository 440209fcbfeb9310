package io.foretide.planner.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimulatorTest {
    private static final Instant T0 = Instant.parse("2001-06-13T06:30:00Z");
    private final SimulationSettings settings = new SimulationSettings(
            100, 2, 1, 8, Duration.ofSeconds(90), Duration.ofSeconds(30), Duration.ofSeconds(60));

    private static TimeSeries constant(int minutes, double rate) {
        double[] values = new double[minutes];
        Arrays.fill(values, rate);
        return TimeSeries.ofObserved(T0, Duration.ofMinutes(1), values);
    }

    @Test
    void conservesRecordsThroughRescales() {
        Random random = new Random(1);
        SimulatedJob job = new SimulatedJob(settings, 2);
        double arrived = 0;
        for (int i = 0; i < 10_000; i++) {
            double demand = random.nextDouble() * 900;
            arrived += demand;
            job.step(1, demand);
            if (i % 97 == 0) {
                job.scaleTo(1 + random.nextInt(8));
            }
        }
        assertThat(job.processedRecords() + job.backlogRecords())
                .isCloseTo(arrived, org.assertj.core.data.Offset.offset(1e-3));
    }

    @Test
    void newSlotsCountAfterTheLeadTimeAndTheRestartStopsProcessing() {
        SimulatedJob job = new SimulatedJob(settings, 1);
        job.scaleTo(2);
        for (int second = 0; second < 90; second++) {
            double before = job.processedRecords();
            job.step(1, 100);
            boolean paused = second >= 60;
            assertThat(job.processedRecords() > before).as("second " + second).isEqualTo(!paused);
        }
        job.step(1, 100);
        assertThat(job.slots()).isEqualTo(4);
        assertThat(job.processedRecords()).isEqualTo(60 * 100 + 400.0);
    }

    @Test
    void staticPeakPaysForThePeakAndNeverRescales() {
        SimulationReport report = new Simulator(settings).run(constant(10, 100), new StaticPeak(500, 1.2, settings), 3);
        assertThat(report.slotMinutes()).isEqualTo(60);
        assertThat(report.rescales()).isZero();
        assertThat(report.violationMinutes()).isZero();
    }

    @Test
    void reactiveRulesActOnceTheLoadIsThere() {
        double[] step = new double[30];
        Arrays.fill(step, 0, 10, 100);
        Arrays.fill(step, 10, 30, 700);
        SimulationReport report = new Simulator(settings)
                .run(TimeSeries.ofObserved(T0, Duration.ofMinutes(1), step), new ReactiveRules(settings), 1);
        assertThat(report.rescales()).isGreaterThanOrEqualTo(2);
        assertThat(report.violationMinutes()).isPositive();
        assertThat(report.path().get(29).slots()).isGreaterThanOrEqualTo(8);
    }

    @Test
    void isDeterministic() {
        Simulator simulator = new Simulator(settings);
        assertThat(simulator.run(constant(60, 300), new ReactiveRules(settings), 1))
                .isEqualTo(simulator.run(constant(60, 300), new ReactiveRules(settings), 1));
    }
}
