package io.foretide.scaler.app.webhook;

import io.foretide.telemetry.JobId;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Prometheus metrics of webhooks. Thread-safe. */
public final class WebhookMetrics {
    private final Counter events;

    /** Registers them. */
    public WebhookMetrics(PrometheusRegistry registry) {
        events = Counter.builder()
                .name("foretide_webhook_events_total")
                .help("Events for a job's owner: sent, failed after all attempts, dropped by the bounds")
                .labelNames("job", "result")
                .register(registry);
    }

    void count(JobId job, Result result) {
        events.labelValues(job.value(), result.word).inc();
    }

    /** What became of an event. */
    enum Result {
        SENT("sent"),
        FAILED("failed"),
        DROPPED("dropped");

        private final String word;

        Result(String word) {
            this.word = word;
        }
    }
}
