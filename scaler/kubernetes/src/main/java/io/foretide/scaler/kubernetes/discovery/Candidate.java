package io.foretide.scaler.kubernetes.discovery;

import com.fasterxml.jackson.annotation.JsonValue;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Something in a cluster that Flink runs in.
 *
 * @param kind of the object, such as {@code Deployment}
 * @param flink address of Flink's REST interface, where one was found
 * @param target by which type of target it is scaled; empty if it cannot be
 * @param why it can or cannot be scaled
 * @param taskManagers as many as are asked for now
 * @param coveredBy who scales it by Foretide already
 */
public record Candidate(
        String kind,
        String namespace,
        String name,
        Optional<String> flink,
        Scalable scalable,
        Optional<String> target,
        String why,
        int taskManagers,
        int slotsPerTaskManager,
        Optional<String> coveredBy) {
    private static final int LEAST_MAXIMUM = 2;

    /** Whether it can be scaled. */
    public enum Scalable {
        YES,
        /** What decides it is not in the manifests. */
        MAYBE,
        NO;

        /** The word for it, in lower case. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The object as other parts of Foretide name what they scale. */
    public String scaled() {
        return kind + " " + namespace + "/" + name;
    }

    Candidate with(Verdict verdict) {
        return new Candidate(
                kind,
                namespace,
                name,
                flink,
                verdict.scalable(),
                verdict.target(),
                verdict.why(),
                taskManagers,
                slotsPerTaskManager,
                coveredBy);
    }

    Candidate coveredBy(Optional<String> owner) {
        return new Candidate(
                kind, namespace, name, flink, scalable, target, why, taskManagers, slotsPerTaskManager, owner);
    }

    /**
     * The {@code PredictiveAutoscaler} that scales it, which recommends only and may have twice of what there is; empty if it
     * cannot be scaled, or is already.
     */
    public Optional<Map<String, Object>> object() {
        if (scalable == Scalable.NO || coveredBy.isPresent() || target.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> scales = new LinkedHashMap<>();
        scales.put("type", target.get());
        if (!target.get().equals(Discovery.RESCALE_API)) {
            scales.put("name", name);
        }
        if (kind.equals("StatefulSet")) {
            scales.put("kind", kind);
        }
        scales.put("mode", "recommend");
        Map<String, Object> spec = new LinkedHashMap<>();
        flink.ifPresent(address -> spec.put("flink", Map.of("rest", address)));
        spec.put("target", scales);
        Map<String, Object> planner = new LinkedHashMap<>();
        planner.put("slotsPerTaskManager", slotsPerTaskManager);
        planner.put("maxTaskManagers", Math.max(LEAST_MAXIMUM, 2 * taskManagers));
        spec.put("planner", planner);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        metadata.put("namespace", namespace);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", "foretide.io/v1alpha1");
        object.put("kind", "PredictiveAutoscaler");
        object.put("metadata", metadata);
        object.put("spec", spec);
        return Optional.of(object);
    }

    /** The same as YAML to apply, below what was found. */
    public Optional<String> manifest() {
        return object().map(
                        tree -> "# " + why + "\n" + Serialization.asYaml(tree).replaceFirst("^---\n", ""));
    }
}
