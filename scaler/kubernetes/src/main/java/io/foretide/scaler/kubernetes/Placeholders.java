package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.Reserve;
import io.foretide.scaler.control.Standing;
import io.foretide.scaler.control.TickReport;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Pods of a low priority where the forecast will need TaskManagers, so that the cluster autoscaler adds nodes before
 * they are needed; TaskManagers then take their places by preemption.
 *
 * <p>There are none without metrics or a forecast, in mode off, while somebody else scales the TaskManagers, and after the end
 * of this service. In mode recommend nothing is changed. What the API refuses is logged once; the next tick tries again.
 * Thread-safe.
 */
public final class Placeholders implements Reserve, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Placeholders.class);

    private final PlaceholderCluster cluster;
    private final PlaceholderSettings settings;
    private final Bounds bounds;
    private final boolean beside;
    private final Clock clock;
    private final PlaceholderTroubles troubles = new PlaceholderTroubles(log);
    private int pods;
    private boolean acting;
    private boolean cleared;
    private @Nullable String epoch;
    private @Nullable Deployment applied;

    /**
     * What a configuration allows.
     *
     * @param mode where no annotation says another
     * @param mostTaskManagers never more are prepared for
     */
    public record Bounds(Mode mode, int mostTaskManagers) {}

    /**
     * Placeholders, none of which is there yet.
     *
     * @param object the TaskManagers: a Deployment or StatefulSet
     */
    public Placeholders(
            KubernetesClient client, ScaledObject object, PlaceholderSettings settings, Bounds bounds, Clock clock) {
        this.cluster = new PlaceholderCluster(client, object, settings);
        this.settings = settings;
        this.bounds = bounds;
        this.beside = settings.namespace().equals(object.namespace());
        this.clock = clock;
    }

    /** The placeholders asked for, as far as this replica knows; 0 where another one leads. */
    @Override
    public synchronized int pods() {
        return pods;
    }

    /** Asks for as many placeholders as the tick needs. Never throws. */
    @Override
    public synchronized void accept(TickReport report) {
        try {
            if (report.standing() instanceof Standing.Follows follows) {
                leave(follows.why().sentence());
            } else if (settings.enabled() || !cleared) {
                lead(report);
            }
            troubles.good("api");
        } catch (IOException | RuntimeException e) {
            troubles.bad("api", String.valueOf(e.getMessage()));
        }
    }

    private void lead(TickReport report) throws IOException {
        Optional<GenericKubernetesResource> owner = cluster.owner();
        Optional<Deployment> there = cluster.placeholders();
        pods = there.map(Placeholders::replicas).orElse(0);
        there.ifPresent(this::sayRefused);
        if (owner.isEmpty()) {
            clear("there are no TaskManagers to prepare for");
            return;
        }
        Map<String, String> annotations = Api.annotations(owner.get());
        epoch = annotations.get(Annotations.EPOCH);
        Wishes wishes = Wishes.of(annotations, bounds.mode(), clock.instant());
        acting = wishes.mode() != Mode.RECOMMEND;
        if (!acting) {
            sayLeft();
            return;
        }
        troubles.good("left");
        PodSpec template = cluster.template(owner.get()).getSpec();
        PlaceholderNeed need = need(report, wishes);
        PlaceholderNeed possible = need.pods() == 0 ? need : possible(report, need, template, there);
        if (possible.pods() == 0) {
            clear(possible.reason());
            cleared = true;
        } else {
            keep(PlaceholderManifest.of(settings, owner.get(), template, possible.pods()), possible);
        }
    }

    private PlaceholderNeed need(TickReport report, Wishes wishes) throws IOException {
        if (!settings.enabled()) {
            return PlaceholderNeed.none("they are disabled");
        }
        if (wishes.mode() == Mode.OFF) {
            return PlaceholderNeed.none("the mode is off");
        }
        PlaceholderNeed need = PlaceholderNeed.of(report, bounds.mostTaskManagers(), wishes.overrides());
        return need.pods() == 0
                ? need
                : cluster.autoscaler()
                        .map(bound -> PlaceholderNeed.none(bound.sentence()))
                        .orElse(need);
    }

    /** Within quotas and nodes. What may not be looked at: quotas let nothing grow, nodes are left out. */
    private PlaceholderNeed possible(
            TickReport report, PlaceholderNeed need, PodSpec template, Optional<Deployment> there) throws IOException {
        int coming = Math.max(0, report.state().taskManagers() - cluster.existing());
        int present = there.map(Deployment::getStatus)
                .map(status -> status.getReplicas())
                .orElse(0);
        PlaceholderRoom room = new PlaceholderRoom(PlaceholderResources.of(template), present, coming, beside);
        Optional<List<ResourceQuota>> quotas = cluster.quotas();
        if (quotas.isEmpty()) {
            troubles.bad("quotas", "it is forbidden to list the ResourceQuotas, so there will be no more of them");
        }
        PlaceholderNeed within = quotas.map(all -> room.within(all, need))
                .orElseGet(() -> need.atMost(pods, "the ResourceQuotas may not be listed"));
        Optional<List<Node>> nodes = cluster.nodes();
        if (nodes.isEmpty()) {
            troubles.bad("nodes", "it is forbidden to list the nodes, so whether any could take one is not checked");
        }
        return nodes.map(all -> room.on(all, within)).orElse(within);
    }

    private void keep(Deployment wanted, PlaceholderNeed need) throws IOException {
        if (need.pods() == pods && wanted.equals(applied)) {
            return;
        }
        cluster.apply(wanted);
        applied = wanted;
        changed(need.pods(), need.reason());
    }

    private void clear(String why) throws IOException {
        if (pods > 0) {
            cluster.clear();
            changed(0, why);
        }
    }

    private void changed(int to, String why) {
        if (to != pods) {
            log.info("placeholders {} -> {}: {}", pods, to, why);
        }
        pods = to;
    }

    /** Of a replica that led: nobody else keeps its placeholders until another one has claimed the object. */
    private void leave(String why) throws IOException {
        if (acting && pods > 0 && !isClaimed()) {
            clear(why);
        }
        acting = false;
        pods = 0;
        applied = null;
    }

    private boolean isClaimed() throws IOException {
        return cluster.owner()
                .map(owner -> owner.getMetadata().getAnnotations())
                .filter(annotations -> !Objects.equals(annotations.get(Annotations.EPOCH), epoch))
                .isPresent();
    }

    private void sayLeft() {
        if (pods > 0) {
            troubles.bad("left", pods + " stay, as the mode is recommend: in mode off or auto they may go");
        }
    }

    private void sayRefused(Deployment there) {
        Optional<String> refused = Optional.ofNullable(there.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(c -> "ReplicaFailure".equals(c.getType()) && "True".equals(c.getStatus()))
                .map(c -> "their Pods cannot be created: " + c.getMessage())
                .findFirst();
        refused.ifPresentOrElse(what -> troubles.bad("refused", what), () -> troubles.good("refused"));
    }

    private static int replicas(Deployment there) {
        return Optional.ofNullable(there.getSpec().getReplicas()).orElse(1);
    }

    /** Lets the placeholders go that this replica keeps. */
    @Override
    public synchronized void close() {
        try {
            leave("the service ends");
        } catch (IOException | RuntimeException e) {
            troubles.bad("api", String.valueOf(e.getMessage()));
        }
    }
}
