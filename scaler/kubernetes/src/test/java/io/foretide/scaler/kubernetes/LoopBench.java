package io.foretide.scaler.kubernetes;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.scaler.control.ControlLoop;
import io.foretide.scaler.control.Leadership;
import io.foretide.scaler.control.LoopUnderTest;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.PlannerMemory;
import io.foretide.scaler.control.PretendedJob;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.kubernetes.cluster.TestNamespace;
import io.foretide.scaler.kubernetes.cluster.Workloads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * The real loop over the real target for a {@link PretendedJob}, minute by minute by the job's clock as a test asks for it. The
 * Deployment {@code tm} has one TaskManager at first, and the load of a quarter of an hour is known.
 */
public final class LoopBench implements AutoCloseable {
    public final SizesSeen sizes;
    /** What Flink has. */
    public volatile int running = 1;
    /** Done once, between the decision and the request. */
    Runnable beforeAsking = () -> {};
    /** Done once, between the answer and its arrival. */
    Runnable afterAsking = () -> {};

    private final TestNamespace namespace;
    private final ControlLoop loop;
    private final KubernetesClient client;
    private final KubernetesTarget target;
    private final LoopUnderTest parts;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Instant now = Instant.parse("2001-06-13T06:30:00Z");
    private double forecast = 100;

    /** What else a loop needs, for the target it has. */
    public interface Replication {
        Leadership leadership(KubernetesClient client, KubernetesTarget target);

        Optional<PlannerMemory> memory(KubernetesClient client);
    }

    /** One replica, with its memory beside its decisions. */
    static final Replication ALONE = new Replication() {
        @Override
        public Leadership leadership(KubernetesClient client, KubernetesTarget target) {
            return Leadership.ALONE;
        }

        @Override
        public Optional<PlannerMemory> memory(KubernetesClient client) {
            return Optional.empty();
        }
    };

    public LoopBench(TestNamespace namespace, Path folder) {
        this(namespace, folder, namespace.plane().adminConfig(), ALONE);
    }

    /** With the rights of {@code config}. */
    public LoopBench(TestNamespace namespace, Path folder, Config config, Replication replication) {
        this.namespace = namespace;
        namespace.create(Workloads.taskManagers(namespace, "tm", 1));
        sizes = new SizesSeen(namespace, "tm");
        client = KubernetesAccess.client(config);
        target = new KubernetesTarget(
                client,
                new ScaledObject(client, ScaledKind.DEPLOYMENT, namespace.name(), "tm"),
                Mode.AUTO,
                BeforeShrink.NOTHING,
                clock());
        parts = new LoopUnderTest(folder)
                .forecasting(() -> Optional.of(PretendedJob.forecast(forecast, now)))
                .with(replication.leadership(client, target));
        replication.memory(client).ifPresent(parts::with);
        loop = parts.loop(new PretendedJob(() -> running), asking(), List.of());
        log.start();
        logger().addAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    private ScalingTarget asking() {
        return new ScalingTarget() {
            @Override
            public TargetSnapshot read() throws IOException {
                return target.read();
            }

            @Override
            public Answer scaleTo(int taskManagers, TargetSnapshot seen) {
                Runnable before = beforeAsking;
                Runnable after = afterAsking;
                beforeAsking = () -> {};
                afterAsking = () -> {};
                before.run();
                Answer answer = target.scaleTo(taskManagers, seen);
                after.run();
                return answer;
            }

            @Override
            public void tell(TickReport report) {
                target.tell(report);
            }
        };
    }

    /** The next minute. */
    public TickReport tick() {
        now = now.plus(Duration.ofMinutes(1));
        return loop.tick(now);
    }

    /** Three minutes, after which the load is known. */
    LoopBench settle() {
        for (int i = 0; i < 3; i++) {
            tick();
        }
        return this;
    }

    /** Time goes by, and nobody looks. */
    public void skip(Duration time) {
        now = now.plus(time);
    }

    public void forecast(double recordsPerSecond) {
        forecast = recordsPerSecond;
    }

    /** The warnings so far. */
    public List<String> log() {
        synchronized (log) {
            return List.copyOf(log.list).stream()
                    .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                    .map(event -> event.getFormattedMessage()
                            + (event.getThrowableProxy() == null
                                    ? ""
                                    : ": " + event.getThrowableProxy().getMessage()))
                    .toList();
        }
    }

    /** Foretide's events at the Deployment. */
    public List<Event> events() {
        return namespace.plane().admin().v1().events().inNamespace(namespace.name()).list().getItems().stream()
                .filter(event -> event.getReason().startsWith("Foretide"))
                .toList();
    }

    @Override
    public void close() {
        logger().detachAppender(log);
        sizes.close();
        parts.close();
        client.close();
    }
}
