package io.foretide.scaler;

import io.foretide.forecast.Forecast;
import io.foretide.planner.CapacityPlanner;
import io.foretide.planner.PlannerSettings;
import io.foretide.planner.PlannerState;
import io.foretide.planner.ScalingDecision;
import io.foretide.planner.ScalingDecision.Rescale;
import io.foretide.series.FeatureRow;
import io.foretide.series.Minutes;
import io.foretide.store.FeatureStore;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.TelemetrySource;
import io.foretide.telemetry.signal.FeatureCollector;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Scales one job: collect, append, forecast, decide, apply, save, log, tell. Not thread-safe: one tick at a time.
 *
 * <p>The loop starts from the saved state, so that a restart forgets neither the cooldown nor what was learned.
 */
public final class ControlLoop {
    private static final Logger log = LoggerFactory.getLogger(ControlLoop.class);

    private final Parts parts;
    private final PlannerSettings settings;
    private final List<Consumer<TickReport>> listeners;
    private PlannerState state;
    private boolean reachable = true;

    /**
     * What a loop is made of.
     *
     * @param forecasts the newest forecast; called once a tick, must not compute
     */
    public record Parts(
            JobId job,
            TelemetrySource telemetry,
            FeatureCollector features,
            FeatureStore store,
            Supplier<Optional<Forecast>> forecasts,
            CapacityPlanner planner,
            ScalingTarget target,
            DecisionLog decisions) {}

    /** A loop that tells {@code listeners} of every tick, in order. */
    public ControlLoop(Parts parts, PlannerSettings settings, List<Consumer<TickReport>> listeners) {
        this.parts = parts;
        this.settings = settings;
        this.listeners = List.copyOf(listeners);
        this.state = parts.decisions()
                .loadState(parts.job())
                .orElseGet(() -> PlannerState.initial(parts.target().taskManagers(), settings));
    }

    /** One round at {@code time}, by the job's clock. */
    public TickReport tick(Instant time) {
        Instant now = time.truncatedTo(ChronoUnit.MILLIS);
        MDC.put("job", parts.job().value());
        try {
            JobSnapshot snapshot = collect(now);
            append(snapshot, now);
            Optional<Forecast> forecast = parts.forecasts().get();
            PlannerState known = state.withTaskManagers(parts.target().taskManagers());
            CapacityPlanner.Outcome outcome = parts.planner().decide(known, snapshot, forecast, settings, now);
            Optional<ScalingTarget.Answer> answer = apply(outcome, known);
            parts.decisions().saveState(parts.job(), state);
            TickReport report =
                    new TickReport(now.toString(), now, snapshot, forecast, outcome.decision(), state, answer);
            parts.decisions().append(parts.job(), report);
            listeners.forEach(listener -> listener.accept(report));
            return report;
        } finally {
            MDC.remove("job");
        }
    }

    private JobSnapshot collect(Instant now) {
        try {
            JobSnapshot snapshot = parts.telemetry().collect(now);
            if (!reachable) {
                log.info("Flink answers again");
            }
            reachable = true;
            return snapshot;
        } catch (IOException e) {
            if (reachable) {
                log.warn("no telemetry: {}", e.getMessage());
            }
            reachable = false;
            return new JobSnapshot(parts.job(), now, JobStatus.UNKNOWN, new Capacity(0, 0, 0), Optional.empty());
        }
    }

    private void append(JobSnapshot snapshot, Instant now) {
        FeatureRow row = parts.features().row(snapshot, Minutes.completedAt(now));
        parts.store().append(parts.job(), row, now);
    }

    /** Asks the target; a refusal leaves the planner as if the rescale had not been decided. */
    private Optional<ScalingTarget.Answer> apply(CapacityPlanner.Outcome outcome, PlannerState before) {
        ScalingDecision decision = outcome.decision();
        state = outcome.state();
        if (!(decision instanceof Rescale rescale)) {
            log.debug("{} {}", decision.at(), decision.reason());
            return Optional.empty();
        }
        log.info("{}", rescale.reason());
        ScalingTarget.Answer answer = ask(rescale);
        if (answer instanceof ScalingTarget.Refused refused) {
            log.warn("the target refused {} TaskManagers: {}", rescale.toTaskManagers(), refused.reason());
            state = state.refused(before);
        }
        return Optional.of(answer);
    }

    /** A target that fails has not taken the request. */
    private ScalingTarget.Answer ask(Rescale rescale) {
        try {
            return parts.target().scaleTo(rescale.toTaskManagers());
        } catch (RuntimeException e) {
            return new ScalingTarget.Refused("the target failed: " + e.getMessage());
        }
    }
}
