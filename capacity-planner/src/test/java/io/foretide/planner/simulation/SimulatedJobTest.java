package io.foretide.planner.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.planner.simulation.Disturbances.NewNodes;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimulatedJobTest {
    private static final Duration LEAD = Duration.ofSeconds(90);
    private static final Duration RESTART = Duration.ofSeconds(30);
    private static final Duration SLO = Duration.ofSeconds(60);

    private static SimulationSettings settings(Duration tick, Disturbances disturbances) {
        return new SimulationSettings(ScalingCurve.linear(100), 2, 1, 8, LEAD, RESTART, SLO, tick, disturbances);
    }

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void conservesRecordsThroughRescalesAndDisturbances(int seed) {
        Random random = new Random(seed);
        SimulatedJob job = new SimulatedJob(settings(Duration.ofSeconds(1), new Disturbances(0.3, 0.2, 20, seed)), 2);
        double arrived = 0;
        for (int i = 0; i < 10_000; i++) {
            double demand = random.nextDouble() * 900;
            arrived += demand;
            job.tick(demand);
            if (i % 97 == 0) {
                job.scaleTo(1 + random.nextInt(8));
            }
            assertThat(job.running()).isBetween(1, 8);
        }
        assertThat(job.processed() + job.backlog()).isCloseTo(arrived, within(1e-3));
        assertThat(job.arrived()).isCloseTo(arrived, within(1e-3));
    }

    @Test
    void newSlotsCountAfterTheLeadTimeAndItsLastPartIsTheRestart() {
        SimulatedJob job = new SimulatedJob(settings(Duration.ofSeconds(1), Disturbances.NONE), 1);
        job.scaleTo(2);
        for (int second = 0; second < 90; second++) {
            job.tick(100);
            assertThat(job.processedInLastTick()).as("second " + second).isEqualTo(second < 60);
        }
        job.tick(100);
        assertThat(job.running()).isEqualTo(2);
        assertThat(job.processed()).isEqualTo(60 * 100 + 400.0);
    }

    @Test
    void fewerTaskManagersStopAtOnceAndThatIsARestart() {
        SimulatedJob job = new SimulatedJob(settings(Duration.ofSeconds(10), Disturbances.NONE), 4);
        job.scaleTo(2);
        for (int tick = 0; tick < 5; tick++) {
            job.tick(0);
            assertThat(job.running()).isEqualTo(2);
            assertThat(job.processedInLastTick()).isEqualTo(tick >= 3);
        }
    }

    @Test
    void aSecondRequestDoesNotDelayTheFirst() {
        SimulatedJob job = new SimulatedJob(settings(Duration.ofSeconds(10), Disturbances.NONE), 1);
        job.scaleTo(2);
        job.tick(0);
        job.scaleTo(4);
        for (int tick = 1; tick < 7; tick++) {
            job.tick(0);
        }
        assertThat(job.running()).isEqualTo(2);
        job.tick(0);
        assertThat(job.running()).isEqualTo(4);
    }

    @Test
    void takingBackWhatHasNotStartedCostsNoRestart() {
        SimulatedJob job = new SimulatedJob(settings(Duration.ofSeconds(10), Disturbances.NONE), 2);
        job.scaleTo(5);
        job.tick(100);
        job.scaleTo(2);
        for (int tick = 0; tick < 20; tick++) {
            job.tick(100);
            assertThat(job.processedInLastTick()).isTrue();
        }
        assertThat(job.running()).isEqualTo(2);
    }

    @Test
    void moreSlotsBringLessEachWithContentionAndSkew() {
        assertThat(new ScalingCurve(100, 0.1, 1).capacity(11)).isEqualTo(1100 / 2.0);
        assertThat(new ScalingCurve(100, 0, 2).capacity(10)).isEqualTo(500);
    }

    @Test
    void jitterFollowsItsDistributionAndItsSeed() {
        Disturbances jitter = new Disturbances(0.2, 0, 0, 5);
        double[] logs = IntStream.range(0, 20_000)
                .mapToDouble(n -> Math.log(jitter.leadTimeFactor(n)))
                .toArray();
        double mean = IntStream.range(0, logs.length)
                .mapToDouble(i -> logs[i])
                .average()
                .orElseThrow();
        double variance = IntStream.range(0, logs.length)
                .mapToDouble(i -> logs[i] * logs[i])
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0, within(0.01));
        assertThat(Math.sqrt(variance)).isBetween(0.17, 0.2);
        assertThat(jitter.leadTimeFactor(7)).isEqualTo(new Disturbances(0.2, 0, 0, 5).leadTimeFactor(7));
        assertThat(jitter.leadTimeFactor(7)).isNotEqualTo(new Disturbances(0.2, 0, 0, 6).leadTimeFactor(7));
        assertThat(IntStream.range(0, 20_000)
                        .mapToDouble(jitter::leadTimeFactor)
                        .min()
                        .orElseThrow())
                .isGreaterThanOrEqualTo(jitter.shortestLeadTimeFactor());
    }

    @Test
    void aShareOfTheStartsWaitsForANewNode() {
        Disturbances third = new Disturbances(0, 0, 0, new NewNodes(0.3, Duration.ofMinutes(5)), 1);
        Duration usual = Duration.ofSeconds(90);
        assertThat(IntStream.range(0, 10_000)
                        .mapToDouble(n -> third.leadTimeMillis(n, usual))
                        .filter(lead -> lead == 300_000)
                        .count())
                .isBetween(2_800L, 3_200L);
        assertThat(IntStream.range(0, 10_000).mapToDouble(n -> third.leadTimeMillis(n, usual)))
                .containsOnly(90_000.0, 300_000.0);
        assertThat(third.leadTimeMillis(3, Duration.ofMinutes(7))).isEqualTo(420_000);
    }

    @Test
    void failedStartsAreRepeated() {
        Disturbances half = new Disturbances(0, 0.5, 0, 1);
        assertThat(IntStream.range(0, 10_000)
                        .mapToDouble(half::leadTimeFactor)
                        .average()
                        .orElseThrow())
                .isCloseTo(2, within(0.1));
    }
}
