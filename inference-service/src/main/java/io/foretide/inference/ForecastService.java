package io.foretide.inference;

import io.foretide.forecast.Forecast;
import io.foretide.series.Features;
import io.foretide.store.RollingWindow;
import io.foretide.telemetry.JobId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the newest forecast of one job. {@link #refresh} is called by the schedule, {@link #latest} by anyone. Thread-safe. */
public final class ForecastService {
    private static final Logger log = LoggerFactory.getLogger(ForecastService.class);

    private final JobId job;
    private final RollingWindow history;
    private final ServingModels models;
    private final LiveScoring scoring;
    private final InferenceMetrics metrics;
    private final Consumer<Forecast> listener;
    private volatile Optional<Forecast> latest = Optional.empty();

    /**
     * @param history where the features come from, as of the instant asked for
     * @param listener told of every new forecast, on the schedule's thread
     */
    public ForecastService(
            JobId job,
            RollingWindow history,
            ServingModels models,
            InferenceMetrics metrics,
            Consumer<Forecast> listener) {
        this.job = job;
        this.history = history;
        this.models = models;
        this.scoring = new LiveScoring(job, models, metrics);
        this.metrics = metrics;
        this.listener = listener;
    }

    public JobId job() {
        return job;
    }

    /** The newest forecast, if one was made; its age is the caller's to judge. */
    public Optional<Forecast> latest() {
        return latest;
    }

    /** Makes a forecast as of {@code now}. What goes wrong is logged and counted; the last forecast stays. */
    public synchronized void refresh(Instant now) {
        long begin = System.nanoTime();
        try {
            JobHistory known = JobHistory.of(history, now);
            models.refresh();
            if (known.demand().find(Features.DEMAND).isEmpty()) {
                log.debug("no model can forecast: nothing was measured yet");
                return;
            }
            GuardedForecaster.Attempt attempt = models.forecaster().forecast(known);
            if (attempt.failed()) {
                metrics.failed(job);
            }
            if (attempt.forecast().isEmpty()) {
                log.debug("no model can forecast: {}", attempt.reasons());
                return;
            }
            Forecast forecast = attempt.forecast().get();
            latest = attempt.forecast();
            metrics.made(job, forecast, (System.nanoTime() - begin) / 1e9);
            listener.accept(forecast);
            scoring.after(known, attempt.forecast());
        } catch (RuntimeException e) {
            metrics.failed(job);
            log.warn("no forecast for job {}: {}", job, e.getMessage(), log.isDebugEnabled() ? e : null);
        }
    }
}
