package io.foretide.whatif.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.planner.baselines.OperatorRequest.Variant;
import io.foretide.planner.simulation.Disturbances;
import io.foretide.planner.simulation.Plan;
import io.foretide.planner.simulation.ScalingCurve;
import io.foretide.planner.simulation.SimulationReport;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.planner.simulation.Simulator;
import io.foretide.process.Installation;
import io.foretide.series.TimeSeries;
import io.foretide.text.UnreachableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's autoscaler in its own process. */
final class FlinkOperatorProcessIT {
    private final SimulationSettings settings = new SimulationSettings(
            ScalingCurve.linear(1000),
            4,
            1,
            60,
            Duration.ofSeconds(90),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            new Disturbances(0.2, 0.05, 1, 7));
    private final FlinkOperatorProcess operator = new FlinkOperatorProcess(Installation.here(), share -> {});

    /** Two days; the demand begins within a gap, and has another. */
    private static TimeSeries twoDays() {
        double[] demand = new double[2 * 1440 + 60];
        Arrays.setAll(demand, i -> 30_000 - 25_000 * Math.cos(2 * Math.PI * i / 1440));
        Arrays.fill(demand, 30, 70, Double.NaN);
        Arrays.fill(demand, 2000, 2100, Double.NaN);
        return TimeSeries.ofObserved(Instant.parse("2001-06-13T00:00:00Z"), Duration.ofMinutes(1), demand)
                .carriedForward()
                .slice(60, demand.length);
    }

    @Test
    void theReplayIsWhatTheOperatorSaw() {
        // run() itself compares the report of the child with that of its own replay
        Plan plan = operator.run(settings, twoDays(), 5, Variant.DEFAULTS);
        SimulationReport report = new Simulator(settings, twoDays()).run(plan, 5);
        assertThat(report.policy()).isEqualTo("flink-operator");
        assertThat(report.rescales()).isEqualTo(plan.length()).isBetween(2L, 100L);
        assertThat(plan.interval()).isEqualTo(Duration.ofSeconds(60));

        assertThat(operator.run(settings, twoDays(), 5, Variant.FAST).name()).isEqualTo("flink-operator-fast");
    }

    @Test
    void theOperatorDoesNotSeeTheFuture() {
        TimeSeries known = twoDays();
        double[] changed = known.toArray();
        int from = 1500;
        Arrays.setAll(changed, i -> i < from ? changed[i] : 2 * changed[i] + 10_000);
        TimeSeries other = TimeSeries.ofObserved(known.start(), known.step(), changed);

        List<Integer> before = sizes(known, operator.run(settings, known, 5, Variant.FAST));
        List<Integer> after = sizes(other, operator.run(settings, other, 5, Variant.FAST));

        int ticks = from * 6;
        assertThat(after.subList(0, ticks)).isEqualTo(before.subList(0, ticks));
        assertThat(after).isNotEqualTo(before);
    }

    private List<Integer> sizes(TimeSeries demand, Plan plan) {
        List<Integer> sizes = new ArrayList<>();
        new Simulator(settings, demand).run(plan, 5, tick -> sizes.add(tick.slotsTarget()));
        return sizes;
    }

    @Test
    void aProgramThatIsNotBuiltIsSaid(@TempDir Path empty) {
        assertThatThrownBy(() -> new FlinkOperatorProcess(new Installation(empty), share -> {})
                        .run(settings, twoDays(), 5, Variant.DEFAULTS))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining(empty.toString())
                .hasMessageContaining("./mvnw package");
    }

    @Test
    void aProgramThatFailsIsQuoted(@TempDir Path broken) throws Exception {
        Files.createFile(Files.createDirectories(new Installation(broken).programFolder("flink-autoscaler"))
                .resolve("empty.jar"));
        assertThatThrownBy(() -> new FlinkOperatorProcess(new Installation(broken), share -> {})
                        .run(settings, twoDays(), 5, Variant.DEFAULTS))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("status 1")
                .hasMessageContaining("FlinkOperatorMain");
    }
}
