package io.foretide.scaler.kubernetes.checks;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Checks;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.scaler.kubernetes.Api;
import io.foretide.scaler.kubernetes.AutoscalerApi;
import io.foretide.scaler.kubernetes.KubernetesAccess;
import io.foretide.scaler.kubernetes.checks.RightsNeeded.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the API server knows {@code PredictiveAutoscaler} objects and allows to serve them. Changes nothing.
 *
 * @param context of the kubeconfig; empty: where the service runs
 * @param namespaces whose objects count, or {@code *}
 */
public record AutoscalerChecks(Optional<String> context, List<String> namespaces) {
    private static final String ALL = "*";

    public AutoscalerChecks {
        namespaces = List.copyOf(namespaces);
    }

    /** The checks by the cluster of the context; without one, of this Pod or kubeconfig. */
    public List<Check> all() {
        try (KubernetesClient client = KubernetesAccess.client(context)) {
            return made(client);
        }
    }

    /** The checks by a client, which stays open. */
    public List<Check> made(KubernetesClient client) {
        Checks checks = new Checks("Kubernetes");
        if (new ApiServer(client).check(checks, false)) {
            checks.add("objects", known(client));
            new Rights(client).check(checks, rights(client));
        }
        return checks.all();
    }

    private static Finding known(KubernetesClient client) {
        try {
            return Api.knows(client, AutoscalerApi.GROUP)
                    ? Finding.ok("PredictiveAutoscaler objects are defined")
                    : Finding.problem(
                            "the API server knows no PredictiveAutoscaler objects",
                            Fix.run("kubectl apply -f scaler/deploy/helm/foretide/crds/"));
        } catch (IOException e) {
            return Finding.noAnswer(Checks.firstLine(e));
        }
    }

    private List<Rule> rights(KubernetesClient client) {
        boolean keda = KubernetesChecks.hasKeda(client);
        List<Rule> rules = new ArrayList<>();
        for (String namespace : namespaces.contains(ALL) ? List.of("") : namespaces) {
            rules.addAll(RightsNeeded.byObjects(namespace));
            if (keda) {
                rules.add(RightsNeeded.keda(namespace));
            }
        }
        return rules;
    }
}
