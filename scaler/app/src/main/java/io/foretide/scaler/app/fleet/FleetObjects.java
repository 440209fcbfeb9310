package io.foretide.scaler.app.fleet;

import io.foretide.inference.Rhythm;
import io.foretide.inference.Schedule;
import io.foretide.scaler.app.ServiceHost;
import io.foretide.scaler.app.config.FleetConfig;
import io.foretide.scaler.app.config.ObjectJob;
import io.foretide.scaler.app.config.ObjectJobs;
import io.foretide.scaler.control.Condition;
import io.foretide.scaler.kubernetes.autoscaler.AutoscalerObject;
import io.foretide.scaler.kubernetes.autoscaler.AutoscalerService;
import io.foretide.scaler.kubernetes.autoscaler.AutoscalerStatus;
import io.foretide.scaler.kubernetes.autoscaler.AutoscalerWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs of a fleet that are {@code PredictiveAutoscaler} objects. Thread-safe. */
public final class FleetObjects implements AutoscalerService, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FleetObjects.class);
    private static final Duration OPEN_EVERY = Duration.ofSeconds(20);
    private static final Duration FOLLOW_EVERY = Duration.ofSeconds(10);
    private static final String FILE = "autoscalers.yaml";

    private final Fleet fleet;
    private final ObjectJobs reading;
    private final ServiceHost host;
    private final Schedule schedule;
    private Set<String> expected = Set.of();
    private List<AutoscalerObject> objects = List.of();
    private Optional<FleetConfig.Objects> settings = Optional.empty();
    private volatile Map<String, ObjectJob> jobs = Map.of();
    private volatile Optional<AutoscalerWatch> watch = Optional.empty();

    /** Serves nobody yet. */
    public FleetObjects(Fleet fleet, ServiceHost host) {
        this.fleet = fleet;
        this.reading = new ObjectJobs(fleet.config().data().resolve(FILE));
        this.host = host;
        this.schedule = new Schedule(host.workers());
    }

    /** What the calendar has to do for the objects that there were when the last process ended: it may have been missed since. */
    public synchronized Set<String> calendarWork() {
        expected = work(reading.remember());
        return expected;
    }

    private static Set<String> work(Collection<FleetConfig.Job> jobs) {
        return jobs.stream()
                .flatMap(job -> job.config().stream())
                .flatMap(config -> config.calendarWork().stream())
                .collect(Collectors.toSet());
    }

    /** What was expected of objects that are there no more. */
    private void forget(Set<String> wanted) {
        expected.stream().filter(work -> !wanted.contains(work)).forEach(host.calendar()::forget);
        expected = Set.of();
    }

    /** Follows the objects from now on, as soon as they can be followed: {@code start} is tried until it succeeds. */
    public void start(Function<AutoscalerService, AutoscalerWatch> start) {
        schedule.every(
                Rhythm.of(OPEN_EVERY)
                        .when(() -> watch.filter(AutoscalerWatch::isRunning).isEmpty()),
                "opening of the watch for PredictiveAutoscaler objects",
                () -> open(start));
        schedule.every(
                Rhythm.of(FOLLOW_EVERY).after(FOLLOW_EVERY), "what is said for all objects", this::followDefaults);
    }

    private void open(Function<AutoscalerService, AutoscalerWatch> start) {
        watch.ifPresent(AutoscalerWatch::close);
        watch = Optional.empty();
        try {
            watch = Optional.of(start.apply(this));
            fleet.conditions().clear(Condition.WAITING);
        } catch (RuntimeException e) {
            String waits = "PredictiveAutoscaler objects are waited for: " + e.getMessage();
            fleet.conditions().raise(Condition.WAITING, waits, Instant.now());
            log.warn("{}", waits);
        }
    }

    @Override
    public synchronized void serve(List<AutoscalerObject> said) {
        objects = List.copyOf(said);
        settings = fleet.config().objects();
        try {
            // a job says nothing of a fleet that looks for no objects any more
            List<ObjectJob> read = settings.isPresent() ? reading.read(settings.get(), objects) : List.of();
            jobs = read.stream().collect(Collectors.toMap(ObjectJob::object, job -> job));
            forget(work(read.stream().map(ObjectJob::job).toList()));
            fleet.accept(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void followDefaults() {
        if (!objects.isEmpty() && !settings.equals(fleet.config().objects())) {
            serve(objects);
        }
    }

    @Override
    public Optional<AutoscalerStatus> status(AutoscalerObject object) {
        return Optional.ofNullable(jobs.get(object.key())).flatMap(said -> ObjectStatus.of(said.job(), fleet));
    }

    /** Follows them no more; their jobs are the fleet's to end. */
    @Override
    public void close() {
        schedule.close();
        watch.ifPresent(AutoscalerWatch::close);
    }
}
