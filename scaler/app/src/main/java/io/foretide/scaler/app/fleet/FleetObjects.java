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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs of a fleet that are {@code PredictiveAutoscaler} objects. Thread-safe. */
public final class FleetObjects implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FleetObjects.class);
    private static final Duration OPEN_EVERY = Duration.ofSeconds(20);
    private static final Duration FOLLOW_EVERY = Duration.ofSeconds(10);
    private static final String FILE = "autoscalers.yaml";

    private final Fleet fleet;
    private final ObjectJobs reading;
    private final Schedule schedule;
    private final Map<Optional<String>, List<AutoscalerObject>> objects = new HashMap<>();
    private final Map<Optional<String>, String> troubles = new HashMap<>();
    private final List<Cluster> clusters = new CopyOnWriteArrayList<>();
    private Optional<FleetConfig.Objects> settings = Optional.empty();
    private volatile Map<String, ObjectJob> jobs = Map.of();

    /** Serves nobody yet. */
    public FleetObjects(Fleet fleet, ServiceHost host) {
        this.fleet = fleet;
        this.reading = new ObjectJobs(fleet.config().data().resolve(FILE));
        this.schedule = new Schedule(host.workers());
        schedule.every(
                Rhythm.of(FOLLOW_EVERY).after(FOLLOW_EVERY), "what is said for all objects", this::followDefaults);
    }

    /**
     * Follows the objects of a cluster from now on, as soon as they can be followed: {@code start} is tried until it succeeds.
     * One that does not answer delays no other, and its jobs go on as they were said.
     *
     * @param context of the kubeconfig; empty: the cluster where the service runs
     */
    public void start(Optional<String> context, Function<AutoscalerService, AutoscalerWatch> start) {
        Cluster cluster = new Cluster(context);
        clusters.add(cluster);
        schedule.every(
                Rhythm.of(OPEN_EVERY)
                        .when(() ->
                                cluster.watch.filter(AutoscalerWatch::isRunning).isEmpty()),
                "opening of the watch for PredictiveAutoscaler objects" + of(context),
                () -> cluster.open(start));
    }

    private static String of(Optional<String> context) {
        return context.map(one -> " of context " + one).orElse("");
    }

    /** One cluster whose objects count. */
    private final class Cluster implements AutoscalerService {
        private final Optional<String> context;
        private volatile Optional<AutoscalerWatch> watch = Optional.empty();

        Cluster(Optional<String> context) {
            this.context = context;
        }

        void open(Function<AutoscalerService, AutoscalerWatch> start) {
            watch.ifPresent(AutoscalerWatch::close);
            watch = Optional.empty();
            try {
                watch = Optional.of(start.apply(this));
                say(context, Optional.empty());
            } catch (RuntimeException e) {
                say(
                        context,
                        Optional.of(
                                "PredictiveAutoscaler objects" + of(context) + " are waited for: " + e.getMessage()));
            }
        }

        @Override
        public void serve(List<AutoscalerObject> said) {
            FleetObjects.this.serve(
                    context, said.stream().map(object -> object.in(context)).toList());
        }

        @Override
        public Optional<AutoscalerStatus> status(AutoscalerObject object) {
            return Optional.ofNullable(jobs.get(object.in(context).id()))
                    .flatMap(said -> ObjectStatus.of(said.job(), fleet));
        }
    }

    private synchronized void say(Optional<String> context, Optional<String> trouble) {
        trouble.ifPresent(waits -> log.warn("{}", waits));
        if (trouble.isPresent()) {
            troubles.put(context, trouble.get());
        } else {
            troubles.remove(context);
        }
        if (troubles.isEmpty()) {
            fleet.conditions().clear(Condition.WAITING);
        } else {
            String all = troubles.values().stream().sorted().collect(Collectors.joining("; "));
            fleet.conditions().raise(Condition.WAITING, all, Instant.now());
        }
    }

    private synchronized void serve(Optional<String> context, List<AutoscalerObject> said) {
        objects.put(context, List.copyOf(said));
        serve();
    }

    private void serve() {
        settings = fleet.config().objects();
        List<AutoscalerObject> all =
                objects.values().stream().flatMap(List::stream).toList();
        try {
            // a job says nothing of a fleet that looks for no objects any more
            List<ObjectJob> read = settings.isPresent() ? reading.read(settings.get(), all) : List.of();
            jobs = read.stream().collect(Collectors.toMap(ObjectJob::object, job -> job));
            fleet.accept(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void followDefaults() {
        if (!objects.isEmpty() && !settings.equals(fleet.config().objects())) {
            serve();
        }
    }

    /** Follows them no more; their jobs are the fleet's to end. */
    @Override
    public void close() {
        schedule.close();
        clusters.forEach(cluster -> cluster.watch.ifPresent(AutoscalerWatch::close));
    }
}
