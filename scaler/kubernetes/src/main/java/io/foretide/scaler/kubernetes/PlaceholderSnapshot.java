package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.Standing;
import java.util.List;
import java.util.Optional;

/**
 * All that placeholders depend on, as a tick found it.
 *
 * @param standing whether this replica acts
 * @param isOurs whether this replica keeps the placeholders and no other one has claimed the scaled object since
 * @param owner the TaskManagers; empty if there are none
 * @param kept placeholders asked for until now
 * @param ready of them, those that have a node and run
 * @param failure why their Pods cannot be created
 * @param need placeholders that the tick asks for; none while somebody else scales the TaskManagers
 * @param limits what bounds them; only read where some are needed
 */
record PlaceholderSnapshot(
        Standing standing,
        boolean isOurs,
        Optional<Owner> owner,
        int kept,
        int ready,
        Optional<String> failure,
        PlaceholderNeed need,
        Optional<Limits> limits) {
    /**
     * The scaled object.
     *
     * @param mode as its annotations or the configuration say
     */
    record Owner(GenericKubernetesResource object, Mode mode) {
        /** Token of the replica that claimed it last; empty if none ever did. */
        Optional<String> epoch() {
            return Optional.ofNullable(Api.annotations(object).get(Annotations.EPOCH));
        }
    }

    /**
     * Bounds of the cluster.
     *
     * @param quotas of the placeholders' namespace; empty if it is forbidden to list them
     * @param nodes empty if it is forbidden to list them
     */
    record Limits(PlaceholderRoom room, Optional<List<ResourceQuota>> quotas, Optional<List<Node>> nodes) {}
}
