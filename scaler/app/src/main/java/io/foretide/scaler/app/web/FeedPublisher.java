package io.foretide.scaler.app.web;

import io.foretide.forecast.Forecast;
import io.foretide.inference.ServedModel;
import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.Direction;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.UnknownAge;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.control.DecisionOutcome;
import io.foretide.scaler.control.RescaleStage;
import io.foretide.scaler.control.TickReport;
import io.foretide.series.Minutes;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.signal.SignalState;
import io.foretide.telemetry.signal.SignalWatch;
import io.foretide.text.Durations;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Turns what the loop does into what the page shows. Thread-safe. */
public final class FeedPublisher {
    private final DashboardFeed feed;
    private final PlannerSettings settings;
    private final SignalWatch signals;
    private final int slotsPerTaskManager;

    public FeedPublisher(DashboardFeed feed, PlannerSettings settings, SignalWatch signals) {
        this.feed = feed;
        this.settings = settings;
        this.signals = signals;
        this.slotsPerTaskManager = settings.slotsPerTaskManager();
    }

    /** A forecast was made while a champion served, or none. */
    public void forecast(Forecast forecast, Optional<ServedModel> champion) {
        feed.publish(new DashboardEvent.Champion(
                champion.map(ServedModel::version), champion.flatMap(ServedModel::trained)));
        feed.publish(DashboardEvent.Prediction.of(forecast));
    }

    /** The loop has ticked. */
    public void tick(TickReport report) {
        JobSnapshot snapshot = report.snapshot();
        Optional<JobMetrics> metrics = snapshot.metrics();
        feed.publish(new DashboardEvent.Minute(
                Minutes.completedAt(report.now()).plus(Minutes.STEP),
                snapshot.status().name().toLowerCase(Locale.ROOT),
                figure(metrics, JobMetrics::demandRecordsPerSecond),
                figure(UnknownAge.removed(snapshot, settings).metrics(), settings::lagSeconds),
                report.state().taskManagers() * slotsPerTaskManager,
                snapshot.capacity().slots(),
                snapshot.capacity().parallelism(),
                report.state().learned().rate().recordsPerSecondPerSlot(),
                Durations.seconds(report.state().learned().leadTime().estimate()),
                figure(metrics, JobMetrics::busyRatio)));
        List<SignalState> states = signals.at(report.now());
        if (!states.isEmpty()) {
            feed.publish(new DashboardEvent.Signals(report.now(), states));
        }
        report.decision()
                .basis()
                .flatMap(Basis::budget)
                .ifPresent(use -> feed.publish(new DashboardEvent.Budget(report.now(), use)));
        feed.publish(decision(report));
    }

    /** More is known of a rescale. */
    public void outcome(DecisionOutcome outcome) {
        feed.publish(new DashboardEvent.Outcome(
                outcome.decisionId(),
                figure(outcome.until(RescaleStage.SLOTS), Durations::seconds),
                figure(outcome.until(RescaleStage.RUNNING), Durations::seconds),
                figure(outcome.beforeLoad(), Durations::seconds),
                figure(outcome.worstLagSeconds(), Double::doubleValue),
                outcome.complete()));
    }

    private DashboardEvent.Decision decision(TickReport report) {
        ScalingDecision decision = report.decision();
        if (decision instanceof Rescale rescale && !report.isApplied()) {
            int stays = rescale.fromTaskManagers() * slotsPerTaskManager;
            return new DashboardEvent.Decision(
                    report.id(), report.now(), Direction.HOLD, stays, stays, report.sentence(), planned(report));
        }
        if (decision instanceof Rescale rescale) {
            return new DashboardEvent.Decision(
                    report.id(),
                    report.now(),
                    rescale.direction(),
                    rescale.fromTaskManagers() * slotsPerTaskManager,
                    rescale.toTaskManagers() * slotsPerTaskManager,
                    rescale.reason(),
                    planned(report));
        }
        int size = ((Hold) decision).taskManagers() * slotsPerTaskManager;
        return new DashboardEvent.Decision(
                report.id(), report.now(), decision.direction(), size, size, decision.reason(), planned(report));
    }

    private List<DashboardEvent.Decision.Planned> planned(TickReport report) {
        return report.decision().planned().sizes().stream()
                .map(size -> new DashboardEvent.Decision.Planned(size.at(), size.taskManagers() * slotsPerTaskManager))
                .toList();
    }

    private static <T> OptionalDouble figure(Optional<T> whole, ToDoubleFunction<T> part) {
        return whole.map(value -> OptionalDouble.of(part.applyAsDouble(value))).orElseGet(OptionalDouble::empty);
    }
}
