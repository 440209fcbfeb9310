package io.foretide.scaler.kubernetes.discovery;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which JobManager TaskManagers belong to, and the Service that leads to its REST interface. Immutable. */
final class JobManagers {
    private static final List<String> PART =
            List.of("component", "app.kubernetes.io/component", "role", "tier", "pod-template-hash");
    private static final List<String> PORT_NAMES = List.of("rest", "ui", "webui", "web-ui", "web", "http", "http-rest");

    private final Inventory inventory;

    JobManagers(Inventory inventory) {
        this.inventory = inventory;
    }

    /** The Service that TaskManagers register at, by the address in their settings. */
    Optional<Service> named(Workload taskManagers, FlinkSettings settings) {
        return settings.get(FlinkSettings.Key.RPC_ADDRESS)
                .map(address -> address.split("\\."))
                .flatMap(parts -> {
                    String namespace = parts.length > 1 ? parts[1] : taskManagers.namespace();
                    return inventory.services().stream()
                            .filter(service ->
                                    service.getMetadata().getNamespace().equals(namespace)
                                            && service.getMetadata().getName().equals(parts[0]))
                            .findFirst();
                });
    }

    /** The JobManager's workload: behind that Service, or with labels that differ in the part of Flink alone. */
    Optional<Workload> of(Workload taskManagers, Optional<Service> named) {
        String namespace =
                named.map(service -> service.getMetadata().getNamespace()).orElse(taskManagers.namespace());
        List<Workload> all = inventory.workloads().stream()
                .filter(one -> one.namespace().equals(namespace))
                .filter(one -> FlinkRole.of(one).filter(FlinkRole::isJobManager).isPresent())
                .toList();
        return all.stream()
                .filter(one -> named.map(service -> one.isSelectedBy(selector(service)))
                        .orElse(false))
                .findFirst()
                .or(() -> all.stream()
                        .filter(one -> !cluster(one).isEmpty() && cluster(one).equals(cluster(taskManagers)))
                        .findFirst());
    }

    /** The address of the REST interface: of the named Service itself, or of another one to the same Pods. */
    Optional<String> address(Optional<Workload> jobManager, Optional<Service> named, FlinkSettings settings) {
        return inventory.services().stream()
                .filter(service -> named.filter(service::equals).isPresent()
                        || jobManager.filter(one -> leadsTo(service, one)).isPresent()
                        || named.filter(other -> leadsWhere(service, other)).isPresent())
                .sorted(Comparator.comparing((Service service) ->
                                named.filter(service::equals).isEmpty())
                        .thenComparing(
                                service -> !service.getMetadata().getName().endsWith("-rest"))
                        .thenComparing(service -> service.getMetadata().getName()))
                .flatMap(service -> port(service, jobManager, settings.restPort()).stream()
                        .map(port -> settings.scheme() + "://"
                                + service.getMetadata().getName() + "."
                                + service.getMetadata().getNamespace() + ":" + port))
                .findFirst();
    }

    private static boolean leadsTo(Service service, Workload workload) {
        return service.getMetadata().getNamespace().equals(workload.namespace())
                && workload.isSelectedBy(selector(service));
    }

    private static boolean leadsWhere(Service service, Service other) {
        return service.getMetadata().getNamespace().equals(other.getMetadata().getNamespace())
                && !selector(service).isEmpty()
                && selector(service).equals(selector(other));
    }

    /** Where there is no address of the Service's own, it is the Pods' port that counts. */
    private static Optional<Integer> port(Service service, Optional<Workload> jobManager, int rest) {
        boolean isHeadless = "None".equals(service.getSpec().getClusterIP());
        return service.getSpec().getPorts().stream()
                .filter(port -> isRest(port, jobManager, rest))
                .map(port -> isHeadless ? Integer.valueOf(rest) : port.getPort())
                .findFirst();
    }

    private static boolean isRest(ServicePort port, Optional<Workload> jobManager, int rest) {
        IntOrString target = port.getTargetPort();
        if (target == null) {
            return port.getPort() == rest;
        }
        if (target.getIntVal() != null) {
            return target.getIntVal() == rest;
        }
        String name = String.valueOf(target.getStrVal());
        return jobManager
                .map(one -> one.ports().get(name))
                .map(number -> number == rest)
                .orElse(PORT_NAMES.contains(name));
    }

    private static Map<String, String> selector(Service service) {
        Map<String, String> selector = service.getSpec().getSelector();
        return selector == null ? Map.of() : selector;
    }

    private static Map<String, String> cluster(Workload workload) {
        return workload.podLabels().entrySet().stream()
                .filter(label -> !PART.contains(label.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
