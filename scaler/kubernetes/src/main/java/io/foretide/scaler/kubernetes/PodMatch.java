package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.foretide.scaler.kubernetes.KubernetesCause.OtherPods;
import io.foretide.telemetry.flink.FlinkControl.Registered;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the Pods of a scaled object are the TaskManagers that Flink has: another Deployment, such as the JobManager's, can be
 * named by mistake, and would be scaled. Immutable.
 */
public sealed interface PodMatch {
    /**
     * Some Pods are registered.
     *
     * @param pods of the object that are registered
     * @param registered in Flink
     */
    record Same(int pods, int registered) implements PodMatch {}

    /** No Pod is registered, though all have addresses, as all that are registered do. */
    record Different(OtherPods why) implements PodMatch {}

    /** It cannot be told, because of {@code why}: half a sentence. */
    record Unknown(String why) implements PodMatch {}

    /**
     * Compares names and addresses.
     *
     * @param object such as {@code Deployment a/b}
     * @param all its Pods
     * @param registered in Flink
     */
    static PodMatch of(String object, List<Pod> all, List<Registered> registered) {
        List<Pod> pods = PodSnapshot.staying(all);
        int same = (int) pods.stream()
                .filter(pod -> registered.stream().anyMatch(taskManager -> isOf(taskManager, pod)))
                .count();
        if (same > 0) {
            return new Same(same, registered.size());
        }
        if (registered.isEmpty()) {
            return new Unknown("no TaskManager is registered in Flink");
        }
        List<String> addresses = pods.stream().flatMap(PodMatch::addresses).toList();
        if (addresses.isEmpty()) {
            return new Unknown("no Pod of " + object + " has an address yet");
        }
        List<String> hosts = registered.stream().map(Registered::host).toList();
        return Stream.concat(addresses.stream(), hosts.stream())
                .filter(host -> !isComparable(host))
                .findFirst()
                .<PodMatch>map(host -> new Unknown("'" + host + "' is no address of a Pod's own"))
                .orElseGet(() -> new Different(new OtherPods(object, addresses, hosts)));
    }

    /** Whether a TaskManager runs in a Pod: by the Pod's name, which a StatefulSet's host name begins with, or by its address. */
    static boolean isOf(Registered taskManager, Pod pod) {
        String name = pod.getMetadata().getName();
        String host = taskManager.host();
        return taskManager.id().equals(name)
                || host.equals(name)
                || host.startsWith(name + ".")
                || (isComparable(host)
                        && addresses(pod)
                                .map(PodMatch::canonical)
                                .collect(Collectors.toSet())
                                .contains(canonical(host)));
    }

    private static Stream<String> addresses(Pod pod) {
        if (pod.getStatus() == null) {
            return Stream.empty();
        }
        Stream<String> all = pod.getStatus().getPodIPs() == null
                ? Stream.empty()
                : pod.getStatus().getPodIPs().stream().map(ip -> ip.getIp());
        return Stream.concat(Stream.ofNullable(pod.getStatus().getPodIP()), all)
                .filter(ip -> ip != null && !ip.isEmpty())
                .distinct();
    }

    /** Names are not looked up, and a loopback address is everybody's. */
    private static boolean isComparable(String host) {
        return isAddress(host) && !Set.of("127.0.0.1", "0:0:0:0:0:0:0:1").contains(canonical(host));
    }

    private static boolean isAddress(String host) {
        return host.matches("[0-9]+(\\.[0-9]+){3}") || (host.contains(":") && host.matches("[0-9a-fA-F:.]+"));
    }

    /** An address as the JVM writes it; IPv6 has many ways. */
    private static String canonical(String address) {
        try {
            return InetAddress.getByName(address).getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
