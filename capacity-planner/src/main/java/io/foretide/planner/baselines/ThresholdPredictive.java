package io.foretide.planner.baselines;

import io.foretide.forecast.Forecast;
import io.foretide.planner.simulation.JobView;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.planner.simulation.SizingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * The reference design taken literally: the largest value of the point forecast of the next 30 minutes against the present
 * capacity, up above 1.2, down below 0.6, five minutes between rescales, and nothing else.
 */
public final class ThresholdPredictive implements SizingPolicy {
    private static final double SCALE_UP_RATIO = 1.2;
    private static final double SCALE_DOWN_RATIO = 0.6;
    private static final Duration COOLDOWN = Duration.ofMinutes(5);

    private final SimulationSettings settings;
    private final Function<Instant, Optional<Forecast>> forecasts;
    private Instant coolUntil = Instant.MIN;

    /** @param forecasts the newest forecast at an instant */
    public ThresholdPredictive(SimulationSettings settings, Function<Instant, Optional<Forecast>> forecasts) {
        this.settings = settings;
        this.forecasts = forecasts;
    }

    @Override
    public String name() {
        return "threshold-predictive";
    }

    @Override
    public Duration interval() {
        return Duration.ofMinutes(1);
    }

    @Override
    public int size(JobView job) {
        int current = job.requestedTaskManagers();
        Optional<Forecast> forecast = forecasts.apply(job.now());
        if (job.now().isBefore(coolUntil) || forecast.isEmpty()) {
            return current;
        }
        double predicted = peak(forecast.get());
        double load = predicted / settings.capacity(current);
        int wanted = load > SCALE_UP_RATIO || load < SCALE_DOWN_RATIO ? settings.taskManagersFor(predicted) : current;
        if (wanted != current) {
            coolUntil = job.now().plus(COOLDOWN);
        }
        return wanted;
    }

    private static double peak(Forecast forecast) {
        Instant end = forecast.origin().plus(forecast.horizon().length());
        return forecast.peak(0.5, forecast.origin(), end);
    }
}
