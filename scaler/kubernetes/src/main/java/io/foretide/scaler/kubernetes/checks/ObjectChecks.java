package io.foretide.scaler.kubernetes.checks;

import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.planner.decision.Cause;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.scaler.control.checks.Checks;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.kubernetes.Api;
import io.foretide.scaler.kubernetes.BeforeShrink;
import io.foretide.scaler.kubernetes.KubernetesSettings;
import io.foretide.scaler.kubernetes.KubernetesTarget;
import io.foretide.scaler.kubernetes.OtherOwners;
import io.foretide.scaler.kubernetes.ScaledObject;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** Whether the object that is scaled is there, can be scaled, and is nobody else's. */
final class ObjectChecks {
    private final KubernetesClient client;
    private final KubernetesSettings target;
    private final ScaledObject object;
    private final Checks checks;

    ObjectChecks(KubernetesClient client, KubernetesSettings target, Checks checks) {
        this.client = client;
        this.target = target;
        this.checks = checks;
        this.object = new ScaledObject(client, target.kind(), target.namespace(), target.name());
    }

    void check(int maxTaskManagers) {
        Optional<Scale> scale = object();
        find("other owners", this::owners);
        if (scale.isPresent()) {
            find("Pods and annotations", this::read);
            find("quota", () -> new Quotas(client, target.namespace()).check(scale.get(), maxTaskManagers));
        }
    }

    private Optional<Scale> object() {
        try {
            object.get();
            Scale scale = object.scale();
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
            checks.add("object", Finding.ok(object + " has " + replicas + " replicas, selected by " + selector));
            return Optional.of(scale);
        } catch (IOException e) {
            checks.add("object", failed(e));
            return Optional.empty();
        }
    }

    private Finding owners() throws IOException {
        return new OtherOwners(client, object)
                .autoscaler()
                .map(found -> Finding.problem(
                        found.sentence() + ": Foretide changes nothing as long as it does", Remedy.of(found, target)))
                .orElseGet(() -> Finding.ok("no HorizontalPodAutoscaler scales it"));
    }

    private Finding read() throws IOException {
        TargetSnapshot snapshot =
                new KubernetesTarget(client, object, target.mode(), BeforeShrink.NOTHING, Clock.systemUTC()).read();
        if (snapshot.overrides().hold().isPresent()) {
            return unreadable(snapshot.overrides().hold().get());
        }
        if (snapshot.obstacle().isPresent()) {
            return Finding.warning(snapshot.obstacle().get().message());
        }
        String pods = snapshot.pods()
                .map(count -> count.existing() + " Pods, " + count.ready() + " ready")
                .orElse("no Pods");
        if (snapshot.pods()
                .map(count -> count.existing() == 0 && snapshot.taskManagers() > 0)
                .orElse(false)) {
            return Finding.warning("none of " + snapshot.taskManagers() + " Pods exist");
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
