package io.foretide.scaler.kubernetes;

import io.foretide.config.Codec;
import io.foretide.config.Codecs;
import io.foretide.config.Key;
import io.foretide.config.Values;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.TargetKind;
import io.foretide.scaler.control.TargetSettings;
import java.util.List;

/** What runs the TaskManagers on Kubernetes: a Deployment or StatefulSet, or the FlinkDeployment of Flink's operator. */
abstract class KubernetesKind implements TargetKind {
    private static final Key<String> NAMESPACE =
            Key.required("namespace", KubernetesNames.NAMESPACE, "where the object is");
    private static final Key<String> CONTEXT = Key.optional(
            "context",
            Codecs.text("the name of a context of the kubeconfig"),
            "context of the kubeconfig in whose cluster the object is; without it where the service runs");
    private static final Key<String> NAME = Key.required(
            "name",
            KubernetesNames.object("the name of the Deployment, StatefulSet or FlinkDeployment of the TaskManagers"),
            "of the object");
    private static final Codec<ScaledKind> KINDS =
            Codecs.word(List.of(ScaledKind.DEPLOYMENT, ScaledKind.STATEFUL_SET), ScaledKind::kind);
    private static final Key<ScaledKind> KIND = Key.of("kind", KINDS, ScaledKind.DEPLOYMENT, "of the object");
    private static final Key<Boolean> DELETION_COST =
            Key.of("deletionCost", Codecs.flag(), true, "choose who ends in a scale down by the Pods' deletion cost");
    private static final Key<Boolean> CHECKPOINT_BEFORE_SHRINK =
            Key.of("checkpointBeforeShrink", Codecs.flag(), false, "take a checkpoint before a scale down");
    private static final Key<Boolean> ANNOTATE = Key.of(
            "annotate",
            Codecs.flag(),
            true,
            "tell by annotations of the object what was decided and which replica leads; without it the right to patch the"
                    + " object is not needed, and there are no placeholders");
    private static final Key<Boolean> COMPARE_PODS = Key.of(
            "comparePods",
            Codecs.flag(),
            true,
            "leave an object alone whose Pods have other addresses than the TaskManagers in Flink: it is another, such as the"
                    + " JobManager's");
    private static final Key<Values> PLACEHOLDERS = Key.optional(
            "placeholders", Codecs.block(PlaceholderSettings.BLOCK), "Pods that hold nodes for TaskManagers to come");

    private static final List<Key<?>> OF_DEPLOYMENT = List.of(
            NAMESPACE,
            NAME,
            CONTEXT,
            KIND,
            Mode.KEY,
            DELETION_COST,
            CHECKPOINT_BEFORE_SHRINK,
            ANNOTATE,
            COMPARE_PODS,
            PLACEHOLDERS);
    private static final List<Key<?>> OF_OPERATOR = List.of(
            NAMESPACE,
            NAME,
            CONTEXT,
            Mode.KEY,
            DELETION_COST,
            CHECKPOINT_BEFORE_SHRINK,
            ANNOTATE,
            COMPARE_PODS,
            PLACEHOLDERS);

    static KubernetesSettings settings(ScaledKind kind, Values values) {
        String namespace = values.get(NAMESPACE);
        String name = values.get(NAME);
        return new KubernetesSettings(
                kind,
                namespace,
                name,
                values.get(Mode.KEY),
                values.get(DELETION_COST),
                values.get(CHECKPOINT_BEFORE_SHRINK),
                values.get(ANNOTATE),
                values.get(COMPARE_PODS),
                values.find(PLACEHOLDERS).map(block -> PlaceholderSettings.read(block, namespace, name)),
                values.find(CONTEXT));
    }

    /** {@code kubernetes-deployment}. */
    public static final class OfDeployment extends KubernetesKind {
        @Override
        public String type() {
            return "kubernetes-deployment";
        }

        @Override
        public List<Key<?>> keys() {
            return OF_DEPLOYMENT;
        }

        @Override
        public TargetSettings read(Values values) {
            return settings(values.get(KIND), values);
        }

        @Override
        public int rank() {
            return 2;
        }
    }

    /** {@code flink-deployment}. */
    public static final class OfOperator extends KubernetesKind {
        @Override
        public String type() {
            return "flink-deployment";
        }

        @Override
        public List<Key<?>> keys() {
            return OF_OPERATOR;
        }

        @Override
        public TargetSettings read(Values values) {
            return settings(ScaledKind.FLINK_DEPLOYMENT, values);
        }

        @Override
        public int rank() {
            return 3;
        }
    }
}
