package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.foretide.planner.learned.SizeAuthor;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells who has set the replicas, and whether by a manifest, by what has changed on the object since the last look. Thread-safe.
 *
 * <p>A manifest's writer that has written nothing since did not: before Kubernetes 1.22 the scale subresource leaves no trace, and
 * whoever made the object stays the last one known. Those servers do not date a write of fields that the writer had before, either:
 * there an apply is told by what kubectl notes of it.
 */
final class SizeAuthors {
    private static final String UNKNOWN = "somebody else";
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private @Nullable Look last;

    /**
     * What tells a manifest.
     *
     * @param applied what kubectl has applied
     * @param template of the Pods, which comes with a manifest or a rollout
     */
    private record Traces(Optional<ReplicasWriter> writer, Optional<String> applied, Map<?, ?> template) {
        static Traces of(GenericKubernetesResource object) {
            return new Traces(
                    ReplicasWriter.of(object),
                    Optional.ofNullable(Api.annotations(object).get(LAST_APPLIED)),
                    object.get("spec", "template") instanceof Map<?, ?> template ? template : Map.of());
        }

        /** Whether a manifest was written since {@code before}. */
        boolean isManifestSince(Traces before) {
            boolean wrote = before.writer().isPresent() && !before.writer().equals(writer);
            return (wrote
                            && lastWriter(before)
                                    .filter(ReplicasWriter::isManifest)
                                    .isPresent())
                    || !applied.equals(before.applied())
                    || !template.equals(before.template());
        }

        /** Who has applied a size and then a manifest without any owns it no more: it is the default then. */
        Optional<ReplicasWriter> lastWriter(Traces before) {
            return writer.isPresent() ? writer : before.writer();
        }
    }

    /** What was seen, and said of it. */
    private record Look(int replicas, Traces traces, SizeAuthor author) {}

    /** Who has set {@code replicas}; to be asked at every look. */
    synchronized SizeAuthor of(GenericKubernetesResource object, int replicas) {
        Traces now = Traces.of(object);
        Traces before = last == null ? now : last.traces();
        SizeAuthor author = last != null && last.replicas() == replicas
                ? last.author()
                : new SizeAuthor(name(now.lastWriter(before)), now.isManifestSince(before));
        last = new Look(replicas, now, author);
        return author;
    }

    private static String name(Optional<ReplicasWriter> writer) {
        return writer.map(ReplicasWriter::manager)
                .filter(manager -> !manager.equals(Api.FORETIDE))
                .orElse(UNKNOWN);
    }
}
