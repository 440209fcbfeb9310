package io.foretide.scaler.app.fleet;

import io.foretide.inference.Rhythm;
import io.foretide.inference.Schedule;
import io.foretide.scaler.app.Front;
import io.foretide.scaler.app.Membership;
import io.foretide.scaler.app.Registries;
import io.foretide.scaler.app.Service;
import io.foretide.scaler.app.ServiceHost;
import io.foretide.scaler.app.ServiceWiring;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.app.web.JobPaths;
import io.foretide.scaler.app.webhook.Webhook;
import io.foretide.scaler.app.webhook.WebhookPost;
import io.foretide.scaler.control.Condition;
import io.foretide.scaler.control.LogOnChange;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.TickReport;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * One job of a service: waits until what it names is there, and is ticked from then on. What is not as it must be is said and
 * tried again; others do not notice. Thread-safe.
 */
public final class ServedJob implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ServedJob.class);

    /** Whoever is not seen by then is not waited for. */
    private static final Duration NEW = Duration.ofMinutes(5);

    private final ForetideConfig config;
    private final Around around;
    private final ServiceHost host;
    private final Front front;
    private final ServiceWiring wiring;
    private final JobCourse course;
    private final JobNews news;
    private final Optional<Webhook> webhook;
    private final Membership membership;
    private final Schedule schedule;
    private final Opened opened = new Opened();
    private final Object opening = new Object();
    private final Instant begun = Instant.now();
    private final LogOnChange waiting;
    private volatile boolean seen;
    private volatile Optional<Service> service = Optional.empty();
    private @Nullable Router router;

    private record Around(ServiceHost host, FleetPlanner planner, PrintStream messages) {}

    /**
     * Opens nothing yet.
     *
     * @param planner of the fleet
     * @param messages for people
     */
    ServedJob(ForetideConfig config, ServiceHost host, FleetPlanner planner, PrintStream messages) {
        this(
                config,
                new Around(host, planner, messages),
                Front.of(new JobPaths(config.job(), config.origin().job().isEmpty()), host.metrics()),
                new JobCourse(config.planner()));
    }

    private ServedJob(ForetideConfig config, Around around, Front front, JobCourse course) {
        this.config = config;
        this.around = around;
        this.host = around.host;
        this.front = front;
        this.course = course;
        this.news = new JobNews(
                () -> Registries.open(config.registry(), host.shared().stores(), opened));
        this.webhook = webhook(config, host);
        this.webhook.ifPresent(owner -> front.conditions().listen(owner::conditions));
        this.membership = new Membership(
                tick -> {
                    course.accept(tick);
                    news.accept(tick);
                    webhook.ifPresent(owner -> owner.tick(tick));
                    seen |= tick.decision().basis().isPresent();
                    around.planner.ended(config.job());
                },
                () -> around.planner.allowance(config.job()),
                host.replicas());
        this.wiring = new ServiceWiring(config, front, around.messages);
        this.waiting = new LogOnChange(
                log, Level.INFO, "job " + config.job() + " waits", "job " + config.job() + " is served");
        this.schedule = new Schedule(host.workers());
    }

    private static Optional<Webhook> webhook(ForetideConfig config, ServiceHost host) {
        return config.webhook()
                .map(settings -> new Webhook(
                        config.job(),
                        settings,
                        host.opened()
                                .once(WebhookPost.class, () -> host.opened().keep(new WebhookPost())),
                        host.metrics().webhook(),
                        System.getenv(),
                        Clock.systemUTC()));
    }

    /** The same job as it is said now, not open yet; whoever watches it goes on. This one has to be closed. */
    ServedJob as(ForetideConfig now) {
        course.follow(now.planner());
        return new ServedJob(now, around, front.anew(), course);
    }

    /** Completes what is shown of its past by what is stored. */
    void remember() {
        if (service.isPresent()) {
            course.remember(config.job(), host.shared().store(), host.shared().decisions());
        }
    }

    ForetideConfig config() {
        return config;
    }

    Front front() {
        return front;
    }

    JobCourse course() {
        return course;
    }

    JobNews news() {
        return news;
    }

    /** Its line; empty while it waits. */
    Optional<Service> service() {
        return service;
    }

    /** The last tick; empty before the first. */
    Optional<TickReport> newest() {
        return service.flatMap(Service::newest);
    }

    /** Whether so little was seen of it yet that nobody knows what it needs. */
    boolean isNew(Instant now) {
        return !seen && now.isBefore(begun.plus(NEW));
    }

    /** Whether a rescale was decided on and its TaskManagers do not all run yet, as far as the last tick knows. */
    boolean isRescaling() {
        return newest().flatMap(tick -> tick.state().history().pending()).isPresent();
    }

    /**
     * Opens it now unless it is open, and ticks it from then on.
     *
     * @param phase share of a tick's period after which the first one comes
     * @throws io.foretide.scaler.app.UserError if something it names is missing or not as it must be
     * @throws io.foretide.text.UnreachableException if something does not answer
     */
    public void open(double phase) throws IOException {
        synchronized (opening) {
            if (service.isPresent()) {
                return;
            }
            Service made = opened.keep(wiring.open(host, membership));
            made.start(schedule, host.calendar(), phase);
            synchronized (this) {
                service = Optional.of(made);
                router = null;
            }
        }
        front.conditions().clear(Condition.WAITING);
        waiting.good();
    }

    /** What it waits for. */
    public void waits(String sentence) {
        front.conditions().raise(Condition.WAITING, "waiting: " + sentence, Instant.now());
    }

    /** Opens it when it can be, in threads of the host's, looking again every {@code period}. */
    void openOnceThere(double phase, Duration period) {
        tryLater(Rhythm.of(period).atPhase(phase).first(), phase, period);
    }

    private void tryLater(Duration delay, double phase, Duration period) {
        schedule.once(delay, "opening of job " + config.job(), () -> tryToOpen(phase, period));
    }

    private void tryToOpen(double phase, Duration period) {
        MDC.put("job", config.job().value());
        try {
            open(phase);
        } catch (IOException | RuntimeException e) {
            waits(String.valueOf(e.getMessage()));
            waiting.bad(String.valueOf(e.getMessage()));
        } finally {
            MDC.remove("job");
            if (service.isEmpty()) {
                tryLater(period, phase, period);
            }
        }
    }

    /** Its HTTP interface and its page. */
    synchronized Router router(Vertx vertx) {
        Router made = router;
        if (made == null) {
            made = service.map(one -> one.router(vertx)).orElseGet(() -> front.router(vertx));
            router = made;
        }
        return made;
    }

    /** Begins nothing any more; what is under way goes on. */
    void beginNothing() {
        schedule.beginNothing();
    }

    /** Ends what is done for it, after what is under way. */
    @Override
    public void close() {
        schedule.close();
        opened.close();
        webhook.ifPresent(Webhook::close);
        host.metrics().scaling().conditions(config.job(), List.of());
    }
}
