package io.foretide.scaler.app;

import io.foretide.inference.ServingModels;
import io.foretide.planner.decision.Allowance;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.control.DecisionOutcome;
import io.foretide.scaler.control.Replication;
import io.foretide.scaler.control.Reserve;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TickReport;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.SignalSource;
import io.foretide.telemetry.TelemetrySource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Parts that differ from one job to another.
 *
 * @param front what is shown of it
 * @param models who forecasts
 */
public record JobParts(
        Front front,
        Telemetry telemetry,
        Scaling scaling,
        PlannerSettings planner,
        ServingModels models,
        Listeners listeners) {
    /** Whose parts they are. */
    public JobId job() {
        return front.job();
    }

    /**
     * Sources of what is known of a job.
     *
     * @param metrics looked at once a tick
     * @param progress looked at every second while a rescale is under way
     * @param signals what accompanies the load
     */
    public record Telemetry(TelemetrySource metrics, TelemetrySource progress, List<SignalSource> signals) {
        public Telemetry {
            signals = List.copyOf(signals);
        }
    }

    /**
     * The target, and who scales it.
     *
     * @param replication how this replica agrees with others
     * @param placeholders for TaskManagers to come, where there are any
     */
    public record Scaling(
            ScalingTarget target,
            Replication replication,
            Optional<Reserve> placeholders,
            Supplier<Optional<Allowance>> allowance) {
        /** By this process alone, without placeholders. */
        public static Scaling of(ScalingTarget target) {
            return new Scaling(target, Replication.none(), Optional.empty(), Optional::empty);
        }
    }

    /**
     * Who is told, besides the page and the metrics.
     *
     * @param ticks told of every tick
     * @param outcomes told whenever more is known of a rescale
     */
    public record Listeners(List<Consumer<TickReport>> ticks, List<Consumer<DecisionOutcome>> outcomes) {
        /** Nobody. */
        public static final Listeners NONE = new Listeners(List.of(), List.of());

        public Listeners {
            ticks = List.copyOf(ticks);
            outcomes = List.copyOf(outcomes);
        }
    }
}
