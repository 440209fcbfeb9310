package io.foretide.scaler.kubernetes.discovery;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.foretide.scaler.kubernetes.Api;
import io.foretide.scaler.kubernetes.AutoscalerApi;
import io.foretide.scaler.kubernetes.KubernetesAccess;
import io.foretide.scaler.kubernetes.ScaledKind;
import io.foretide.scaler.kubernetes.autoscaler.PredictiveAutoscaler;
import io.foretide.scaler.kubernetes.discovery.Inventory.Unread;
import io.foretide.text.UnreachableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads an inventory, and changes nothing. What may not be read is named in it, and the rest is read; where a list of all
 * namespaces is forbidden, they are read one by one. Not thread-safe.
 */
public final class InventoryReader {
    private static final long PAGE = 250;

    private final KubernetesClient client;
    private final List<String> namespaces;
    private final List<Unread> unread = new ArrayList<>();
    private Optional<List<String>> all = Optional.empty();

    private InventoryReader(KubernetesClient client, List<String> namespaces) {
        this.client = client;
        this.namespaces = List.copyOf(namespaces);
    }

    /**
     * What there is now.
     *
     * @param context of the kubeconfig, if it is not the current one
     * @param namespaces that are looked at; none: all
     * @throws io.foretide.text.InputException if there is no such context
     * @throws UnreachableException if the API does not answer
     */
    public static Inventory read(Optional<String> context, List<String> namespaces) {
        try (KubernetesClient client = KubernetesAccess.client(context)) {
            try {
                return new InventoryReader(client, namespaces).read();
            } catch (IOException e) {
                throw new UnreachableException(e.getMessage() + KubernetesAccess.hint(client));
            }
        }
    }

    private Inventory read() throws IOException {
        List<Workload> workloads = Stream.concat(
                        list("Deployments", client.apps().deployments()).stream()
                                .map(Workload::of),
                        list("StatefulSets", client.apps().statefulSets()).stream()
                                .map(Workload::of))
                .toList();
        List<GenericKubernetesResource> flink = Api.knows(client, ScaledKind.FLINK_DEPLOYMENT.group())
                ? list("FlinkDeployments", client.genericKubernetesResources(ScaledKind.FLINK_DEPLOYMENT.context()))
                : List.of();
        List<GenericKubernetesResource> ours = Api.knows(client, AutoscalerApi.GROUP)
                ? list(
                        "PredictiveAutoscalers",
                        client.genericKubernetesResources(
                                AutoscalerApi.GROUP + "/" + AutoscalerApi.VERSION,
                                PredictiveAutoscaler.class.getSimpleName()))
                : List.of();
        return new Inventory(
                flink,
                workloads,
                list("Services", client.services()),
                configMaps(workloads),
                list("HorizontalPodAutoscalers", client.autoscaling().v1().horizontalPodAutoscalers()),
                ours,
                unread);
    }

    private <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> list(
            String what, MixedOperation<T, L, ?> kind) throws IOException {
        if (namespaces.isEmpty()) {
            try {
                return pages(what, kind.inAnyNamespace());
            } catch (IOException e) {
                unlessForbidden(e, Optional.empty(), what);
            }
        }
        List<T> found = new ArrayList<>();
        for (String namespace : namespaces.isEmpty() ? allNamespaces() : namespaces) {
            try {
                found.addAll(pages(what + " of namespace " + namespace, kind.inNamespace(namespace)));
            } catch (IOException e) {
                unlessForbidden(e, Optional.of(namespace), what);
            }
        }
        return found;
    }

    private List<String> allNamespaces() throws IOException {
        if (all.isEmpty()) {
            try {
                all = Optional.of(pages("namespaces", client.namespaces()).stream()
                        .map(one -> one.getMetadata().getName())
                        .toList());
            } catch (IOException e) {
                unlessForbidden(e, Optional.empty(), "namespaces");
                all = Optional.of(List.of());
            }
        }
        return all.get();
    }

    /** Lists of a large cluster are read part by part. */
    private static <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> pages(
            String what, Listable<L> kind) throws IOException {
        List<T> found = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            ListOptions part = new ListOptionsBuilder()
                    .withLimit(PAGE)
                    .withContinue(next.orElse(null))
                    .build();
            L page = Api.ask("list the " + what, () -> kind.list(part));
            found.addAll(page.getItems());
            next = Optional.ofNullable(page.getMetadata())
                    .map(metadata -> metadata.getContinue())
                    .filter(token -> !token.isEmpty());
        } while (next.isPresent());
        return found;
    }

    /** Only those that Flink reads: the others are nobody's business here. */
    private Map<String, Map<String, Map<String, String>>> configMaps(List<Workload> workloads) throws IOException {
        Map<String, Map<String, Map<String, String>>> data = new HashMap<>();
        for (Workload workload : workloads) {
            if (FlinkRole.of(workload).isEmpty()) {
                continue;
            }
            Map<String, Map<String, String>> here =
                    data.computeIfAbsent(workload.namespace(), unused -> new HashMap<>());
            for (String name : workload.configMaps()) {
                if (!here.containsKey(name)) {
                    here.put(name, configMap(workload.namespace(), name));
                }
            }
        }
        return data;
    }

    private Map<String, String> configMap(String namespace, String name) throws IOException {
        try {
            return Api.ask(
                    "get ConfigMap " + namespace + "/" + name,
                    () -> Optional.ofNullable(client.configMaps()
                                    .inNamespace(namespace)
                                    .withName(name)
                                    .get())
                            .map(ConfigMap::getData)
                            .orElse(Map.of()));
        } catch (IOException e) {
            unlessForbidden(e, Optional.of(namespace), "ConfigMap " + name);
            return Map.of();
        }
    }

    private void unlessForbidden(IOException failure, Optional<String> namespace, String what) throws IOException {
        if (!Api.isForbidden(failure)) {
            throw failure;
        }
        String why = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        if (namespace.isPresent() || what.equals("namespaces")) {
            unread.add(new Unread(namespace, what, why));
        }
    }
}
