package io.foretide.scaler.app;

import io.foretide.telemetry.JobId;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.StatefulMetric;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Metrics whose first label is the job, and those of the process. Of many jobs no more than a bound are shown: what is scraped
 * grows with the process, not with the fleet. Thread-safe.
 */
public final class JobRegistry extends PrometheusRegistry {
    private static final String OURS = "foretide_";

    private final List<StatefulMetric<?, ?>> ofJobs = new CopyOnWriteArrayList<>();
    private final Gauge hidden;
    private volatile Optional<Set<String>> shown = Optional.empty();

    /** Shows all jobs. */
    public JobRegistry() {
        hidden = Gauge.builder()
                .name("foretide_jobs_without_metrics")
                .help("Jobs beyond metrics.jobs of the fleet's file: their own metrics are not here")
                .register(this);
    }

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

    /**
     * Shows no more jobs than {@code most} from now on. What is told of the others is kept, in case they are shown later.
     *
     * @param jobs names of all, the first ones first
     */
    public void show(List<String> jobs, int most) {
        shown = Optional.of(Set.copyOf(jobs.subList(0, Math.min(most, jobs.size()))));
        hidden.set(Math.max(0, jobs.size() - most));
    }

    /** All metrics but those of jobs that are not shown; a sum of theirs would fall whenever one of them goes. */
    @Override
    public MetricSnapshots scrape() {
        MetricSnapshots all = super.scrape();
        return shown.map(jobs -> new MetricSnapshots(all.stream()
                        .map(one -> ShownJobs.of(one, jobs))
                        .toArray(MetricSnapshot[]::new)))
                .orElse(all);
    }
}
