package io.foretide.scaler.kubernetes.checks;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.scaler.control.checks.Checks;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.scaler.kubernetes.Api;
import io.foretide.scaler.kubernetes.checks.RightsNeeded.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Asks the API server verb by verb what this user may do there. */
final class Rights {
    private final KubernetesClient client;

    Rights(KubernetesClient client) {
        this.client = client;
    }

    /** One check if everything is allowed, else one for each rule of which something is not. */
    void check(Checks checks, List<Rule> needed) {
        boolean all = true;
        for (Rule rule : needed) {
            try {
                List<String> missing = missing(rule);
                if (!missing.isEmpty()) {
                    checks.add("may " + rule.only(missing), finding(rule.only(missing)));
                    all = false;
                }
            } catch (IOException e) {
                checks.add("may " + rule, Finding.noAnswer("the API server does not tell: " + Checks.firstLine(e)));
                all = false;
            }
        }
        if (all) {
            int verbs = needed.stream().mapToInt(rule -> rule.verbs().size()).sum();
            checks.add("rights", Finding.ok("all " + verbs + " that are needed are there"));
        }
    }

    private static Finding finding(Rule missing) {
        boolean everywhere = missing.namespace().isEmpty();
        Fix fix = new Fix(
                everywhere ? "the rules of a ClusterRole" : "the rules of a Role in namespace " + missing.namespace(),
                missing.yaml());
        String problem = "not allowed in " + (everywhere ? "all namespaces" : "namespace " + missing.namespace());
        return missing.what()
                .map(without -> Finding.warning(problem + ": " + without, fix))
                .orElseGet(() -> Finding.problem(problem, fix));
    }

    private List<String> missing(Rule rule) throws IOException {
        List<String> missing = new ArrayList<>();
        for (String verb : rule.verbs()) {
            if (!isAllowed(rule, verb)) {
                missing.add(verb);
            }
        }
        return missing;
    }

    private boolean isAllowed(Rule rule, String verb) throws IOException {
        String[] resource = rule.resource().split("/", 2);
        SelfSubjectAccessReview review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace(rule.namespace())
                .withGroup(rule.group())
                .withResource(resource[0])
                .withSubresource(resource.length > 1 ? resource[1] : "")
                .withName(rule.name().orElse(""))
                .withVerb(verb)
                .endResourceAttributes()
                .endSpec()
                .build();
        SubjectAccessReviewStatus status = Api.ask(
                "ask for the right to " + verb + " " + rule.resource(),
                () -> client.authorization()
                        .v1()
                        .selfSubjectAccessReview()
                        .create(review)
                        .getStatus());
        return status != null && Boolean.TRUE.equals(status.getAllowed());
    }
}
