package io.foretide.scaler.control.replicas;

import io.foretide.scaler.control.ControlCause;
import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.Fence;
import io.foretide.scaler.control.Leadership;
import io.foretide.scaler.control.PlannerMemory;
import io.foretide.scaler.control.Replication;
import io.foretide.scaler.control.Standing;
import io.foretide.store.StoreException;
import io.foretide.telemetry.JobId;
import java.io.IOException;
import java.util.Optional;

/**
 * A job as long as it is this replica's: it acts while its lease is renewed, keeps former owners out by the job's epoch, and saves
 * nothing once there is another. Thread-safe.
 */
final class OwnedJob implements Leadership, PlannerMemory {
    private final JobId job;
    private final Replicas replicas;
    private final DecisionLog decisions;
    private final Fence fence;

    OwnedJob(JobId job, Replicas replicas, DecisionLog decisions, Fence fence) {
        this.job = job;
        this.replicas = replicas;
        this.decisions = decisions;
        this.fence = fence;
    }

    Replication replication() {
        return new Replication(this, Optional.of(this));
    }

    @Override
    public Standing claim() {
        Optional<Long> epoch = replicas.epoch(job);
        if (epoch.isEmpty()) {
            return new Standing.Follows(
                    new ControlCause.NotLeading(replicas.owner(job).filter(name -> !name.equals(replicas.name()))));
        }
        Optional<String> problem = replicas.problem();
        if (problem.isPresent()) {
            return new Standing.Follows(new ControlCause.CannotLead(problem.get()));
        }
        try {
            fence.raise(replicas.name() + "#" + epoch.get(), () -> prove(epoch.get()));
            return new Standing.Leads();
        } catch (IOException | StoreException e) {
            return new Standing.Follows(new ControlCause.CannotLead(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
        }
    }

    private void prove(long epoch) throws IOException {
        if (!replicas.owns(job, epoch)) {
            throw new IOException("job " + job + " is another replica's");
        }
    }

    @Override
    public Optional<Memory> load(JobId any) {
        return decisions.load(any);
    }

    @Override
    public Saving save(JobId any, Memory memory) {
        Optional<Long> epoch = replicas.epoch(any);
        return epoch.isPresent() && replicas.acts() && decisions.save(any, memory, epoch.get())
                ? new Saved()
                : new Overtaken(new ControlCause.MemoryOvertaken(decisions.name()));
    }
}
