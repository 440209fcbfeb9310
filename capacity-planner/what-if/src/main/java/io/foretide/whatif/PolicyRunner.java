package io.foretide.whatif;

import io.foretide.forecast.Forecast;
import io.foretide.planner.baselines.Daedalus;
import io.foretide.planner.baselines.FixedSize;
import io.foretide.planner.baselines.HorizontalPodAutoscaler;
import io.foretide.planner.baselines.OperatorRequest.Variant;
import io.foretide.planner.baselines.ReactiveRules;
import io.foretide.planner.baselines.ThresholdPredictive;
import io.foretide.planner.simulation.Clairvoyant;
import io.foretide.planner.simulation.SimulationReport;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.planner.simulation.Simulator;
import io.foretide.planner.simulation.SizingPolicy;
import io.foretide.planner.simulation.TickListener;
import io.foretide.process.Installation;
import io.foretide.whatif.setup.Setup;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Function;

/** Runs policies by name on one {@link Setup}. Thread-safe: every run has its own policy and job. */
public final class PolicyRunner {
    private static final double HEADROOM = 1.2;
    private static final int PROGRESS_EVERY = 8192;

    private final Setup setup;
    private final SimulationSettings settings;
    private final Simulator simulator;
    private final Installation installation;
    private final Optional<ForecastTrack> forecasts;
    private final Optional<ForecastTrack> thresholdForecasts;

    /**
     * @param installation where the operator's program is
     * @param forecasts of the model that policies plan with, if one of them needs it
     * @param thresholdForecasts of the model of threshold-predictive, if that is run
     */
    public PolicyRunner(
            Setup setup,
            Installation installation,
            Optional<ForecastTrack> forecasts,
            Optional<ForecastTrack> thresholdForecasts) {
        this.setup = setup;
        this.settings = setup.settings();
        this.simulator =
                new Simulator(settings, setup.simulated(), setup.split().warmUpSteps());
        this.installation = installation;
        this.forecasts = forecasts;
        this.thresholdForecasts = thresholdForecasts;
    }

    /**
     * Runs a policy.
     *
     * @param listener is told of every scored tick
     * @param progress is told now and then which share is done
     */
    public SimulationReport run(PolicyName name, TickListener listener, DoubleConsumer progress) {
        int start = setup.startTaskManagers();
        return switch (name) {
            case STATIC_PEAK -> fixed(name, observedInTraining(1), listener);
            case STATIC_P99 -> fixed(name, observedInTraining(0.99), listener);
            case REACTIVE -> run(new ReactiveRules(), start, listener, progress);
            case HPA -> run(new HorizontalPodAutoscaler(), start, listener, progress);
            case FLINK_OPERATOR -> operator(Variant.DEFAULTS, start, listener, progress);
            case FLINK_OPERATOR_FAST -> operator(Variant.FAST, start, listener, progress);
            case DAEDALUS -> run(new Daedalus(settings, newest(forecasts)), start, listener, progress);
            case THRESHOLD_PREDICTIVE ->
                run(new ThresholdPredictive(settings, newest(thresholdForecasts)), start, listener, progress);
            case PREDICTIVE ->
                run(
                        new PlannerChoice(settings, setup.options()).shipped(name.flag(), newest(forecasts)),
                        start,
                        listener,
                        progress);
            case PREDICTIVE_THRESHOLD ->
                run(
                        new PlannerChoice(settings, setup.options()).threshold(name.flag(), newest(forecasts)),
                        start,
                        listener,
                        progress);
            case CLAIRVOYANT -> clairvoyant(listener, progress);
        };
    }

    private static Function<Instant, Optional<Forecast>> newest(Optional<ForecastTrack> track) {
        return track.orElseThrow(() -> new IllegalStateException("no forecasts were made"))
                .newest();
    }

    private SimulationReport run(SizingPolicy policy, int start, TickListener listener, DoubleConsumer progress) {
        double ticks = simulator.ticks();
        return simulator.run(policy, start, tick -> {
            listener.tick(tick);
            if (tick.number() % PROGRESS_EVERY == 0) {
                progress.accept(tick.number() / ticks);
            }
        });
    }

    private SimulationReport fixed(PolicyName name, double recordsPerSecond, TickListener listener) {
        int size = settings.taskManagersFor(HEADROOM * recordsPerSecond);
        return run(new FixedSize(name.flag(), size), size, listener, share -> {});
    }

    /** A quantile of the observed loads of the training part, records/s. */
    private double observedInTraining(double share) {
        double[] sorted = Arrays.stream(setup.load().demand().toArray())
                .limit(setup.split().trainEnd())
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException(setup.load().name() + " has no observed load in its training part");
        }
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    private SimulationReport operator(Variant variant, int start, TickListener listener, DoubleConsumer progress) {
        FlinkOperatorProcess process = new FlinkOperatorProcess(installation, progress);
        return simulator.run(process.run(settings, setup.simulated(), start, variant), start, listener);
    }

    /** Only on what is scored, and nothing goes wrong for it. */
    private SimulationReport clairvoyant(TickListener listener, DoubleConsumer progress) {
        Simulator scored = new Simulator(settings.undisturbed(), setup.scored());
        Clairvoyant.Best best = new Clairvoyant(scored).plan(tick -> progress.accept((double) tick / scored.ticks()));
        return scored.run(best.plan(), best.startTaskManagers(), listener);
    }
}
