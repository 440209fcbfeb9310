package io.foretide.planner.baselines.flinkoperator;

import io.foretide.planner.baselines.OperatorRequest.Variant;
import io.foretide.planner.simulation.SimulationSettings;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/**
 * Settings that a user of the operator would write into {@code flinkConfiguration}. The fast variant is the example of the operator's
 * documentation (docs/content/docs/custom-resource/autoscaler.md, "Basic configuration example", release 1.10) without its
 * {@code pipeline.max-parallelism}, see {@link SimulatedJobMetrics}. Both leave {@code scale-down.interval} at one hour.
 * Either way the autoscaler is told the bounds of the cluster.
 */
final class AutoscalerConfiguration {
    private static final Map<String, String> FAST = Map.of(
            "job.autoscaler.stabilization.interval", "1m",
            "job.autoscaler.metrics.window", "5m",
            "job.autoscaler.target.utilization", "0.6",
            "job.autoscaler.target.utilization.boundary", "0.2",
            "job.autoscaler.restart.time", "2m",
            "job.autoscaler.catch-up.duration", "5m");

    private AutoscalerConfiguration() {}

    static Configuration of(Variant variant, SimulationSettings settings) {
        Configuration configuration = new Configuration();
        configuration.setString("job.autoscaler.enabled", "true");
        configuration.setString(
                "job.autoscaler.vertex.min-parallelism",
                Integer.toString(settings.minTaskManagers() * settings.slotsPerTaskManager()));
        configuration.setString(
                "job.autoscaler.vertex.max-parallelism",
                Integer.toString(settings.maxTaskManagers() * settings.slotsPerTaskManager()));
        if (variant == Variant.FAST) {
            FAST.forEach(configuration::setString);
        }
        return configuration;
    }
}
