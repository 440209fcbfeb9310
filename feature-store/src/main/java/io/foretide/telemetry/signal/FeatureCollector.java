package io.foretide.telemetry.signal;

import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.SignalSource;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes one row of features from a look at a job and from the signals that accompany it. Thread-safe. */
public final class FeatureCollector {
    private final List<SignalSource> signals;

    /** @throws IllegalArgumentException if two sources give the same feature */
    public FeatureCollector(List<SignalSource> signals) {
        this.signals = List.copyOf(signals);
        Set<String> features = new HashSet<>();
        for (SignalSource signal : this.signals) {
            for (String feature : signal.features()) {
                if (!features.add(feature)) {
                    throw new IllegalArgumentException(
                            "feature " + feature + " is given by two signal sources: one is allowed");
                }
            }
        }
    }

    /**
     * The features of one minute; what the job did is absent while the snapshot has no metrics.
     *
     * @param minute the minute whose load the snapshot measured, see {@link io.foretide.series.Minutes}
     */
    public FeatureRow row(JobSnapshot snapshot, Instant minute) {
        Map<String, Double> values = new LinkedHashMap<>();
        snapshot.metrics().ifPresent(metrics -> {
            values.put(Features.DEMAND, metrics.demandRecordsPerSecond());
            values.put(Features.RECORDS_IN, metrics.recordsInPerSecond());
            values.put(Features.RECORDS_OUT, metrics.recordsOutPerSecond());
            values.put(Features.BUSY, metrics.busyRatio());
            values.put(Features.BACKPRESSURED, metrics.backpressuredRatio());
            values.put(Features.LAG, metrics.lagRecords());
        });
        snapshot.taskManagers().cpuRatio().ifPresent(ratio -> values.put(Features.CPU, ratio));
        snapshot.taskManagers().gcRatio().ifPresent(ratio -> values.put(Features.GC, ratio));
        values.putAll(signals(minute).values());
        return new FeatureRow(minute, values);
    }

    /** Features that the signals have of one minute, without the job. */
    public FeatureRow signals(Instant minute) {
        Map<String, Double> values = new LinkedHashMap<>();
        signals.forEach(signal -> values.putAll(signal.valuesAt(minute)));
        return new FeatureRow(minute, values);
    }
}
