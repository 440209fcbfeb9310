package io.foretide.scaler.kubernetes.checks;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.planner.decision.Cause;
import io.foretide.scaler.control.JobObject;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.scaler.control.checks.Checks;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.scaler.kubernetes.Api;
import io.foretide.scaler.kubernetes.KubernetesCause.AutoscalerBound;
import io.foretide.scaler.kubernetes.KubernetesCause.Owned;
import io.foretide.scaler.kubernetes.KubernetesSettings;
import io.foretide.scaler.kubernetes.KubernetesTarget;
import io.foretide.scaler.kubernetes.OtherOwners;
import io.foretide.scaler.kubernetes.PodMatch;
import io.foretide.scaler.kubernetes.ScaledKind;
import io.foretide.scaler.kubernetes.ScaledObject;
import io.foretide.telemetry.flink.FlinkControl;
import io.foretide.text.Counted;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the object that is scaled is there, can be scaled, and is nobody else's. */
final class ObjectChecks {
    private final KubernetesClient client;
    private final KubernetesSettings target;
    private final Optional<JobObject> by;
    private final ScaledObject object;
    private final Checks checks;
    private @Nullable GenericKubernetesResource resource;

    /** {@code by}: the object that says the job. */
    ObjectChecks(KubernetesClient client, KubernetesSettings target, Optional<JobObject> by, Checks checks) {
        this.client = client;
        this.target = target;
        this.by = by;
        this.checks = checks;
        this.object = new ScaledObject(client, target.kind(), target.namespace(), target.name());
    }

    void check(int maxTaskManagers, Optional<FlinkControl> flink) {
        Optional<Scale> scale = object();
        find("other owners", this::owners);
        rollout();
        if (scale.isPresent()) {
            find("Pods and annotations", this::read);
            flink.filter(control -> target.comparePods())
                    .ifPresent(control -> find("TaskManagers", () -> compared(scale.get(), control)));
            find("quota", () -> new Quotas(client, target.namespace()).check(scale.get(), maxTaskManagers));
        }
    }

    private Optional<Scale> object() {
        try {
            if (by.isEmpty()) {
                resource = object.get();
            }
            Scale scale = object.scale();
            if (by.isPresent()) {
                resource = object.visible(scale);
            }
            String selector =
                    scale.getStatus() == null ? null : scale.getStatus().getSelector();
            if (selector == null || selector.isEmpty()) {
                checks.add(
                        "object",
                        Finding.problem("the scale of " + object + " has no selector: its Pods cannot be found"));
                return Optional.empty();
            }
            int replicas = scale.getSpec() == null || scale.getSpec().getReplicas() == null
                    ? 0
                    : scale.getSpec().getReplicas();
            checks.add(
                    "object",
                    Finding.ok(object + " has " + Counted.of(replicas, "replica") + ", selected by " + selector));
            return Optional.of(scale);
        } catch (ScaledObject.NoReplicasException e) {
            checks.add("object", Finding.problem(Checks.firstLine(e), Fix.run(e.fix())));
            return Optional.empty();
        } catch (IOException e) {
            checks.add("object", failed(e));
            return Optional.empty();
        }
    }

    private Finding owners() throws IOException {
        OtherOwners owners = new OtherOwners(client, object);
        Optional<Owned> controller = Optional.ofNullable(resource).flatMap(owners::controller);
        if (controller.isPresent()) {
            return owned(controller.get());
        }
        return owners.autoscaler()
                .map(found -> Finding.problem(
                        found.sentence() + ": Foretide changes nothing as long as it "
                                + (found instanceof AutoscalerBound ? "does" : "is there"),
                        Remedy.of(found, target).orElseThrow()))
                .orElseGet(() -> Finding.ok("no HorizontalPodAutoscaler scales it"));
    }

    /** Said only where it is paused. */
    private void rollout() {
        if (resource != null && Boolean.TRUE.equals(resource.get("spec", "paused"))) {
            checks.add(
                    "rollout",
                    Finding.warning(
                            object + " is paused: it is scaled all the same, and a change of its Pods waits",
                            Fix.run("kubectl rollout resume deployment/" + target.name() + " -n "
                                    + target.namespace())));
        }
    }

    /** Whether the Pods are the TaskManagers that Flink has; who does not answer is said by other checks. */
    private Finding compared(Scale scale, FlinkControl flink) throws IOException {
        PodMatch match = match(object.pods(scale), flink);
        if (match instanceof PodMatch.Different different) {
            return Finding.problem(
                    different.why().sentence() + ": Foretide changes nothing",
                    Fix.ours("target: {name: ...}    # what runs the TaskManagers; comparePods: false if they have"
                            + " other addresses in Flink"));
        }
        if (match instanceof PodMatch.Unknown unknown) {
            return Finding.ok("whether the Pods are Flink's cannot be told: " + unknown.why());
        }
        PodMatch.Same same = (PodMatch.Same) match;
        return same.pods() < same.registered()
                ? Finding.warning(same.pods() + " of the " + same.registered() + " in Flink are Pods of " + object
                        + ": the others are not scaled")
                : Finding.ok("all " + same.registered() + " in Flink are Pods of " + object);
    }

    private PodMatch match(List<Pod> pods, FlinkControl flink) {
        try {
            return PodMatch.of(object.toString(), pods, flink.registered());
        } catch (IOException e) {
            return new PodMatch.Unknown("Flink does not answer");
        }
    }

    private Finding owned(Owned owner) {
        String found = owner.sentence() + ": Foretide changes nothing";
        return owner.kind().equals(ScaledKind.FLINK_DEPLOYMENT.kind())
                ? Finding.problem(
                        found,
                        Fix.ours("target: {type: flink-deployment, namespace: " + target.namespace() + ", name: "
                                + owner.name() + "}"))
                : Finding.problem(found);
    }

    private Finding read() throws IOException {
        TargetSnapshot snapshot =
                KubernetesTarget.looked(client, object, target.mode(), by).read();
        Optional<Cause> hold = snapshot.overrides().hold();
        if (hold.isPresent()) {
            return hold.get() instanceof Owned
                    ? Finding.warning("everything holds, as " + hold.get().sentence())
                    : unreadable(hold.get());
        }
        if (snapshot.obstacle().isPresent()) {
            return Finding.warning(snapshot.obstacle().get().message());
        }
        String pods = snapshot.pods()
                .map(count -> Counted.of(count.existing(), "Pod") + ", " + count.ready() + " ready")
                .orElse("no Pods");
        if (snapshot.pods()
                .map(count -> count.existing() == 0 && snapshot.taskManagers() > 0)
                .orElse(false)) {
            return Finding.warning("none of " + Counted.of(snapshot.taskManagers(), "Pod") + " exists");
        }
        return Finding.ok(pods
                + snapshot.whyRecommended()
                        .map(why -> "; decisions are recommendations, as " + why.sentence())
                        .orElse("; decisions are carried out"));
    }

    private Finding unreadable(Cause hold) {
        return Remedy.of(hold, target)
                .map(fix -> Finding.problem(hold.sentence() + "; everything holds until it can be read", fix))
                .orElseGet(() -> Finding.problem(hold.sentence()));
    }

    private void find(String name, Checks.Asking check) {
        try {
            checks.add(name, check.find());
        } catch (IOException e) {
            checks.add(name, failed(e));
        }
    }

    /** The API says what is wrong, or nothing. */
    private static Finding failed(IOException e) {
        return Api.isSilent(e) ? Finding.noAnswer(Checks.firstLine(e)) : Finding.problem(Checks.firstLine(e));
    }
}
