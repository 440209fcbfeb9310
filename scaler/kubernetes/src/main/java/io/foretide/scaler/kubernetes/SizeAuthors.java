package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.foretide.planner.learned.SizeAuthor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells who has set the replicas, and whether by a manifest. A manifest's writer that has written nothing since the last look did
 * not: before Kubernetes 1.22 the scale subresource leaves no trace, and whoever made the object stays the last one known.
 * Thread-safe.
 */
final class SizeAuthors {
    private static final String UNKNOWN = "somebody else";

    private @Nullable Look last;

    /** What was seen, and said of it. */
    private record Look(int replicas, Optional<ReplicasWriter> writer, SizeAuthor author) {}

    /** Who has set {@code replicas}; to be asked at every look. */
    synchronized SizeAuthor of(GenericKubernetesResource object, int replicas) {
        Optional<ReplicasWriter> writer = ReplicasWriter.of(object);
        if (last == null || last.replicas() != replicas) {
            last = new Look(replicas, writer, author(Optional.ofNullable(last).flatMap(Look::writer), writer));
        } else {
            last = new Look(replicas, writer, last.author());
        }
        return last.author();
    }

    /** Who has applied a size and then a manifest without any owns it no more: it is the default then. */
    private static SizeAuthor author(Optional<ReplicasWriter> before, Optional<ReplicasWriter> now) {
        Optional<ReplicasWriter> writer = now.isPresent() ? now : before;
        boolean wrote = before.isPresent() && !before.equals(now);
        return new SizeAuthor(
                writer.map(ReplicasWriter::manager)
                        .filter(manager -> !manager.equals(Api.FORETIDE))
                        .orElse(UNKNOWN),
                wrote && writer.filter(ReplicasWriter::isManifest).isPresent());
    }
}
