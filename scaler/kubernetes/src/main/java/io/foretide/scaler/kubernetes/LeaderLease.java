package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import io.foretide.scaler.control.ControlCause;
import io.foretide.scaler.control.Fence;
import io.foretide.scaler.control.Leadership;
import io.foretide.scaler.control.Standing;
import io.foretide.telemetry.JobId;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads while it holds a Lease. A Lease alone cannot stop a process that slept through its end, nor one whose clock is wrong;
 * so whoever begins to lead raises a fence first, and only leads once that stands. Thread-safe.
 */
public final class LeaderLease implements Leadership, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LeaderLease.class);

    private final KubernetesClient client;
    private final Settings settings;
    private final Fence fence;
    private final Lock lock;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "leader-lease");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable CompletableFuture<?> election;
    private @Nullable String holder;
    private boolean holding;
    private int terms;
    private boolean closed;

    /**
     * Which Lease, and how long it lasts.
     *
     * @param identity of this replica, another one for every process
     * @param duration after which a Lease that was not renewed may be taken; it is renewed five times in this time
     */
    public record Settings(String namespace, String lease, String identity, Duration duration) {}

    /** The usual name of a job's Lease. */
    public static String name(JobId job) {
        return "foretide-" + job.value().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Begins to ask for the Lease. */
    public LeaderLease(KubernetesClient client, Settings settings, Fence fence) {
        this.client = client;
        this.settings = settings;
        this.fence = fence;
        this.lock = new SpokenLease(
                "Lease " + settings.namespace() + "/" + settings.lease(),
                new LeaseLock(settings.namespace(), settings.lease(), settings.identity()));
        elect();
    }

    @Override
    public Standing claim() {
        String token;
        synchronized (this) {
            if (!holding) {
                return new Standing.Follows(new ControlCause.NotLeading(Optional.ofNullable(holder)));
            }
            token = settings.identity() + "#" + terms;
        }
        try {
            fence.raise(token, this::prove);
            return new Standing.Leads();
        } catch (IOException e) {
            return new Standing.Follows(new ControlCause.CannotLead(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
        }
    }

    /** Asks the Lease itself: this process may have slept. */
    private void prove() throws IOException {
        String name = settings.namespace() + "/" + settings.lease();
        Lease lease = Api.ask(
                "get Lease " + name,
                () -> client.leases()
                        .inNamespace(settings.namespace())
                        .withName(settings.lease())
                        .get());
        String now = lease == null || lease.getSpec() == null
                ? null
                : lease.getSpec().getHolderIdentity();
        if (!settings.identity().equals(now)) {
            throw new IOException("Lease " + name + " is held by " + (now == null ? "nobody" : now));
        }
    }

    /** An elector ends with its term; the next one asks again. */
    private synchronized void elect() {
        if (closed) {
            return;
        }
        LeaderElector elector = new LeaderElector(
                client,
                new LeaderElectionConfigBuilder()
                        .withName(settings.lease())
                        .withLock(lock)
                        .withLeaseDuration(settings.duration())
                        .withRenewDeadline(settings.duration().multipliedBy(2).dividedBy(3))
                        .withRetryPeriod(settings.duration().dividedBy(5))
                        .withReleaseOnCancel(true)
                        .withLeaderCallbacks(new LeaderCallbacks(this::begin, this::end, this::seen))
                        .build(),
                executor);
        election = elector.start().whenComplete((ended, failure) -> {
            end();
            again();
        });
    }

    private synchronized void again() {
        if (!closed) {
            var unused = executor.schedule(this::elect, settings.duration().toMillis() / 5, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void begin() {
        log.info("this replica, {}, leads", settings.identity());
        holding = true;
        terms++;
    }

    private synchronized void end() {
        if (holding) {
            log.info("this replica, {}, leads no more", settings.identity());
        }
        holding = false;
        if (settings.identity().equals(holder)) {
            holder = null;
        }
    }

    private synchronized void seen(String leader) {
        holder = leader;
    }

    /** Gives the Lease back, so that another replica need not wait for its end. */
    @Override
    public void close() {
        CompletableFuture<?> running;
        synchronized (this) {
            closed = true;
            running = election;
        }
        if (running != null) {
            running.cancel(true);
        }
        executor.shutdown();
        try {
            if (!executor.awaitTermination(settings.duration().toMillis(), TimeUnit.MILLISECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
