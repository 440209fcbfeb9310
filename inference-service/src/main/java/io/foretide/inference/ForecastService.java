package io.foretide.inference;

import io.foretide.forecast.Forecast;
import io.foretide.series.Features;
import io.foretide.store.RollingWindow;
import io.foretide.telemetry.JobId;
import io.foretide.training.CalibratedModel;
import io.foretide.training.ForecastModel;
import io.foretide.training.PointForecast;
import java.time.Instant;
import java.util.List;
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
    public void refresh(Instant now) {
        begin(now).ifPresent(due -> end(due, Optional.empty()));
    }

    /**
     * A forecast that is due.
     *
     * @param of whose it is
     * @param beginNanos when it began
     * @param asked of the champion, if there is one that can be asked
     */
    record Due(ForecastService of, JobHistory known, long beginNanos, Optional<AskedChampion> asked) {}

    /** What a champion is asked. */
    record AskedChampion(ServedModel champion, CalibratedModel.Due due) {
        ForecastModel model() {
            return champion.model().model();
        }
    }

    /** Begins a forecast, which is made by {@link #end}; empty, and said, if it cannot be. */
    synchronized Optional<Due> begin(Instant now) {
        long begin = System.nanoTime();
        try {
            JobHistory known = JobHistory.of(history, now);
            models.refresh();
            metrics.aged(job, models.champion().flatMap(champion -> champion.age(now)));
            if (known.demand().find(Features.DEMAND).isEmpty()) {
                log.debug("no model can forecast: nothing was measured yet");
                return Optional.empty();
            }
            return Optional.of(new Due(this, known, begin, asked(known)));
        } catch (RuntimeException e) {
            failed(e);
            return Optional.empty();
        }
    }

    /** Whoever cannot be asked says why when it is asked for its forecast. */
    private Optional<AskedChampion> asked(JobHistory known) {
        try {
            return models.forecaster()
                    .champion()
                    .map(champion ->
                            new AskedChampion(champion, champion.model().due(known.of(champion.model()))));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** @param said by the champion's model, if it was asked */
    synchronized void end(Due due, Optional<List<PointForecast>> said) {
        try {
            GuardedForecaster.Attempt attempt =
                    models.forecaster().forecast(due.known(), champion -> byChampion(champion, due, said));
            if (attempt.failed()) {
                metrics.failed(job);
            }
            if (attempt.forecast().isEmpty()) {
                log.debug("no model can forecast: {}", attempt.reasons());
                return;
            }
            Forecast forecast = attempt.forecast().get();
            latest = attempt.forecast();
            metrics.made(job, forecast, (System.nanoTime() - due.beginNanos()) / 1e9);
            listener.accept(forecast);
            scoring.after(due.known(), attempt.forecast());
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private static Optional<Forecast> byChampion(ServedModel champion, Due due, Optional<List<PointForecast>> said) {
        return due.asked()
                .filter(asked -> said.isPresent() && asked.champion().equals(champion))
                .map(asked -> champion.model().forecast(asked.due(), said.orElseThrow(), champion.version(), ""))
                .orElseGet(() -> champion.model().forecast(due.known().of(champion.model()), champion.version(), ""));
    }

    private void failed(RuntimeException e) {
        metrics.failed(job);
        log.warn("no forecast for job {}: {}", job, e.getMessage(), log.isDebugEnabled() ? e : null);
    }
}
