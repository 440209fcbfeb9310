package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.Reserve;
import io.foretide.scaler.control.Standing;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.kubernetes.PlaceholderPlan.Keep;
import io.foretide.scaler.kubernetes.PlaceholderPlan.LeaveAlone;
import io.foretide.scaler.kubernetes.PlaceholderPlan.Release;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Pods of a low priority where the forecast will need TaskManagers, so that the cluster autoscaler adds nodes before
 * they are needed; TaskManagers then take their places by preemption.
 *
 * <p>Every tick reads a {@link PlaceholderSnapshot} and carries out the {@link PlaceholderPlan} for it. What the API refuses is
 * logged once; the next tick tries again. Thread-safe.
 */
public final class Placeholders implements Reserve, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Placeholders.class);

    private final PlaceholderCluster cluster;
    private final PlaceholderReader reader;
    private final PlaceholderSettings settings;
    private final PlaceholderTroubles troubles = new PlaceholderTroubles(log);
    private int pods;
    private int ready;
    private Optional<Tenure> tenure = Optional.empty();

    /**
     * That this replica keeps the placeholders: one that never led cannot be told from one that did by what stands in the
     * cluster.
     *
     * @param epoch of the scaled object then; another one means that another replica leads
     */
    record Tenure(Optional<String> epoch) {}

    /**
     * What a configuration allows.
     *
     * @param mode where no annotation says another
     * @param maxTaskManagers never more are prepared for
     */
    public record Bounds(Mode mode, int maxTaskManagers) {}

    /**
     * Placeholders, none of which is there yet.
     *
     * @param object the TaskManagers
     */
    public Placeholders(
            KubernetesClient client, ScaledObject object, PlaceholderSettings settings, Bounds bounds, Clock clock) {
        this.cluster = new PlaceholderCluster(client, object, settings);
        this.reader = new PlaceholderReader(
                cluster, settings.namespace().equals(object.namespace()), settings.enabled(), bounds, clock);
        this.settings = settings;
    }

    /** The placeholders asked for, as far as this replica knows; 0 where another one leads. */
    @Override
    public synchronized int pods() {
        return pods;
    }

    @Override
    public synchronized OptionalInt room() {
        return pods > 0 ? OptionalInt.of(Math.min(pods, ready)) : OptionalInt.empty();
    }

    /** Asks for as many placeholders as the tick needs. Never throws. */
    @Override
    public synchronized void accept(TickReport report) {
        if (report.standing() instanceof Standing.Follows follows) {
            attempt(() -> follow(follows));
        } else {
            attempt(() -> lead(reader.leading(report)));
        }
    }

    /** Lets the placeholders go that this replica keeps. */
    @Override
    public synchronized void close() {
        attempt(() -> follow(new Standing.Follows(PlaceholderCause.Plain.SERVICE_ENDS)));
    }

    private void lead(PlaceholderSnapshot seen) throws IOException {
        pods = seen.kept();
        ready = seen.ready();
        PlaceholderPlan plan = PlaceholderPlan.of(seen, settings.enabled());
        troubles.log(seen, plan);
        if (seen.owner().isPresent()) {
            tenure = plan instanceof LeaveAlone
                    ? Optional.empty()
                    : Optional.of(new Tenure(seen.owner().get().epoch()));
        }
        carryOut(plan, seen);
    }

    /** Nobody else keeps the placeholders of a replica that led until another one has claimed the object. */
    private void follow(Standing.Follows follows) throws IOException {
        if (tenure.isPresent()) {
            PlaceholderSnapshot seen = reader.following(follows, tenure.get());
            pods = seen.kept();
            ready = seen.ready();
            carryOut(PlaceholderPlan.of(seen, settings.enabled()), seen);
        }
        cluster.forget();
        tenure = Optional.empty();
        pods = 0;
    }

    private void carryOut(PlaceholderPlan plan, PlaceholderSnapshot seen) throws IOException {
        if (plan instanceof Keep keep) {
            cluster.keep(seen.owner().orElseThrow().object(), keep.pods(), seen.kept());
            changed(keep.pods(), plan);
        } else if (plan instanceof Release && seen.kept() > 0) {
            cluster.clear();
            changed(0, plan);
        }
    }

    private void changed(int to, PlaceholderPlan plan) {
        if (to != pods) {
            log.info("placeholders {} -> {}: {}", pods, to, plan.why().sentence());
        }
        pods = to;
    }

    private interface Attempt {
        void run() throws IOException;
    }

    private void attempt(Attempt attempt) {
        try {
            attempt.run();
            troubles.good();
        } catch (IOException | RuntimeException e) {
            troubles.bad(e);
        }
    }
}
