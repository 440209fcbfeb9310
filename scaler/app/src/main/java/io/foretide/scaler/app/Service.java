package io.foretide.scaler.app;

import io.foretide.inference.CalendarSchedule;
import io.foretide.inference.Schedule;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.TickReport;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.signal.SignalState;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.List;

/** One job, wired as its configuration says; {@link ServiceWiring} makes it. Thread-safe. */
public final class Service implements AutoCloseable {
    private final JobLine line;
    private final JobSchedule times;
    private final JobRoutes routes;
    private final Opened opened;

    Service(JobLine line, JobSchedule times, JobRoutes routes, Opened opened) {
        this.line = line;
        this.times = times;
        this.routes = routes;
        this.opened = opened;
    }

    /** One tick now: a forecast, then a decision. */
    public TickReport tickOnce() {
        return line.tickOnce();
    }

    /** What the user's signals tell now; empty where none is configured. */
    public List<SignalState> signals() {
        return line.signals();
    }

    /** The HTTP interface and the page on one router. */
    public Router router(Vertx vertx) {
        return routes.router(vertx);
    }

    /** Ticks and forecasts from now on; to be called once. */
    public void start() {
        Schedule schedule = opened.keep(new Schedule(JobSchedule.THREADS));
        SqliteDatabase kept =
                opened.keep(SqliteDatabase.open(routes.shared().data().schedule(), CalendarSchedule.MIGRATIONS));
        CalendarSchedule calendar = opened.keep(new CalendarSchedule(kept));
        times.commands().forEach(opened::keep);
        times.start(calendar);
        times.start(line, schedule, routes.shared().clock());
    }

    /** Ends a training or tuning, waits for the work under way, and closes what was opened for the job. */
    @Override
    public void close() {
        opened.close();
    }
}
