package io.foretide.scaler.app;

import io.foretide.retraining.tuning.Proposal;
import io.foretide.retraining.tuning.TuningState.Night;
import io.foretide.telemetry.JobId;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Optional;

/** Prometheus metrics of the nightly tuning. Thread-safe. */
public final class TuningMetrics {
    private final Gauge adopted;
    private final Gauge saved;
    private final Gauge at;

    TuningMetrics(PrometheusRegistry registry) {
        adopted = gauge(registry, "foretide_tuning_adopted", "1 while settings serve that were tuned");
        saved = gauge(
                registry,
                "foretide_tuning_saved_ratio",
                "Share of the slot-hours that the last proposal does without on what it was not chosen on; 0 if there is none");
        at = gauge(registry, "foretide_tuning_timestamp_seconds", "When settings were last tuned");
    }

    private static Gauge gauge(PrometheusRegistry registry, String name, String help) {
        return Gauge.builder().name(name).help(help).labelNames("job").register(registry);
    }

    void serves(JobId job, ServedSettings.Served served) {
        adopted.labelValues(job.value()).set(served.proposal().isPresent() ? 1 : 0);
        Optional<Night> night = served.state().latest();
        saved.labelValues(job.value())
                .set(night.flatMap(Night::proposal).map(Proposal::savedShare).orElse(0.0));
        night.ifPresent(
                last -> at.labelValues(job.value()).set((double) last.at().getEpochSecond()));
    }
}
