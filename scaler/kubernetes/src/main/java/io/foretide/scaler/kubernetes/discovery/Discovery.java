package io.foretide.scaler.kubernetes.discovery;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.autoscaling.v1.CrossVersionObjectReference;
import io.foretide.scaler.kubernetes.ScaledKind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recognises in an inventory what Flink runs in: the FlinkDeployments of Flink's operator, Deployments and StatefulSets of
 * TaskManagers, and JobManagers that start their TaskManagers themselves. Pure.
 */
public final class Discovery {
    static final String RESCALE_API = "rescale-api";
    private static final String DEPLOYMENT = "kubernetes-deployment";

    private final Inventory inventory;
    private final JobManagers jobManagers;

    private Discovery(Inventory inventory) {
        this.inventory = inventory;
        this.jobManagers = new JobManagers(inventory);
    }

    /**
     * What is there, by namespace and name.
     *
     * @param jobs who scales what already, besides the objects of the cluster: by kind, namespace and name
     */
    public static List<Candidate> of(Inventory inventory, Map<String, String> jobs) {
        return new Discovery(inventory).all(jobs);
    }

    private List<Candidate> all(Map<String, String> jobs) {
        Coverage coverage = new Coverage(inventory.autoscalers(), jobs);
        Set<String> ofOperator = inventory.flinkDeployments().stream()
                .map(one -> one.getMetadata().getNamespace() + "/"
                        + one.getMetadata().getName())
                .collect(Collectors.toSet());
        Predicate<Workload> isMadeByOperator = one -> ofOperator.contains(
                one.namespace() + "/" + one.owner().orElse(one.name().replaceFirst("-taskmanager$", "")));
        return Stream.concat(
                        inventory.flinkDeployments().stream().map(FlinkDeploymentCandidate::of),
                        inventory.workloads().stream()
                                .filter(isMadeByOperator.negate())
                                .flatMap(one -> of(one).stream()))
                .map(this::unlessHorizontal)
                .map(one -> one.coveredBy(coverage.of(one)))
                .sorted(Comparator.comparing(Candidate::namespace)
                        .thenComparing(Candidate::name)
                        .thenComparing(Candidate::kind))
                .toList();
    }

    private Optional<Candidate> of(Workload workload) {
        return FlinkRole.of(workload).flatMap(role -> switch (role) {
            case TASK_MANAGER -> Optional.of(taskManagers(workload));
            case NATIVE -> Optional.of(nativeJobManager(workload));
            default -> Optional.empty();
        });
    }

    private Candidate nativeJobManager(Workload jobManager) {
        FlinkSettings settings = inventory.settings(jobManager);
        Optional<String> address = jobManagers.address(Optional.of(jobManager), Optional.empty(), settings);
        return candidate(jobManager, address, settings, Verdict.ofNative(address, settings));
    }

    private Candidate taskManagers(Workload workload) {
        FlinkSettings own = inventory.settings(workload);
        Optional<Service> named = jobManagers.named(workload, own);
        Optional<Workload> jobManager = jobManagers.of(workload, named);
        FlinkSettings settings =
                jobManager.map(inventory::settings).map(its -> its.over(own)).orElse(own);
        Optional<String> address = jobManagers.address(jobManager, named, settings);
        Verdict verdict = workload.owner()
                .map(owner -> Verdict.no("it is made by FlinkDeployment " + owner + ", which cannot be read"))
                .orElseGet(() ->
                        address.isEmpty() ? withoutAddress(own, named, jobManager) : verdict(settings, jobManager));
        return candidate(workload, address, own.over(settings), verdict);
    }

    private Verdict verdict(FlinkSettings settings, Optional<Workload> jobManager) {
        boolean isKnown = settings.isReactive()
                || settings.isAdaptive()
                || jobManager
                        .filter(one -> !inventory.settings(one).isUnknown())
                        .isPresent();
        return isKnown
                ? Verdict.of(settings, jobManager.flatMap(FlinkRole::of), DEPLOYMENT)
                : Verdict.unknown(DEPLOYMENT);
    }

    private static Verdict withoutAddress(
            FlinkSettings settings, Optional<Service> named, Optional<Workload> jobManager) {
        if (named.isPresent() || jobManager.isPresent()) {
            return Verdict.no("no Service leads to port " + settings.restPort() + " of its JobManager "
                    + jobManager
                            .map(Workload::name)
                            .orElseGet(() -> named.orElseThrow().getMetadata().getName()));
        }
        return Verdict.no(
                settings.get(FlinkSettings.Key.RPC_ADDRESS)
                        .map(host -> "there is no Service " + host + ", where its JobManager is said to be")
                        .orElse(
                                "nothing says where its JobManager is: no jobmanager.rpc.address, and no JobManager with its labels"));
    }

    private static Candidate candidate(
            Workload workload, Optional<String> address, FlinkSettings settings, Verdict verdict) {
        return new Candidate(
                workload.kind().kind(),
                workload.namespace(),
                workload.name(),
                address,
                verdict.scalable(),
                verdict.target(),
                verdict.why(),
                workload.replicas(),
                settings.slots(),
                Optional.empty());
    }

    private Candidate unlessHorizontal(Candidate candidate) {
        return inventory.horizontal().stream()
                .filter(one -> one.getMetadata().getNamespace().equals(candidate.namespace()))
                .filter(one -> {
                    CrossVersionObjectReference bound = one.getSpec().getScaleTargetRef();
                    return bound.getKind().equals(candidate.kind())
                            && bound.getName().equals(candidate.name());
                })
                .findFirst()
                .map(one -> candidate.with(Verdict.no("HorizontalPodAutoscaler "
                        + one.getMetadata().getName() + " scales it, and two would undo each other's sizes")))
                .orElse(candidate);
    }

    /** What can be known of a FlinkDeployment. */
    private static final class FlinkDeploymentCandidate {
        private FlinkDeploymentCandidate() {}

        static Candidate of(GenericKubernetesResource resource) {
            FlinkSettings settings =
                    FlinkSettings.of(Optional.<Object>ofNullable(resource.get("spec", "flinkConfiguration"))
                            .orElse(Map.of()));
            Verdict verdict = Verdict.of(resource, settings);
            String name = resource.getMetadata().getName();
            String namespace = resource.getMetadata().getNamespace();
            return new Candidate(
                    ScaledKind.FLINK_DEPLOYMENT.kind(),
                    namespace,
                    name,
                    Optional.of(settings.scheme() + "://" + name + "-rest." + namespace + ":" + settings.restPort()),
                    verdict.scalable(),
                    verdict.target(),
                    verdict.why(),
                    Stream.of("spec", "status")
                            .map(part -> resource.<Object>get(part, "taskManager", "replicas"))
                            .filter(Integer.class::isInstance)
                            .map(Integer.class::cast)
                            .findFirst()
                            .orElse(1),
                    settings.slots(),
                    Optional.empty());
        }
    }
}
