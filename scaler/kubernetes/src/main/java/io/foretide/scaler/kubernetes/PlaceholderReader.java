package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.Standing;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.kubernetes.PlaceholderSnapshot.Limits;
import io.foretide.scaler.kubernetes.PlaceholderSnapshot.Owner;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/**
 * Reads what placeholders depend on.
 *
 * @param beside whether they are in the TaskManagers' namespace
 * @param enabled whether there may be any; else their bounds do not matter
 */
record PlaceholderReader(
        PlaceholderCluster cluster, boolean beside, boolean enabled, Placeholders.Bounds bounds, Clock clock) {
    /** For a replica that leads. */
    PlaceholderSnapshot leading(TickReport report) throws IOException {
        Optional<GenericKubernetesResource> object = cluster.owner();
        Optional<Deployment> there = cluster.placeholders();
        Optional<ManualOverrides> manual =
                object.map(found -> ManualOverrides.of(Api.annotations(found), bounds.mode(), clock.instant()));
        PlaceholderNeed wanted = manual.map(
                        asked -> PlaceholderNeed.of(report, bounds.maxTaskManagers(), asked.overrides()))
                .orElseGet(() -> PlaceholderNeed.none(PlaceholderCause.Plain.NO_TASK_MANAGERS));
        boolean isWanted = enabled && wanted.pods() > 0 && manual.orElseThrow().mode() == Mode.AUTO;
        Optional<KubernetesCause> autoscaler = isWanted ? cluster.autoscaler() : Optional.empty();
        boolean mayGrow = isWanted && autoscaler.isEmpty();
        return new PlaceholderSnapshot(
                report.standing(),
                true,
                object.map(found -> new Owner(found, manual.orElseThrow().mode())),
                kept(there),
                ready(there),
                failure(there),
                autoscaler.map(PlaceholderNeed::none).orElse(wanted),
                mayGrow ? Optional.of(limits(object.orElseThrow(), there, report)) : Optional.empty());
    }

    /** For a replica that led under {@code tenure}. */
    PlaceholderSnapshot following(Standing.Follows standing, Placeholders.Tenure tenure) throws IOException {
        Optional<Owner> owner = cluster.owner().map(found -> new Owner(found, bounds.mode()));
        boolean isClaimed =
                owner.filter(found -> !found.epoch().equals(tenure.epoch())).isPresent();
        Optional<Deployment> there = isClaimed ? Optional.empty() : cluster.placeholders();
        return new PlaceholderSnapshot(
                standing,
                !isClaimed,
                owner,
                kept(there),
                ready(there),
                Optional.empty(),
                PlaceholderNeed.none(standing.why()),
                Optional.empty());
    }

    private Limits limits(GenericKubernetesResource owner, Optional<Deployment> there, TickReport report)
            throws IOException {
        int coming = Math.max(0, report.state().taskManagers() - cluster.existing());
        int present = there.map(Deployment::getStatus)
                .map(status -> status.getReplicas())
                .orElse(0);
        return new Limits(
                new PlaceholderRoom(PlaceholderResources.of(cluster.pod(owner)), present, coming, beside),
                cluster.quotas(),
                cluster.nodes());
    }

    private static int kept(Optional<Deployment> there) {
        return there.map(found ->
                        Optional.ofNullable(found.getSpec().getReplicas()).orElse(1))
                .orElse(0);
    }

    private static int ready(Optional<Deployment> there) {
        return there.map(Deployment::getStatus)
                .map(DeploymentStatus::getReadyReplicas)
                .orElse(0);
    }

    private static Optional<String> failure(Optional<Deployment> there) {
        return there.map(Deployment::getStatus).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(c -> "ReplicaFailure".equals(c.getType()) && "True".equals(c.getStatus()))
                .map(c -> "their Pods cannot be created: " + c.getMessage())
                .findFirst();
    }
}
