package io.foretide.scaler.doctor;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.scaler.config.ForetideConfig;
import java.util.List;

/** Whether the API server answers and allows what is needed. */
final class KubernetesChecks {
    private final KubernetesClient client;
    private final ForetideConfig config;

    KubernetesChecks(KubernetesClient client, ForetideConfig config) {
        this.client = client;
        this.config = config;
    }

    List<Check> made() {
        Checks checks = new Checks("Kubernetes");
        if (new ApiServer(client).check(checks, config.leader().isPresent())) {
            new Rights(client).check(checks, RightsNeeded.by(config));
            if (config.target() instanceof ForetideConfig.Kubernetes target) {
                new ObjectChecks(client, target, checks).check(config.planner().maxTaskManagers());
            }
        }
        return checks.made();
    }
}
