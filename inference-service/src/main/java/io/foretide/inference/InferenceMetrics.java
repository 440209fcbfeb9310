package io.foretide.inference;

import io.foretide.forecast.Forecast;
import io.foretide.telemetry.JobId;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;

/** Prometheus metrics of the forecasts. Thread-safe. */
public final class InferenceMetrics {
    private final Gauge peak;
    private final Gauge origin;
    private final Histogram seconds;
    private final Counter failures;

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
                .help("Forecasts that no model could make")
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

    void failed(JobId job) {
        failures.labelValues(job.value()).inc();
    }
}
