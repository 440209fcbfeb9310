package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.foretide.scaler.control.PlannerMemory;
import io.foretide.telemetry.JobId;
import io.foretide.text.Json;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The planner's memory in a ConfigMap, for all replicas. It is saved only if nobody has saved since it was loaded: of two
 * replicas that both believe to lead, one fails here before it asks the target. Thread-safe.
 */
public final class ConfigMapMemory implements PlannerMemory {
    private static final String KEY = "state.json";
    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final String namespace;
    private @Nullable String version;

    /** A memory in ConfigMaps of {@code namespace}, one for each job. */
    public ConfigMapMemory(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** The name of the ConfigMap of a job. */
    public static String name(JobId job) {
        return LeaderLease.name(job) + "-state";
    }

    @Override
    public synchronized Optional<Saved> load(JobId job) {
        try {
            ConfigMap found = client.configMaps()
                    .inNamespace(namespace)
                    .withName(name(job))
                    .get();
            version = found == null ? null : found.getMetadata().getResourceVersion();
            return Optional.ofNullable(found)
                    .map(ConfigMap::getData)
                    .map(data -> data.get(KEY))
                    .flatMap(Saved::read);
        } catch (KubernetesClientException e) {
            throw failed("load", job, e);
        }
    }

    @Override
    public synchronized void save(JobId job, Saved saved) {
        ConfigMap wanted = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name(job))
                .withNamespace(namespace)
                .addToLabels("app.kubernetes.io/managed-by", "foretide")
                .withResourceVersion(version)
                .endMetadata()
                .withData(Map.of(KEY, Json.line(saved)))
                .build();
        try {
            ConfigMap written = version == null
                    ? client.resource(wanted).create()
                    : client.resource(wanted).lockResourceVersion(version).update();
            version = written.getMetadata().getResourceVersion();
        } catch (KubernetesClientException e) {
            throw failed("save", job, e);
        }
    }

    private IllegalStateException failed(String verb, JobId job, KubernetesClientException e) {
        String what = "the planner's memory in ConfigMap " + namespace + "/" + name(job);
        return new IllegalStateException(
                e.getCode() == CONFLICT
                        ? what + " was saved by another replica meanwhile: its decision counts"
                        : ScaledObject.translated("cannot " + verb + " " + what, e)
                                .getMessage(),
                e);
    }
}
