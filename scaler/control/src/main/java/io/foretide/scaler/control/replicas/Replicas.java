package io.foretide.scaler.control.replicas;

import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.Fence;
import io.foretide.scaler.control.LogOnChange;
import io.foretide.scaler.control.Replication;
import io.foretide.scaler.control.replicas.ReplicaTable.Claim;
import io.foretide.scaler.control.replicas.ReplicaTable.Look;
import io.foretide.store.Database;
import io.foretide.store.PostgresDatabase;
import io.foretide.store.StoreAddress;
import io.foretide.store.StoreException;
import io.foretide.store.StoreLogin;
import io.foretide.telemetry.JobId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * This replica among those that share the jobs of a store: renews its lease, sees who else lives, takes over the jobs that are its
 * own by {@link Rendezvous} once nobody acts for them, and gives back those that are another's. Thread-safe.
 *
 * <p>A job never has two owners: it is claimed after its former owner gave it back, or after that one's lease has not moved for
 * its whole length; and that one stops by itself after two thirds of it. Whoever sleeps through both meets the job's new epoch
 * when it saves.
 */
public final class Replicas implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Replicas.class);

    private final Database database;
    private final ReplicaTable table;
    private final ReplicaSettings settings;
    private final Lease own;
    private final LongSupplier nanos;
    private final LeaseWatch watch;
    private final LogOnChange trouble;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "replica-lease");
        thread.setDaemon(true);
        return thread;
    });

    /** Jobs of this replica, and their epochs. */
    private final Map<JobId, Long> held = new ConcurrentHashMap<>();

    /** Jobs whose end was asked for and is not there yet. */
    private final Set<JobId> ending = ConcurrentHashMap.newKeySet();

    private volatile Set<String> live = Set.of();
    private volatile Optional<Long> actsUntil = Optional.empty();
    private volatile Optional<String> problem = Optional.empty();

    /**
     * What a replica does with jobs.
     *
     * @param all that are to be served by some replica
     * @param begin called once a job is this one's; must not take long
     * @param end called once a job is this one's no more; must not take long. {@link Replicas#ended} is to follow
     */
    public record Jobs(Supplier<Set<JobId>> all, Consumer<JobId> begin, Consumer<JobId> end) {}

    /**
     * A replica that does not live yet, with a connection of its own to where all of them meet: whoever else is busy there keeps
     * no sign of life back.
     *
     * @throws StoreException if the database cannot be opened
     */
    public static Replicas open(StoreAddress.Postgres address, StoreLogin login, ReplicaSettings settings) {
        return new Replicas(
                PostgresDatabase.open(address, login, List.of(ReplicaTable.MIGRATIONS), settings.beat()),
                settings,
                System::nanoTime);
    }

    /** {@code nanos}: a clock that only goes on, whenever it began. */
    Replicas(Database database, ReplicaSettings settings, LongSupplier nanos) {
        this.database = database;
        this.table = new ReplicaTable(database);
        this.settings = settings;
        this.own = new Lease(
                settings.name(),
                Long.toString(ProcessHandle.current().pid(), 36) + Long.toString(System.nanoTime() & 0xffffff, 36),
                0,
                settings.lease());
        this.nanos = nanos;
        this.watch = new LeaseWatch(settings.lease());
        this.trouble = new LogOnChange(
                log,
                Level.WARN,
                "replica " + settings.name() + " acts for no job",
                "replica " + settings.name() + " acts again");
    }

    /** Lives from now on, and serves {@code jobs}. */
    public void start(Jobs jobs) {
        log.info(
                "this replica is {}; its jobs go to others {} s after its end",
                settings.name(),
                settings.lease().toSeconds());
        var unused = executor.scheduleWithFixedDelay(
                () -> beat(jobs), 0, settings.beat().toMillis(), TimeUnit.MILLISECONDS);
    }

    public String name() {
        return settings.name();
    }

    /** Whose a job is, as far as this replica knows; empty before it has looked. */
    public Optional<String> owner(JobId job) {
        return Rendezvous.owner(job, live);
    }

    /** Whether a job is this replica's by its name, which it may still have to wait for. */
    public boolean isOwn(JobId job) {
        return owner(job).filter(settings.name()::equals).isPresent();
    }

    /** All that live, by name, as far as this replica knows. */
    public Set<String> live() {
        return new TreeSet<>(live);
    }

    /** Why this replica acts for nobody; empty if it does. */
    public Optional<String> problem() {
        return problem.or(() -> acts() ? Optional.empty() : Optional.of(unrenewed()));
    }

    private String unrenewed() {
        return "its lease was not renewed for " + settings.actsFor().toSeconds() + " s";
    }

    /** Whether the lease is renewed, so that nobody else may act for the jobs of this replica. */
    boolean acts() {
        return actsUntil.filter(until -> until - nanos.getAsLong() > 0).isPresent();
    }

    /** Whether this replica owns a job, so that no other one serves it, and is not about to give it back. */
    public boolean isHeld(JobId job) {
        return held.containsKey(job) && !ending.contains(job);
    }

    /** The epoch in which this replica owns a job; empty if it does not. */
    Optional<Long> epoch(JobId job) {
        return Optional.ofNullable(held.get(job));
    }

    /** Whether a job is in an epoch yet, as the store says now. */
    boolean owns(JobId job, long epoch) {
        return table.isOwned(job, epoch);
    }

    /** How a job is scaled while it is this replica's; {@code fence} is that of its target. */
    public Replication replication(JobId job, DecisionLog decisions, Fence fence) {
        return new OwnedJob(job, this, decisions, fence).replication();
    }

    /** The plan that the replicas make for all their jobs. */
    public SharedPlan plan() {
        return new SharedPlan(database);
    }

    /** The end of a job that was asked for has come. */
    public void ended(JobId job) {
        held.remove(job);
        ending.remove(job);
    }

    /** One sign of life, and what follows from what it has shown. */
    void beat(Jobs jobs) {
        long before = nanos.getAsLong();
        try {
            Look look = table.renew(own);
            long now = nanos.getAsLong();
            List<Lease> gone = watch.ended(look.leases(), now).stream()
                    .filter(lease -> !isOwn(lease) && remove(lease))
                    .toList();
            if (look.own().isEmpty()) {
                refused(jobs);
                return;
            }
            live = look.leases().stream()
                    .filter(lease -> !gone.contains(lease))
                    .map(Lease::replica)
                    .collect(Collectors.toUnmodifiableSet());
            // whoever took the lease away may be about to claim what still seems to be this replica's
            dropLost(look.isFirst() ? Map.of() : look.claims(), jobs);
            actsUntil = Optional.of(before + settings.actsFor().toNanos());
            problem = Optional.empty();
            trouble.good();
            share(look.claims(), jobs);
        } catch (StoreException e) {
            bad("lease", String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        } catch (RuntimeException e) { // a beat that fails is no reason to have no other
            log.warn("the lease of replica {} is not looked after: {}", settings.name(), e, e);
        }
    }

    private boolean isOwn(Lease lease) {
        return lease.replica().equals(own.replica()) && lease.process().equals(own.process());
    }

    private boolean remove(Lease ended) {
        if (!table.remove(ended)) {
            return false; // it came back just now, or somebody else was faster
        }
        log.warn(
                "replica {} has not been seen for {} s: its jobs go to the others",
                ended.replica(),
                ended.lasts().toSeconds());
        return true;
    }

    private void bad(String kind, String sentence) {
        problem = Optional.of(sentence);
        trouble.bad(kind, sentence);
    }

    /** Another process has the name: one that is gone, or one that lives. */
    private void refused(Jobs jobs) {
        actsUntil = Optional.empty();
        dropLost(Map.of(), jobs);
        bad(
                "name",
                "another process is, or was a moment ago, replica " + own.replica()
                        + "\nMaybe give this one another name: fleet.replica");
    }

    /** What others have claimed meanwhile is theirs. */
    private void dropLost(Map<JobId, Claim> claims, Jobs jobs) {
        Predicate<JobId> isLost = job -> !Optional.ofNullable(claims.get(job))
                .filter(claim ->
                        claim.isOf(own.replica()) && Optional.of(claim.epoch()).equals(epoch(job)))
                .isPresent();
        held.keySet().stream().filter(isLost).toList().forEach(job -> {
            log.info("job {} is another replica's", job);
            held.remove(job);
            end(job, jobs);
        });
    }

    private void end(JobId job, Jobs jobs) {
        if (ending.add(job)) {
            jobs.end().accept(job);
        }
    }

    private void share(Map<JobId, Claim> claims, Jobs jobs) {
        Set<JobId> all = jobs.all().get();
        Set<JobId> mine = all.stream().filter(this::isOwn).collect(Collectors.toSet());
        held.keySet().stream().filter(job -> !mine.contains(job)).toList().forEach(job -> end(job, jobs));
        Map<JobId, Claim> free = new HashMap<>(claims);
        free.values().removeIf(claim -> claim.replica().filter(this::isOther).isPresent());
        free.keySet().removeAll(held.keySet());
        free.keySet().removeAll(ending);
        giveBack(free, all, mine);
        Map<JobId, Optional<Claim>> wanted = new HashMap<>();
        mine.stream()
                .filter(job -> !held.containsKey(job) && !ending.contains(job))
                .filter(job -> free.containsKey(job) || !claims.containsKey(job))
                .forEach(job -> wanted.put(job, Optional.ofNullable(free.get(job))));
        if (!wanted.isEmpty()) {
            Map<JobId, Long> claimed = table.claim(own.replica(), wanted);
            log.info("{} of {} jobs are this replica's now", held.size() + claimed.size(), all.size());
            claimed.forEach((job, epoch) -> {
                held.put(job, epoch);
                jobs.begin().accept(job);
            });
        }
    }

    private boolean isOther(String replica) {
        return live.contains(replica) && !replica.equals(own.replica());
    }

    /** Of what is free: own claims whose jobs have ended here, and jobs that are served no more. */
    private void giveBack(Map<JobId, Claim> free, Set<JobId> all, Set<JobId> mine) {
        Map<JobId, Claim> unserved = new HashMap<>(free);
        unserved.keySet().removeAll(all);
        if (!unserved.isEmpty()) {
            table.forget(unserved);
        }
        Map<JobId, Claim> others = new HashMap<>(free);
        others.values().removeIf(claim -> !claim.isOf(own.replica()));
        Set<JobId> kept = new HashSet<>(mine);
        kept.addAll(unserved.keySet());
        others.keySet().removeAll(kept);
        if (!others.isEmpty()) {
            table.release(others);
        }
    }

    /** Leaves at once; the jobs have to be ended before. */
    @Override
    public void close() {
        executor.shutdown();
        boolean interrupted = Thread.interrupted(); // the jobs are not to wait for the end of the lease
        try {
            if (!executor.awaitTermination(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            interrupted = true;
            executor.shutdownNow();
        }
        try {
            actsUntil = Optional.empty();
            table.leave(own);
        } catch (StoreException e) {
            log.warn("the lease of replica {} ends by itself: {}", settings.name(), e.getMessage());
        } finally {
            database.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
