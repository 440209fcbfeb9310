package io.foretide.planner.baselines.flinkoperator;

import io.foretide.planner.baselines.OperatorRequest.Change;
import io.foretide.planner.simulation.JobView;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.planner.simulation.SizingPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A policy whose changes of size are written down. Not thread-safe. */
final class RecordedChanges implements SizingPolicy {
    private final SizingPolicy policy;
    private final SimulationSettings settings;
    private final List<Change> changes = new ArrayList<>();

    RecordedChanges(SizingPolicy policy, SimulationSettings settings) {
        this.policy = policy;
        this.settings = settings;
    }

    @Override
    public String name() {
        return policy.name();
    }

    @Override
    public Duration interval() {
        return policy.interval();
    }

    @Override
    public int size(JobView job) {
        int wanted = settings.bounded(policy.size(job));
        if (wanted != job.requestedTaskManagers()) {
            changes.add(new Change(job.now(), wanted));
        }
        return wanted;
    }

    List<Change> changes() {
        return changes;
    }
}
