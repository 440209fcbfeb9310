package io.foretide.scaler.app;

import io.foretide.inference.InferenceMetrics;
import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.ScaledClock;
import io.foretide.scaler.control.ScalingMetrics;
import io.foretide.scaler.control.TickTiming;
import io.foretide.store.DataFolder;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Parts that all jobs of a process share. Thread-safe.
 *
 * @param data where the store and the decision log are
 * @param clock the jobs' clock
 */
public record Shared(DataFolder data, FeatureStore store, DecisionLog decisions, Metrics metrics, ScaledClock clock) {
    /** A registry, and what is told to it. */
    public record Metrics(
            PrometheusRegistry registry, InferenceMetrics inference, ScalingMetrics scaling, TickTiming timing) {
        static Metrics create() {
            PrometheusRegistry registry = new PrometheusRegistry();
            return new Metrics(
                    registry, new InferenceMetrics(registry), new ScalingMetrics(registry), new TickTiming(registry));
        }
    }

    /** Opens store and decision log in {@code data}; {@code opened} owns them. */
    public static Shared open(DataFolder data, ScaledClock clock, Opened opened) throws IOException {
        Files.createDirectories(data.path());
        SqliteDatabase database = opened.keep(SqliteDatabase.open(data.features(), FeatureStore.MIGRATIONS));
        DecisionLog decisions = opened.keep(DecisionLog.open(data.decisions()));
        return new Shared(data, new FeatureStore(database), decisions, Metrics.create(), clock);
    }
}
