package io.foretide.scaler.app;

import io.foretide.process.Installation;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.Replication;
import io.foretide.scaler.control.Reserve;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetContext;
import io.foretide.scaler.control.replicas.Replicas;
import io.foretide.scaler.kubernetes.KubernetesWiring;
import io.foretide.telemetry.flink.FlinkRest;
import java.io.IOException;
import java.util.Optional;

/** Wires what a configuration scales, and how the replicas of the service agree about it. */
public final class TargetWiring {
    private final ForetideConfig config;
    private final TargetContext context;

    TargetWiring(ForetideConfig config, FlinkRest flink, Opened opened) {
        this.config = config;
        this.context = context(config, flink, opened);
    }

    /** What a configuration's target may use of the rest of it. */
    public static TargetContext context(ForetideConfig config, FlinkRest flink, Opened opened) {
        return new TargetContext(
                new TargetContext.Flink(flink, config.flink().job()),
                config.planner().slotsPerTaskManager(),
                config.planner().maxTaskManagers(),
                config.object(),
                Installation::here,
                opened);
    }

    ScalingTarget target() throws IOException {
        ScalingTarget target = config.target().open(context);
        return config.object()
                .map(object -> KubernetesWiring.of(context.opened()).asked(target, object))
                .orElse(target);
    }

    Optional<Reserve> placeholders() {
        return config.target().reserve(context);
    }

    /**
     * How replicas agree.
     *
     * @param replicas that share the jobs, if any do; a job with a leader of its own is not theirs
     */
    Replication replication(ScalingTarget target, Optional<Replicas> replicas, DecisionLog decisions) {
        return config.leader()
                .map(leader -> KubernetesWiring.of(context.opened()).replication(leader, target))
                .or(() -> replicas.map(all -> all.replication(config.job(), decisions, KubernetesWiring.fence(target))))
                .orElseGet(Replication::none);
    }
}
