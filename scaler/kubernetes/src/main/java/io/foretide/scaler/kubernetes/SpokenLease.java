package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import io.foretide.scaler.control.LogOnChange;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A Lease whose troubles are said in one line each, when they begin and when they are over: the elector itself would log a
 * stack trace every three seconds, and its logger is off. Thread-safe.
 */
final class SpokenLease implements Lock {
    private static final Logger log = LoggerFactory.getLogger(SpokenLease.class);

    private final Lock lease;
    private final LogOnChange reading;
    private final LogOnChange writing;

    /** {@code name}: such as {@code Lease a/b}. */
    SpokenLease(String name, Lock lease) {
        this.lease = lease;
        this.reading = new LogOnChange(log, Level.WARN, "cannot read " + name, name + " can be read again");
        this.writing = new LogOnChange(log, Level.WARN, "cannot write " + name, name + " can be written again");
    }

    @Override
    public synchronized LeaderElectionRecord get(KubernetesClient client) {
        return said(reading, () -> lease.get(client));
    }

    @Override
    public synchronized void create(KubernetesClient client, LeaderElectionRecord record) {
        said(writing, () -> {
            lease.create(client, record);
            return record;
        });
    }

    @Override
    public synchronized void update(KubernetesClient client, LeaderElectionRecord record) {
        said(writing, () -> {
            lease.update(client, record);
            return record;
        });
    }

    /** Another replica that was faster is none. */
    private static LeaderElectionRecord said(LogOnChange trouble, Supplier<LeaderElectionRecord> call) {
        try {
            LeaderElectionRecord record = call.get();
            trouble.good();
            return record;
        } catch (RuntimeException e) {
            Api.trouble(e).ifPresent(trouble::bad);
            throw e;
        }
    }

    @Override
    public String identity() {
        return lease.identity();
    }

    @Override
    public String describe() {
        return lease.describe();
    }
}
