package io.foretide.scaler.cli;

import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.process.Installation;
import io.foretide.scaler.app.HttpServerRunner;
import io.foretide.scaler.app.web.DashboardEvent;
import io.foretide.scaler.app.web.DashboardFeed;
import io.foretide.scaler.app.web.DashboardRoutes;
import io.foretide.scaler.app.web.DecisionRoutes;
import io.foretide.scaler.app.web.JobPaths;
import io.foretide.scaler.app.web.JsonAnswer;
import io.foretide.scaler.app.web.PlanRoutes;
import io.foretide.scaler.app.web.SimulationRoutes;
import io.foretide.scaler.app.web.TargetRoutes;
import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.Standing;
import io.foretide.scaler.control.Stores;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.kubernetes.TargetStatus;
import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.store.DataFolder;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.signal.SignalState;
import io.foretide.whatif.StoredSimulation;
import io.foretide.whatif.policy.ComparedPolicies;
import io.foretide.whatif.policy.KnownJob;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** The stored history of a job called orders, ten days with one rescale, and the HTTP interface that a service of it has. */
final class ServedHistory implements AutoCloseable {
    static final JobId JOB = new JobId("orders");
    static final Instant BEGIN = Instant.parse("2026-09-24T00:00:00Z");
    static final Instant RESCALE = BEGIN.plus(Duration.ofDays(9));

    /** What the service has decided last. */
    static final Hold HOLD = new Hold(
            RESCALE,
            3,
            new Cause.Recorded("sized", "Hold 3 TaskManagers."),
            Optional.empty(),
            List.of(new Adjustment(
                    "cooldown", 4, 3, new Cause.Recorded("cooldown", "the last rescale was 2 min ago"))));

    static final List<SignalState> SIGNALS = List.of(
            new SignalState("rain", OptionalDouble.of(0.25), Optional.empty(), OptionalLong.empty(), Optional.empty()));

    /** How its target is. */
    static final TargetStatus STATUS = new TargetStatus(
            "Deployment flink/taskmanager",
            "auto",
            true,
            Optional.empty(),
            Optional.empty(),
            Overrides.NONE,
            Map.of("foretide.io/pause-in", "true"),
            3,
            Optional.empty(),
            Optional.empty(),
            Optional.of("4"),
            Optional.empty(),
            Optional.of("foretide-0"));

    private final Stores stores;
    private final HttpServerRunner server;

    private ServedHistory(Stores stores, HttpServerRunner server) {
        this.stores = stores;
        this.server = server;
    }

    /** Writes the files into a folder of data. */
    static void write(Path folder) throws IOException {
        DataFolder data = new DataFolder(Files.createDirectories(folder));
        try (SqliteDatabase database = SqliteDatabase.open(data.features(), FeatureStore.MIGRATIONS)) {
            new FeatureStore(database)
                    .appendAll(
                            JOB,
                            IntStream.range(0, 10 * 1440)
                                    .mapToObj(i -> new FeatureRow(
                                            BEGIN.plus(Duration.ofMinutes(i)),
                                            Map.of(Features.DEMAND, 300 - 250 * Math.cos(2 * Math.PI * i / 1440))))
                                    .toList());
        }
        try (DecisionLog log = DecisionLog.open(data.decisions())) {
            log.append(JOB, rescale());
        }
    }

    private static TickReport rescale() {
        return new TickReport(
                RESCALE.toString(),
                RESCALE,
                new JobSnapshot(JOB, RESCALE, JobStatus.RUNNING, new Capacity(1, 2, 2), Optional.empty()),
                Optional.empty(),
                new Rescale(
                        RESCALE,
                        1,
                        3,
                        new Cause.Recorded("forecast-peak", "The load rises."),
                        Optional.empty(),
                        List.of()),
                PlannerState.initial(3, PlannerSettings.defaults(2, 1, 8)),
                Optional.of(new ScalingTarget.Applied()),
                new Standing.Leads());
    }

    /** Serves what {@link #write} has written, of a job that is configured with four slots a TaskManager and nothing else. */
    static ServedHistory serve(Path folder) throws IOException, InterruptedException {
        DataFolder data = new DataFolder(folder);
        Stores stores = Stores.open(new StoreAddress.Sqlite(data.features()));
        DashboardFeed feed = new DashboardFeed();
        feed.publish(new DashboardEvent.Job(JOB.value(), "a test", 2, "lag", 60, 0.9, 1, BEGIN, Optional.empty()));
        return new ServedHistory(
                stores, HttpServerRunner.listen("127.0.0.1", 0, 1, vertx -> router(vertx, data, stores, feed)));
    }

    private static Router router(Vertx vertx, DataFolder data, Stores stores, DashboardFeed feed) {
        DecisionLog decisions = stores.decisionLog();
        Router router = Router.router(vertx);
        router.get("/v1/jobs")
                .handler(context -> JsonAnswer.send(
                        context, 200, Map.of("jobs", List.of(Map.of("name", JOB.value())), "total", 1)));
        new DecisionRoutes(JOB, decisions).mount(router);
        new PlanRoutes(JOB, () -> Optional.of(HOLD), () -> Optional.of("the mode is off"), () -> SIGNALS).mount(router);
        new TargetRoutes(JOB, Optional.of(() -> STATUS)).mount(router);
        new SimulationRoutes(
                        vertx,
                        new StoredSimulation(
                                new Installation(data.path()),
                                stores.featureStore(),
                                () -> decisions.sizes(JOB),
                                JOB,
                                ZoneOffset.UTC,
                                () -> KnownJob.of(PlannerSettings.defaults(4, 1, 10), Optional.empty()),
                                ComparedPolicies.builtIn()),
                        new JobPaths(JOB, true).bases())
                .mount(router);
        DashboardRoutes.ofJob(vertx, new JobPaths(JOB, true), feed).mount(router);
        return router;
    }

    /** Its address. */
    String address() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public void close() {
        server.close();
        stores.close();
    }
}
