package io.foretide.inference;

import io.foretide.forecast.Forecast;
import io.foretide.telemetry.JobId;
import io.foretide.text.Durations;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Prometheus metrics of the forecasts. Thread-safe. */
public final class InferenceMetrics {
    private final Gauge peak;
    private final Gauge origin;
    private final Histogram seconds;
    private final Counter failures;
    private final Gauge live;
    private final Gauge covered;
    private final Gauge drift;
    private final Counter demotions;
    private final Gauge age;

    public InferenceMetrics(PrometheusRegistry registry) {
        peak = Gauge.builder()
                .name("foretide_forecast_peak_records_per_second")
                .help("Largest load expected within the horizon, by quantile")
                .labelNames("job", "quantile")
                .register(registry);
        origin = Gauge.builder()
                .name("foretide_forecast_origin_timestamp_seconds")
                .help("Last minute the newest forecast has seen, by the job's clock")
                .labelNames("job")
                .register(registry);
        seconds = Histogram.builder()
                .name("foretide_inference_duration_seconds")
                .help("Time to make a forecast")
                .labelNames("job")
                .register(registry);
        failures = Counter.builder()
                .name("foretide_inference_failures_total")
                .help("Forecasts at which a model or the history broke")
                .labelNames("job")
                .register(registry);
        live = Gauge.builder()
                .name("foretide_forecast_live_pinball_ratio")
                .help("Pinball loss of the last six hours, divided by that of mean-15 at the same origins")
                .labelNames("job", "role")
                .register(registry);
        covered = Gauge.builder()
                .name("foretide_forecast_live_coverage_ratio")
                .help("Share of the loads of the last six hours within the 0.95 quantile")
                .labelNames("job", "role")
                .register(registry);
        drift = Gauge.builder()
                .name("foretide_forecast_drift")
                .help("1 while the champion is no better than mean-15, or its intervals do not hold")
                .labelNames("job")
                .register(registry);
        demotions = Counter.builder()
                .name("foretide_model_demotions_total")
                .help("Champions that were taken off their place because they were worse than mean-15 for hours")
                .labelNames("job")
                .register(registry);
        age = Gauge.builder()
                .name("foretide_model_age_seconds")
                .help("Time since the training of the champion that serves")
                .labelNames("job")
                .register(registry);
    }

    void made(JobId job, Forecast forecast, double durationSeconds) {
        forecast.paths()
                .forEach(path -> peak.labelValues(job.value(), String.format(Locale.ROOT, "%s", path.level()))
                        .set(path.max()));
        origin.labelValues(job.value()).set((double) forecast.origin().getEpochSecond());
        seconds.labelValues(job.value()).observe(durationSeconds);
    }

    /** Live scores of a role; those of nobody are taken away. */
    void scored(JobId job, LiveEvaluation.Role role, Optional<LiveEvaluation.Standing> standing) {
        String name = role.name().toLowerCase(Locale.ROOT);
        if (standing.isPresent()) {
            live.labelValues(job.value(), name).set(standing.get().ratio());
            covered.labelValues(job.value(), name).set(standing.get().covered());
        } else {
            live.remove(job.value(), name);
            covered.remove(job.value(), name);
        }
    }

    void drifted(JobId job, boolean now) {
        drift.labelValues(job.value()).set(now ? 1 : 0);
    }

    void demoted(JobId job) {
        demotions.labelValues(job.value()).inc();
    }

    /** How old the champion is; the age of none is taken away. */
    void aged(JobId job, Optional<Duration> champion) {
        champion.ifPresentOrElse(
                old -> age.labelValues(job.value()).set(Durations.seconds(old)), () -> age.remove(job.value()));
    }

    void failed(JobId job) {
        failures.labelValues(job.value()).inc();
    }
}
