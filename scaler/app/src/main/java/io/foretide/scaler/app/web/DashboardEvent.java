package io.foretide.scaler.app.web;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.foretide.forecast.Forecast;
import io.foretide.planner.decision.BudgetUse;
import io.foretide.planner.decision.Direction;
import io.foretide.planner.settings.TuningMode;
import io.foretide.retraining.tuning.Proposal;
import io.foretide.retraining.tuning.TuningState.Night;
import io.foretide.scaler.control.Condition;
import io.foretide.telemetry.signal.SignalState;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Event that the dashboard is told about one job. Immutable; times are those of the job (a replayed trace has its own clock), in UTC.
 * As JSON every event names its kind in {@code event}; an empty value is {@code null}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DashboardEvent.Job.class, name = "job"),
    @JsonSubTypes.Type(value = DashboardEvent.Minute.class, name = "minute"),
    @JsonSubTypes.Type(value = DashboardEvent.Signals.class, name = "signals"),
    @JsonSubTypes.Type(value = DashboardEvent.Conditions.class, name = "conditions"),
    @JsonSubTypes.Type(value = DashboardEvent.Budget.class, name = "budget"),
    @JsonSubTypes.Type(value = DashboardEvent.Tuning.class, name = "tuning"),
    @JsonSubTypes.Type(value = DashboardEvent.Champion.class, name = "champion"),
    @JsonSubTypes.Type(value = DashboardEvent.Prediction.class, name = "prediction"),
    @JsonSubTypes.Type(value = DashboardEvent.Decision.class, name = "decision"),
    @JsonSubTypes.Type(value = DashboardEvent.Outcome.class, name = "outcome")
})
public sealed interface DashboardEvent {

    /** The kind in lower case, also the name of the event in the stream. */
    default String event() {
        return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * The job and the frame it is shown in.
     *
     * @param job its name
     * @param title what a person calls this run
     * @param lagMeasure what lag is: {@code lag}, {@code event-time-lag} or {@code watermark-lag}
     * @param sloLagSeconds the objective: a minute with more lag than this is a violation
     * @param headroom the quantile planned for, 0-1
     * @param speed job time per wall-clock time, 1 for a live job
     * @param from where the shown time starts
     * @param to where a replay ends; empty for a live job
     */
    record Job(
            String job,
            String title,
            int slotsPerTaskManager,
            String lagMeasure,
            double sloLagSeconds,
            double headroom,
            double speed,
            Instant from,
            Optional<Instant> to)
            implements DashboardEvent {
        public Job {
            if (slotsPerTaskManager < 1) {
                throw new IllegalArgumentException(
                        "slots per TaskManager " + slotsPerTaskManager + ": must be at least 1");
            }
            if (!(speed > 0)) {
                throw new IllegalArgumentException("speed " + speed + ": must be more than 0");
            }
        }
    }

    /**
     * State seen and size ordered at one minute; a later event of the same time replaces it.
     *
     * @param time the tick, at the end of the minute
     * @param status running, restarting or stopped, in any case
     * @param demand what arrives, records/s; empty when it was not measured
     * @param lagSeconds lag as the objective counts it; empty when it was not measured
     * @param slotsPlanned slots ordered
     * @param slotsRunning slots offered by registered TaskManagers
     * @param parallelism of the running job; 0 while it does not run
     * @param ratePerSlot learned true processing rate of a slot, records/s
     * @param leadTimeSeconds learned time from a decision to new capacity
     * @param busyRatio 0-1
     */
    record Minute(
            Instant time,
            String status,
            OptionalDouble demand,
            OptionalDouble lagSeconds,
            int slotsPlanned,
            int slotsRunning,
            int parallelism,
            OptionalDouble ratePerSlot,
            double leadTimeSeconds,
            OptionalDouble busyRatio)
            implements DashboardEvent {}

    /**
     * The user's signals at one tick, where there are any; a later event replaces it.
     *
     * @param time the tick
     */
    record Signals(Instant time, List<SignalState> signals) implements DashboardEvent {
        public Signals {
            signals = List.copyOf(signals);
        }
    }

    /** What is wrong with the service now, all of it; a later event replaces it. */
    record Conditions(List<Condition> conditions) implements DashboardEvent {
        public Conditions {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * How much of the error budget is used at one tick, and how fast; a later event replaces it.
     *
     * @param time the tick
     */
    record Budget(Instant time, @JsonUnwrapped BudgetUse use) implements DashboardEvent {}

    /**
     * What came of tuning the planner's settings; a later event replaces it.
     *
     * @param mode auto or recommend
     * @param at when it was last done; empty before the first time
     * @param verdict what became of it, and why
     * @param keys what to copy into the configuration, where something is only recommended
     * @param servesSince when the settings were tuned that serve; empty: those of the configuration do
     */
    record Tuning(
            String mode, Optional<Instant> at, String verdict, Optional<String> keys, Optional<Instant> servesSince)
            implements DashboardEvent {
        /** What a night has left, and which proposal serves. */
        public static Tuning of(TuningMode mode, Optional<Night> night, Optional<Proposal> serving) {
            Optional<Proposal> found = night.flatMap(Night::proposal);
            return new Tuning(
                    mode.word(),
                    night.map(Night::at),
                    night.map(Night::verdict).orElse("nothing was tuned yet"),
                    found.filter(one -> serving.filter(one::equals).isEmpty()).map(Proposal::yaml),
                    serving.map(Proposal::at));
        }
    }

    /**
     * The trained model that serves; a later event replaces it.
     *
     * @param version empty: none does
     * @param trained when it was trained; empty in a replay, whose clock does not know
     */
    record Champion(Optional<String> version, Optional<Instant> trained) implements DashboardEvent {}

    /**
     * A forecast of the demand.
     *
     * @param origin the last minute it has seen
     * @param stepSeconds one step; the first value is at origin + 1 step
     * @param note why it is not the champion's, or empty
     * @param quantiles records/s by level, such as "0.95"; ascending
     */
    record Prediction(Instant origin, long stepSeconds, String model, String note, Map<String, List<Double>> quantiles)
            implements DashboardEvent {
        private static final MathContext SHOWN = new MathContext(6);

        public Prediction {
            if (stepSeconds < 1) {
                throw new IllegalArgumentException("step of " + stepSeconds + " s: must be at least 1 s");
            }
            Map<String, List<Double>> copy = new LinkedHashMap<>();
            quantiles.forEach((level, values) -> copy.put(level, List.copyOf(values)));
            quantiles = Collections.unmodifiableMap(copy);
        }

        /** A forecast as it is shown: every quantile it has, values to six digits. */
        public static Prediction of(Forecast forecast) {
            Map<String, List<Double>> quantiles = new LinkedHashMap<>();
            for (Forecast.Path path : forecast.paths()) {
                List<Double> values = new ArrayList<>();
                for (double value : path.values()) {
                    values.add(BigDecimal.valueOf(value).round(SHOWN).doubleValue());
                }
                quantiles.put(BigDecimal.valueOf(path.level()).toPlainString(), values);
            }
            return new Prediction(
                    forecast.origin(),
                    forecast.horizon().step().toSeconds(),
                    forecast.model(),
                    forecast.note(),
                    quantiles);
        }

        /** Part that the page still needs once a newer forecast is here: one quantile of the first steps. */
        Prediction trimmed(double level, long seconds) {
            Map<String, List<Double>> byLevel = new LinkedHashMap<>();
            String last = "";
            for (String key : quantiles.keySet()) {
                last = key;
                if (Double.parseDouble(key) >= level - 1e-9) {
                    break;
                }
            }
            if (!last.isEmpty()) {
                List<Double> values = quantiles.getOrDefault(last, List.of());
                byLevel.put(last, values.subList(0, (int) Math.min(values.size(), seconds / stepSeconds)));
            }
            return new Prediction(origin, stepSeconds, model, note, byLevel);
        }
    }

    /**
     * A decision of the planner.
     *
     * @param id unique; its outcome refers to it
     * @param from slots before
     * @param to slots ordered
     * @param reason one sentence
     * @param planned sizes of the next half hour, each until the next; empty where nothing is planned
     */
    record Decision(String id, Instant time, Direction kind, int from, int to, String reason, List<Planned> planned)
            implements DashboardEvent {
        public Decision {
            planned = List.copyOf(planned);
        }

        /** A decision after which nothing more is planned. */
        public Decision(String id, Instant time, Direction kind, int from, int to, String reason) {
            this(id, time, kind, from, to, reason, List.of());
        }

        /**
         * A size that is planned.
         *
         * @param time from when on
         * @param slots slots ordered then
         */
        record Planned(Instant time, int slots) {}

        /** Whether it changes nothing. */
        boolean holds() {
            return kind == Direction.HOLD;
        }
    }

    /**
     * Outcome of a decision, in job time; a later event of the same id replaces it.
     *
     * @param id of the decision
     * @param slotsReadySeconds from the decision until the ordered slots were there
     * @param runningSeconds from the decision until the job ran on them
     * @param beforeLoadSeconds how long that was before the load needed them; negative when it came first
     * @param worstLagSeconds largest lag since the decision
     * @param complete whether nothing more will be added
     */
    record Outcome(
            String id,
            OptionalDouble slotsReadySeconds,
            OptionalDouble runningSeconds,
            OptionalDouble beforeLoadSeconds,
            OptionalDouble worstLagSeconds,
            boolean complete)
            implements DashboardEvent {}
}
