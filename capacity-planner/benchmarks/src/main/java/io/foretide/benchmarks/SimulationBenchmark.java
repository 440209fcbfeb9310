package io.foretide.benchmarks;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Horizon;
import io.foretide.planner.CapacityPlanner;
import io.foretide.planner.baselines.FixedSize;
import io.foretide.planner.baselines.HorizontalPodAutoscaler;
import io.foretide.planner.baselines.ReactiveRules;
import io.foretide.planner.baselines.ThresholdPredictive;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Strategy;
import io.foretide.planner.simulation.PlannedSizing;
import io.foretide.planner.simulation.ScalingCurve;
import io.foretide.planner.simulation.SimulationReport;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.planner.simulation.Simulator;
import io.foretide.planner.simulation.SizingPolicy;
import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Six months of minutes in ticks of 10 s, one policy at a time, against a plain pass over the same ticks. Forecasts are
 * precomputed, one every five minutes as the service makes them. The load is a day's wave with noise.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 7)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx3g", "-XX:+UseSerialGC"})
public class SimulationBenchmark {
    private static final int MINUTES = 180 * 1440;
    private static final int FORECAST_EVERY = 5;
    private static final int START = 8;
    private static final Instant T0 = Instant.parse("2001-01-01T00:00:00Z");

    /** The policies whose sum is "six policies". */
    @Param({"static-peak", "reactive", "hpa", "threshold-predictive", "predictive-threshold", "predictive"})
    public String policy = "";

    private Simulator simulator =
            new Simulator(settings(), TimeSeries.ofObserved(T0, Horizon.DEFAULT.step(), new double[1]));
    private double[] load = new double[0];
    private Forecast[] forecasts = new Forecast[0];

    private static SimulationSettings settings() {
        return SimulationSettings.of(
                ScalingCurve.linear(1000),
                4,
                30,
                Duration.ofSeconds(90),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60));
    }

    /** Makes load and forecasts. */
    @Setup
    public void make() {
        Random random = new Random(1);
        load = new double[MINUTES];
        for (int i = 0; i < MINUTES; i++) {
            load[i] = 32_000 - 26_000 * Math.cos(2 * Math.PI * i / 1440) + 1500 * random.nextGaussian();
        }
        for (int i = 0; i < MINUTES; i++) {
            load[i] = Math.max(0, load[i]);
        }
        simulator = new Simulator(settings(), TimeSeries.ofObserved(T0, Horizon.DEFAULT.step(), load));
        forecasts = new Forecast[MINUTES / FORECAST_EVERY];
        for (int k = 0; k < forecasts.length; k++) {
            forecasts[k] = forecast(k * FORECAST_EVERY);
        }
    }

    private static Forecast forecast(int minute) {
        double[] median = new double[Horizon.DEFAULT.steps()];
        double[] high = new double[median.length];
        for (int h = 0; h < median.length; h++) {
            median[h] = 32_000 - 26_000 * Math.cos(2 * Math.PI * (minute + h) / 1440);
            high[h] = median[h] + 3500;
        }
        return new Forecast(
                T0.plusSeconds(60L * (minute - 1)),
                Horizon.DEFAULT,
                List.of(Forecast.Path.of(0.5, median, 58_000), Forecast.Path.of(0.99, high, 61_500)),
                "wave",
                "");
    }

    private SizingPolicy newPolicy() {
        PlannerSettings planner = PlannerSettings.defaults(4, 1, 30);
        Function<Instant, Optional<Forecast>> newest = now -> Optional.of(forecasts[
                (int) Math.min(forecasts.length - 1, Duration.between(T0, now).toMinutes() / FORECAST_EVERY)]);
        return switch (policy) {
            case "static-peak" -> new FixedSize(policy, 18);
            case "reactive" -> new ReactiveRules(settings().slotsPerTaskManager());
            case "hpa" -> new HorizontalPodAutoscaler();
            case "threshold-predictive" -> new ThresholdPredictive(simulator.settings(), newest);
            case "predictive-threshold" ->
                new PlannedSizing(
                        policy, new CapacityPlanner(), planner.withStrategy(Strategy.Threshold.DEFAULT), newest);
            case "predictive" -> new PlannedSizing(policy, new CapacityPlanner(), planner, newest);
            default -> throw new IllegalArgumentException("policy " + policy);
        };
    }

    /** One policy over six months. */
    @Benchmark
    public SimulationReport simulate() {
        return simulator.run(newPolicy(), START);
    }

    /** The same number of ticks with nothing but a queue of constant capacity. */
    @Benchmark
    public double plainPass() {
        double backlog = 0;
        double worst = 0;
        for (double rate : load) {
            for (int tick = 0; tick < 6; tick++) {
                backlog = Math.max(0, backlog + (rate - 60_000) * 10);
                worst = Math.max(worst, backlog);
            }
        }
        return worst;
    }
}
