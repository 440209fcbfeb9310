package io.foretide.inference;

import io.foretide.forecast.Forecast;
import io.foretide.inference.LiveEvaluation.Role;
import io.foretide.telemetry.JobId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets shadow and baseline forecast beside the champion, scores all three, and takes a champion off its place that has drifted
 * away. Not thread-safe.
 */
final class LiveScoring {
    private static final Logger log = LoggerFactory.getLogger(LiveScoring.class);

    private final JobId job;
    private final ServingModels models;
    private final InferenceMetrics metrics;
    private final LiveEvaluation live = new LiveEvaluation();
    private final DriftMonitor drift = new DriftMonitor();
    private Optional<String> champion = Optional.empty();
    private Optional<String> shadow = Optional.empty();

    LiveScoring(JobId job, ServingModels models, InferenceMetrics metrics) {
        this.job = job;
        this.models = models;
        this.metrics = metrics;
    }

    /** After a forecast: scores what is known by now, and judges. */
    void after(JobHistory history, Optional<Forecast> served) {
        Optional<ServedModel> serving = models.forecaster().champion();
        Optional<ServedModel> compared = models.shadow();
        forgetExchanged(serving.map(ServedModel::version), compared.map(ServedModel::version));
        Map<Role, Forecast> forecasts = new EnumMap<>(Role.class);
        served.filter(forecast -> serving.map(ServedModel::version)
                        .filter(forecast.model()::equals)
                        .isPresent())
                .ifPresent(forecast -> forecasts.put(Role.CHAMPION, forecast));
        compared.flatMap(model ->
                        attempt(() -> model.model().forecast(history.of(model.model()), model.version(), "shadow")))
                .ifPresent(forecast -> forecasts.put(Role.SHADOW, forecast));
        if (!forecasts.isEmpty()) {
            attempt(() -> models.baseline().forecast(history, ""))
                    .ifPresent(forecast -> forecasts.put(Role.BASELINE, forecast));
        }
        live.known(history.demand());
        live.made(forecasts);
        for (Role role : new Role[] {Role.CHAMPION, Role.SHADOW}) {
            metrics.scored(job, role, live.standing(role, Role.BASELINE, DriftMonitor.SCORED_PERIOD));
        }
        serving.ifPresent(this::judge);
    }

    private void judge(ServedModel serving) {
        DriftMonitor.Judgement judgement = drift.judge(live);
        metrics.drifted(job, judgement.drifted());
        if (judgement.demotion()) {
            log.warn("{} no longer serves: {}", serving.version(), judgement.reason());
            models.demote(serving);
            metrics.demoted(job);
        } else if (judgement.begins()) {
            log.warn("{} drifts: {}\nMaybe train anew: foretide train", serving.version(), judgement.reason());
        }
    }

    private void forgetExchanged(Optional<String> serving, Optional<String> compared) {
        if (!serving.equals(champion)) {
            live.forget(Role.CHAMPION);
            drift.reset();
            champion = serving;
        }
        if (!compared.equals(shadow)) {
            live.forget(Role.SHADOW);
            shadow = compared;
        }
    }

    private static Optional<Forecast> attempt(Supplier<Optional<Forecast>> forecast) {
        try {
            return forecast.get();
        } catch (RuntimeException e) {
            log.debug("no forecast to score: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
