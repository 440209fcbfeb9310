package io.foretide.planner.baselines.flinkoperator;

import io.foretide.planner.baselines.OperatorRequest;
import io.foretide.planner.baselines.OperatorRequest.Variant;
import io.foretide.planner.simulation.JobView;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.planner.simulation.SizingPolicy;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * The autoscaler of the Flink Kubernetes Operator itself (org.apache.flink:flink-autoscaler), asked once per reconciliation.
 * The parallelism it wants is rounded up to whole TaskManagers. From its decision until the new size processes the job is
 * not RUNNING for it, as in the operator's default upgrade; the simulated job nevertheless goes on processing while it waits
 * for TaskManagers, which favours the operator. Not thread-safe.
 */
public final class FlinkOperatorPolicy implements SizingPolicy {
    private final String name;
    private final SimulationSettings settings;
    private final Autoscaler autoscaler;
    private OptionalInt parallelism = OptionalInt.empty();
    private boolean upgrading;

    public FlinkOperatorPolicy(Variant variant, SimulationSettings settings) {
        this.name = variant.policyName();
        this.settings = settings;
        this.autoscaler = new Autoscaler(AutoscalerConfiguration.of(variant, settings), settings.slotsPerTaskManager());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration interval() {
        return OperatorRequest.INTERVAL;
    }

    @Override
    public int size(JobView job) {
        int requested = job.requestedTaskManagers();
        upgrading &= job.isRestarting() || job.runningTaskManagers() != requested;
        if (upgrading || job.isRestarting()) {
            parallelism = autoscaler.reconcileRestarting(job);
        } else if (job.hasMetrics()) {
            parallelism = autoscaler.reconcile(job);
        } // else its collector would not find the metrics and the operator would try again a minute later
        int wanted = parallelism.isPresent() ? wholeTaskManagers(parallelism.getAsInt()) : requested;
        upgrading |= wanted != requested;
        return wanted;
    }

    private int wholeTaskManagers(int slots) {
        int perTaskManager = settings.slotsPerTaskManager();
        return settings.bounded((slots + perTaskManager - 1) / perTaskManager);
    }
}
