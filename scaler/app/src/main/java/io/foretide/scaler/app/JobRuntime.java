package io.foretide.scaler.app;

import io.foretide.inference.ForecastService;
import io.foretide.inference.InferenceMetrics;
import io.foretide.inference.InferenceRoutes;
import io.foretide.inference.Schedule;
import io.foretide.inference.ServingModels;
import io.foretide.planner.CapacityPlanner;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.retraining.WeeklyTraining;
import io.foretide.scaler.app.web.DashboardFeed;
import io.foretide.scaler.app.web.DashboardRoutes;
import io.foretide.scaler.app.web.SimulationRoutes;
import io.foretide.scaler.control.ControlLoop;
import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.DecisionOutcome;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.OutcomeTracker;
import io.foretide.scaler.control.PodCount;
import io.foretide.scaler.control.Replication;
import io.foretide.scaler.control.RescaleFollower;
import io.foretide.scaler.control.ScaledClock;
import io.foretide.scaler.control.ScalingMetrics;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.kubernetes.Placeholders;
import io.foretide.series.Minutes;
import io.foretide.store.FeatureStore;
import io.foretide.store.RollingWindow;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.SignalSource;
import io.foretide.telemetry.TelemetrySource;
import io.foretide.telemetry.signal.FeatureCollector;
import io.foretide.whatif.StoredSimulation;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job's whole line, wired by hand: telemetry to store to forecast to decision to target, on a schedule and shown on
 * the page. The service and the demo differ only in what they plug in. Thread-safe.
 */
public final class JobRuntime implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JobRuntime.class);
    /** The longest that a model looks back, and some days of forecasts for its intervals. */
    private static final Duration HISTORY = Duration.ofDays(43);

    private static final Duration FOLLOW_EVERY = Duration.ofSeconds(1);

    private final Parts parts;
    private final Opened opened;
    private final FeatureStore store;
    private final DecisionLog decisions;
    private final ForecastService forecasts;
    private final ControlLoop loop;
    private final OutcomeTracker outcomes;
    private final RescaleFollower follower;
    private final DashboardFeed feed = new DashboardFeed();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private Optional<Schedule> schedule = Optional.empty();

    /**
     * What differs from one use to another.
     *
     * @param progress looks at the job every second while a rescale is under way
     * @param replication how this replica agrees with others
     * @param placeholders for TaskManagers to come, where there are any
     * @param data folder of the store and the decision log
     * @param zone whose weekdays the load follows
     * @param clock the job's clock
     * @param models who forecasts
     * @param tickListeners told of every tick, besides the page
     * @param outcomeListeners told whenever more is known of a rescale
     * @param training when models are retrained
     */
    public record Parts(
            JobId job,
            TelemetrySource telemetry,
            List<SignalSource> signals,
            TelemetrySource progress,
            ScalingTarget target,
            Replication replication,
            Optional<Placeholders> placeholders,
            PlannerSettings planner,
            Path data,
            ZoneId zone,
            ScaledClock clock,
            ServingModels models,
            List<Consumer<TickReport>> tickListeners,
            List<Consumer<DecisionOutcome>> outcomeListeners,
            Optional<WeeklyTraining> training) {}

    /**
     * Opens the store and the decision log.
     *
     * @param opened owns them and the parts; closed together with the runtime
     */
    public JobRuntime(Parts parts, Opened opened) throws IOException {
        this.parts = parts;
        this.opened = opened;
        Files.createDirectories(parts.data());
        store = new FeatureStore(
                opened.keep(SqliteDatabase.open(parts.data().resolve("features.db"), FeatureStore.MIGRATIONS)));
        decisions = opened.keep(DecisionLog.open(parts.data().resolve("decisions.db")));
        ScalingMetrics metrics = new ScalingMetrics(registry);
        FeedPublisher publisher = new FeedPublisher(feed, parts.planner().slotsPerTaskManager());
        forecasts = new ForecastService(
                parts.job(),
                new RollingWindow(store, parts.job(), HISTORY),
                parts.models(),
                new InferenceMetrics(registry),
                publisher::forecast);
        follower = new RescaleFollower(parts.planner().slotsPerTaskManager());
        outcomes = new OutcomeTracker(parts.planner().slotsPerTaskManager(), follower, outcome -> {
            decisions.append(parts.job(), outcome);
            metrics.outcome(parts.job(), outcome);
            publisher.outcome(outcome);
            parts.outcomeListeners().forEach(listener -> listener.accept(outcome));
        });
        List<Consumer<TickReport>> listeners = new ArrayList<>(List.of(publisher::tick, metrics::tick));
        listeners.addAll(parts.tickListeners());
        listeners.add(outcomes);
        parts.placeholders()
                .ifPresent(
                        kept -> listeners.add(kept.andThen(report -> metrics.placeholders(parts.job(), kept.pods()))));
        loop = new ControlLoop(
                new ControlLoop.Parts(
                        parts.job(),
                        parts.telemetry(),
                        new FeatureCollector(parts.signals()),
                        store,
                        forecasts::latest,
                        new CapacityPlanner(),
                        parts.target(),
                        follower,
                        parts.replication().leadership(),
                        parts.replication().memory().orElse(decisions),
                        decisions),
                parts.planner(),
                listeners);
    }

    public FeatureStore store() {
        return store;
    }

    public DecisionLog decisions() {
        return decisions;
    }

    public DashboardFeed feed() {
        return feed;
    }

    /** One tick now: a forecast, then a decision. */
    public TickReport tickOnce() {
        forecast();
        return loop.tick(parts.clock().instant());
    }

    /** Ticks and forecasts from now on, each in its own period of the job's time. */
    public synchronized void start(Duration tick, Duration inference) {
        Schedule started = new Schedule(4);
        schedule = Optional.of(started);
        started.every(parts.clock().real(inference), "inference of " + parts.job(), this::forecast);
        parts.training().ifPresent(training -> {
            started.weekly(training.day(), training.time(), training.zone(), "training", training);
            log.info("retrains every {} at {} {}", training.day(), training.time(), training.zone());
        });
        started.every(parts.clock().real(tick), "tick of " + parts.job(), this::tick);
        Duration quarter = parts.clock().real(tick).dividedBy(4);
        started.every(
                quarter.compareTo(FOLLOW_EVERY) < 0 ? quarter : FOLLOW_EVERY,
                "rescale of " + parts.job(),
                this::follow);
    }

    /** A rescale passes its stages faster than the loop ticks. */
    private void follow() {
        if (!follower.isUnderWay()) {
            return;
        }
        try {
            Optional<PodCount> pods = parts.target().look().pods();
            follower.see(parts.progress().collect(parts.clock().instant()), pods);
        } catch (IOException | RuntimeException e) {
            log.debug("a look at the rescale of job {} failed: {}", parts.job(), e.getMessage());
        }
    }

    /** A tick that fails is said, and the next one is tried. */
    private void tick() {
        try {
            loop.tick(parts.clock().instant());
        } catch (RuntimeException e) {
            log.warn("tick of job {} failed: {}", parts.job(), e.getMessage(), log.isDebugEnabled() ? e : null);
        }
    }

    /** Makes a forecast that has seen nothing after {@code minute}. */
    public void forecastAsOf(Instant minute) {
        forecasts.refresh(minute);
    }

    private void forecast() {
        forecastAsOf(Minutes.completedAt(parts.clock().instant()));
    }

    /** The HTTP interface and the page on one router. */
    public Router router(Vertx vertx, Duration maxForecastAge) {
        Router router = Router.router(vertx);
        new InferenceRoutes(List.of(forecasts), registry, parts.clock(), maxForecastAge).mount(router);
        new SimulationRoutes(vertx, simulation()).mount(router);
        new DashboardRoutes(vertx, feed).mount(router);
        return router;
    }

    private StoredSimulation simulation() {
        return StoredSimulation.of(
                Path.of(System.getProperty("foretide.home", ".")),
                parts.data().resolve("features.db"),
                () -> decisions.sizes(parts.job()),
                parts.job(),
                parts.zone(),
                parts.planner());
    }

    /** Ends the schedule after the work under way, and tells what is known of the rescales that are still followed. */
    public synchronized void stop() {
        parts.training().ifPresent(WeeklyTraining::close);
        schedule.ifPresent(Schedule::close);
        schedule = Optional.empty();
        outcomes.finish();
    }

    /** Stops, and closes what was opened for it. */
    @Override
    public void close() {
        try {
            stop();
        } finally {
            opened.close();
        }
    }
}
