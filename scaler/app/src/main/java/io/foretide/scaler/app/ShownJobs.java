package io.foretide.scaler.app;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Set;

/** A metric without the jobs that are not shown. Pure. */
final class ShownJobs {
    private static final String JOB = "job";

    private ShownJobs() {}

    /** What has no job as its first label stays. */
    static MetricSnapshot of(MetricSnapshot metric, Set<String> jobs) {
        if (metric instanceof GaugeSnapshot gauge) {
            return new GaugeSnapshot(gauge.getMetadata(), shown(gauge.getDataPoints(), jobs));
        }
        if (metric instanceof CounterSnapshot counter) {
            return new CounterSnapshot(counter.getMetadata(), shown(counter.getDataPoints(), jobs));
        }
        return metric instanceof HistogramSnapshot histogram
                ? new HistogramSnapshot(
                        histogram.isGaugeHistogram(),
                        histogram.getMetadata(),
                        shown(histogram.getDataPoints(), jobs))
                : metric;
    }

    private static <T extends DataPointSnapshot> List<T> shown(List<T> points, Set<String> jobs) {
        return points.stream().filter(point -> isShown(point.getLabels(), jobs)).toList();
    }

    private static boolean isShown(Labels labels, Set<String> jobs) {
        return !labels.contains(JOB) || jobs.contains(labels.get(JOB));
    }
}
