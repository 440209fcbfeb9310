package io.foretide.scaler.app;

import io.foretide.inference.CalendarSchedule;
import io.foretide.inference.Schedule;
import io.foretide.scaler.app.web.Health;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.TickReport;
import io.foretide.telemetry.signal.SignalState;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;

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

    /** The last tick; empty before the first. */
    public Optional<TickReport> newest() {
        return line.latest().get();
    }

    /** What the user's signals tell now; empty where none is configured. */
    public List<SignalState> signals() {
        return line.signals();
    }

    /** Whether the job is decided on in time. */
    public Health health() {
        return line.health();
    }

    /** The HTTP interface and the page on one router. */
    public Router router(Vertx vertx) {
        return routes.router(vertx);
    }

    /**
     * Ticks and forecasts from now on; to be called once.
     *
     * @param phase share of a tick's period after which the first one comes
     */
    public void start(Schedule schedule, CalendarSchedule calendar, double phase) {
        times.duties().ifPresent(duties -> {
            duties.commands().forEach(opened::keep);
            opened.keep(duties.begin(calendar)); // ended first: a command that is ended then is still due
        });
        times.start(line, schedule, routes.shared().clock(), phase);
    }

    /** Ends a training or tuning, and closes what was opened for the job. Its schedule has to be closed before. */
    @Override
    public void close() {
        opened.close();
    }
}
