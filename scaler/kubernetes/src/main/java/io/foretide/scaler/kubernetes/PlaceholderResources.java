package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Requests of a whole Pod, as the scheduler counts them: the sum of its containers, or one init container if that is more.
 *
 * @param requests by resource; a limit without a request is one
 * @param limits by resource, of those that all containers limit; never below the requests
 */
record PlaceholderResources(Map<String, Quantity> requests, Map<String, Quantity> limits) {
    PlaceholderResources {
        requests = new TreeMap<>(requests);
        limits = new TreeMap<>(limits);
    }

    static PlaceholderResources of(PodSpec pod) {
        List<Container> running = new ArrayList<>(pod.getContainers());
        List<Container> before = new ArrayList<>();
        for (Container init : pod.getInitContainers()) {
            ("Always".equals(init.getRestartPolicy()) ? running : before).add(init);
        }
        Map<String, Quantity> requests = new TreeMap<>();
        running.forEach(container ->
                requests(container).forEach((name, amount) -> requests.merge(name, amount, PlaceholderResources::sum)));
        before.forEach(container -> requests(container)
                .forEach((name, amount) -> requests.merge(name, amount, PlaceholderResources::larger)));
        Map<String, Quantity> limits = new TreeMap<>();
        running.forEach(container ->
                limits(container).forEach((name, amount) -> limits.merge(name, amount, PlaceholderResources::sum)));
        limits.keySet()
                .removeIf(name -> running.stream().anyMatch(c -> !limits(c).containsKey(name)));
        limits.replaceAll((name, amount) -> larger(amount, requests.getOrDefault(name, amount)));
        return new PlaceholderResources(requests, limits);
    }

    /** Amount a Pod counts for against a ResourceQuota's {@code key}; zero where it does not count. */
    BigDecimal against(String key) {
        if (key.equals("pods") || key.equals("count/pods")) {
            return BigDecimal.ONE;
        }
        boolean limit = key.startsWith("limits.");
        String resource = limit || key.startsWith("requests.") ? key.substring(key.indexOf('.') + 1) : key;
        return Optional.ofNullable((limit ? limits : requests).get(resource))
                .map(Quantity::getNumericalAmount)
                .orElse(BigDecimal.ZERO);
    }

    /** Whether one Pod has room in what is allocatable on an empty node. */
    boolean fit(Map<String, Quantity> allocatable) {
        return requests.entrySet().stream()
                .allMatch(request -> request.getValue().getNumericalAmount().signum() == 0
                        || (allocatable.containsKey(request.getKey())
                                && allocatable.get(request.getKey()).compareTo(request.getValue()) >= 0));
    }

    private static Map<String, Quantity> requests(Container container) {
        Map<String, Quantity> all = new TreeMap<>(limits(container));
        resources(container).map(ResourceRequirements::getRequests).ifPresent(all::putAll);
        return all;
    }

    private static Map<String, Quantity> limits(Container container) {
        return resources(container).map(ResourceRequirements::getLimits).orElse(Map.of());
    }

    private static Optional<ResourceRequirements> resources(Container container) {
        return Optional.ofNullable(container.getResources());
    }

    private static Quantity sum(Quantity a, Quantity b) {
        return new Quantity(a.getNumericalAmount()
                .add(b.getNumericalAmount())
                .stripTrailingZeros()
                .toPlainString());
    }

    private static Quantity larger(Quantity a, Quantity b) {
        return a.getNumericalAmount().compareTo(b.getNumericalAmount()) >= 0 ? a : b;
    }

    @Override
    public String toString() {
        return Stream.of(requests)
                .flatMap(all -> all.entrySet().stream())
                .map(request -> request.getKey() + " " + request.getValue())
                .collect(Collectors.joining(", "));
    }
}
