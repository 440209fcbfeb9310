package io.foretide.scaler.kubernetes.checks;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.scaler.control.JobObject;
import io.foretide.scaler.control.TargetSettings;
import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Checks;
import io.foretide.scaler.kubernetes.Api;
import io.foretide.scaler.kubernetes.KedaReader;
import io.foretide.scaler.kubernetes.KubernetesAccess;
import io.foretide.scaler.kubernetes.KubernetesSettings;
import io.foretide.scaler.kubernetes.LeaderSettings;
import io.foretide.scaler.kubernetes.checks.RightsNeeded.Rule;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.flink.FlinkControl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the API server answers and allows what is needed. Changes nothing.
 *
 * @param job whose memory the replicas share
 * @param target that is scaled, if it is on Kubernetes
 * @param object that says the job, if one does
 * @param leader how replicas agree, if they do
 * @param maxTaskManagers the largest size
 * @param flink whose TaskManagers the Pods are to be; empty if it cannot be asked
 */
public record KubernetesChecks(
        JobId job,
        Optional<KubernetesSettings> target,
        Optional<JobObject> object,
        Optional<LeaderSettings> leader,
        int maxTaskManagers,
        Optional<FlinkControl> flink) {
    /** The checks of a job that a file says. */
    KubernetesChecks(
            JobId job,
            Optional<KubernetesSettings> target,
            Optional<LeaderSettings> leader,
            int maxTaskManagers,
            Optional<FlinkControl> flink) {
        this(job, target, Optional.empty(), leader, maxTaskManagers, flink);
    }

    /** The checks that a target and its leader call for: none where neither is on Kubernetes. */
    public static KubernetesChecks of(
            JobId job, TargetSettings target, Optional<LeaderSettings> leader, int maxTaskManagers) {
        return new KubernetesChecks(job, KubernetesSettings.of(target), leader, maxTaskManagers, Optional.empty());
    }

    /** The same, which compare Pods and TaskManagers too. */
    public KubernetesChecks with(FlinkControl running) {
        return new KubernetesChecks(job, target, object, leader, maxTaskManagers, Optional.of(running));
    }

    /** The same, of a job that an object says. */
    public KubernetesChecks saidBy(Optional<JobObject> by) {
        return new KubernetesChecks(job, target, by, leader, maxTaskManagers, flink);
    }

    /** The checks by the cluster of this Pod or kubeconfig; none where nothing is on Kubernetes. */
    public List<Check> all() {
        if (target.isEmpty() && object.isEmpty() && leader.isEmpty()) {
            return List.of();
        }
        Optional<String> context = target.flatMap(KubernetesSettings::context);
        if (context.isPresent() && leader.isPresent()) {
            KubernetesChecks lease = new KubernetesChecks(job, Optional.empty(), leader, maxTaskManagers, flink);
            KubernetesChecks scaled = new KubernetesChecks(job, target, Optional.empty(), maxTaskManagers, flink);
            return Stream.concat(lease.all().stream(), scaled.all().stream()).toList();
        }
        try (KubernetesClient client = KubernetesAccess.client(context)) {
            return made(client);
        }
    }

    /** The checks by a client, which stays open. */
    public List<Check> made(KubernetesClient client) {
        Checks checks = new Checks("Kubernetes");
        if (new ApiServer(client).check(checks, leader.isPresent())) {
            new Rights(client).check(checks, rights(client));
            target.ifPresent(
                    settings -> new ObjectChecks(client, settings, object, checks).check(maxTaskManagers, flink));
        }
        return checks.all();
    }

    private List<Rule> rights(KubernetesClient client) {
        List<Rule> rules = new ArrayList<>(RightsNeeded.by(this));
        target.filter(settings -> hasKeda(client))
                .map(settings -> RightsNeeded.keda(settings.namespace()))
                .ifPresent(rules::add);
        return rules;
    }

    static boolean hasKeda(KubernetesClient client) {
        try {
            return Api.knows(client, KedaReader.GROUP);
        } catch (IOException e) {
            return false; // whoever does not answer is said by the other checks
        }
    }
}
