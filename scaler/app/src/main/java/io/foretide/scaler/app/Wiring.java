package io.foretide.scaler.app;

import io.foretide.inference.ForecastService;
import io.foretide.planner.CapacityPlanner;
import io.foretide.planner.Rules;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.app.web.FeedPublisher;
import io.foretide.scaler.control.ControlLoop;
import io.foretide.scaler.control.LatestRecommendation;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.RescaleTracker;
import io.foretide.scaler.control.TickReport;
import io.foretide.store.RollingWindow;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.signal.FeatureCollector;
import io.foretide.telemetry.signal.SignalWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Wires one job's line by hand, from top to bottom. The service, the demo and the tests differ only in what they plug in. */
public final class Wiring {
    /** The longest that a model looks back, and some days of forecasts for its intervals. */
    public static final Duration HISTORY = Duration.ofDays(43);

    private Wiring() {}

    /**
     * The line of a job.
     *
     * @param opened when closed, what is known of the rescales still followed is told
     */
    public static JobLine line(JobParts parts, Shared shared, Opened opened) {
        return line(parts, parts::planner, shared, opened);
    }

    /** The same, planned with {@code settings} as they are at every tick. */
    static JobLine line(JobParts parts, Supplier<PlannerSettings> settings, Shared shared, Opened opened) {
        JobId job = parts.job();
        SignalWatch signals = new SignalWatch(parts.telemetry().signals());
        FeedPublisher publisher = new FeedPublisher(parts.front().feed(), parts.planner(), signals);
        ForecastService forecasts = new ForecastService(
                job,
                new RollingWindow(shared.store(), job, HISTORY),
                parts.models(),
                parts.front().metrics().inference(),
                forecast -> publisher.forecast(forecast, parts.models().champion()));
        LatestRecommendation recommendation = new LatestRecommendation();
        LatestTick latest = new LatestTick();
        RescaleTracker tracker = new RescaleTracker(parts.planner(), outcome -> {
            shared.decisions().append(job, outcome);
            parts.front().metrics().scaling().outcome(job, outcome);
            publisher.outcome(outcome);
            parts.listeners().outcomes().forEach(listener -> listener.accept(outcome));
        });
        LineWatch watch = new LineWatch(parts, shared);
        ControlLoop loop = new ControlLoop(
                new ControlLoop.Parts(
                        job,
                        new ControlLoop.Sources(
                                parts.telemetry().metrics(),
                                new FeatureCollector(parts.telemetry().signals()),
                                shared.store(),
                                forecasts::latest),
                        new CapacityPlanner(Rules.installed()),
                        new ControlLoop.Scaling(
                                parts.scaling().target(),
                                tracker,
                                parts.scaling().replication().leadership(),
                                parts.scaling().placeholders(),
                                parts.scaling().allowance()),
                        new ControlLoop.Records(
                                parts.scaling().replication().memory().orElse(shared.decisions()),
                                shared.decisions(),
                                parts.front().metrics().timing())),
                settings,
                listeners(parts, publisher, tracker, List.of(recommendation, latest, watch)));
        opened.keep(tracker::finish);
        return new JobLine(parts, signals, forecasts, loop, tracker, recommendation, latest, watch, shared.clock());
    }

    /** Who is told of a tick, in order. */
    private static List<Consumer<TickReport>> listeners(
            JobParts parts, FeedPublisher publisher, RescaleTracker tracker, List<Consumer<TickReport>> own) {
        List<Consumer<TickReport>> listeners =
                new ArrayList<>(List.of(publisher::tick, parts.front().metrics().scaling()::tick));
        listeners.addAll(own);
        listeners.addAll(parts.listeners().ticks());
        listeners.add(tracker);
        parts.scaling()
                .placeholders()
                .ifPresent(kept -> listeners.add(kept.andThen(
                        report -> parts.front().metrics().scaling().placeholders(parts.job(), kept.pods()))));
        return listeners;
    }
}
