package io.foretide.scaler.app;

import io.foretide.telemetry.JobId;
import io.prometheus.metrics.core.metrics.StatefulMetric;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Metrics whose first label is the job, and those of the process. Thread-safe. */
public final class JobRegistry extends PrometheusRegistry {
    private static final String OURS = "foretide_";

    private final List<StatefulMetric<?, ?>> ofJobs = new CopyOnWriteArrayList<>();

    @Override
    public void register(Collector collector) {
        super.register(collector);
        if (collector instanceof StatefulMetric<?, ?> metric && isOurs(metric)) {
            ofJobs.add(metric);
        }
    }

    private static boolean isOurs(StatefulMetric<?, ?> metric) {
        return metric.collect().getMetadata().getName().startsWith(OURS);
    }

    /** Takes away all that was told of a job. */
    public void forget(JobId job) {
        ofJobs.forEach(metric ->
                metric.removeIf(labels -> !labels.isEmpty() && labels.get(0).equals(job.value())));
    }
}
