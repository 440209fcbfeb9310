package io.foretide.scaler.kubernetes.discovery;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who scales what by Foretide already: objects of the cluster, and jobs of a file. Immutable. */
final class Coverage {
    private final List<GenericKubernetesResource> objects;
    private final Map<String, String> jobs;

    Coverage(List<GenericKubernetesResource> objects, Map<String, String> jobs) {
        this.objects = objects;
        this.jobs = jobs;
    }

    Optional<String> of(Candidate candidate) {
        return Optional.ofNullable(jobs.get(candidate.scaled()))
                .or(() -> candidate.flink().map(jobs::get))
                .or(() -> objects.stream()
                        .filter(object -> covers(object, candidate))
                        .map(object ->
                                object.getKind() + " " + object.getMetadata().getNamespace() + "/"
                                        + object.getMetadata().getName())
                        .findFirst());
    }

    /** By the target's name where it has one; an object scales in its own namespace alone. */
    private static boolean covers(GenericKubernetesResource object, Candidate candidate) {
        if (!object.getMetadata().getNamespace().equals(candidate.namespace())) {
            return false;
        }
        Object name = object.get("spec", "target", "name");
        if (name == null) {
            return candidate
                    .flink()
                    .filter(address -> isSame(address, String.valueOf(object.<Object>get("spec", "flink", "rest"))))
                    .isPresent();
        }
        return name.equals(candidate.name());
    }

    /** Whether both lead to one Service: within the namespace its name alone is enough. */
    private static boolean isSame(String address, String said) {
        String plain = said.replaceFirst("/+$", "").replaceFirst("\\.svc(\\.cluster\\.local)?(?=:|$)", "");
        return plain.equals(address) || plain.equals(address.replaceFirst("\\.[^.:/]+(?=:\\d+$)", ""));
    }
}
