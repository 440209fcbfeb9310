package io.foretide.scaler.kubernetes.checks;

import io.foretide.planner.decision.Cause;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.scaler.kubernetes.KubernetesCause.AnnotationUnreadable;
import io.foretide.scaler.kubernetes.KubernetesCause.Autoscaler;
import io.foretide.scaler.kubernetes.KubernetesCause.AutoscalerBound;
import io.foretide.scaler.kubernetes.KubernetesCause.AutoscalerPaused;
import io.foretide.scaler.kubernetes.KubernetesSettings;
import java.util.Optional;

/** The command that takes a cause away. */
final class Remedy {
    private Remedy() {}

    static Fix of(AutoscalerBound cause, KubernetesSettings target) {
        String resource = switch (cause.kind()) {
            case HPA -> "hpa";
            case KEDA -> "scaledobject";
        };
        return Fix.run("kubectl delete " + resource + " " + cause.name() + " -n " + target.namespace());
    }

    static Fix of(AnnotationUnreadable cause, KubernetesSettings target) {
        return Fix.run("kubectl annotate " + target.kind().plural() + "/" + target.name() + " -n " + target.namespace()
                + " " + cause.key() + "-");
    }

    /** For any cause; empty where no command would help. */
    static Optional<Fix> of(Cause cause, KubernetesSettings target) {
        if (cause instanceof AutoscalerBound bound) {
            return Optional.of(of(bound, target));
        }
        if (cause instanceof AutoscalerPaused paused) {
            return Optional.of(of(new AutoscalerBound(Autoscaler.KEDA, paused.name()), target));
        }
        return cause instanceof AnnotationUnreadable unreadable
                ? Optional.of(of(unreadable, target))
                : Optional.empty();
    }
}
