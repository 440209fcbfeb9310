package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.scaler.control.ControlCause;
import io.foretide.scaler.control.PlannerMemory;
import io.foretide.telemetry.JobId;
import io.foretide.text.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The planner's memory in a ConfigMap, for all replicas. It is saved only if nobody has saved since it was loaded: of two
 * replicas that both believe to lead, one fails here before it asks the target. Thread-safe.
 */
public final class ConfigMapMemory implements PlannerMemory {
    private static final String KEY = "state.json";

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
    public synchronized Optional<Memory> load(JobId job) {
        try {
            ConfigMap configMap = Api.ask(
                    "load " + what(job),
                    () -> client.configMaps()
                            .inNamespace(namespace)
                            .withName(name(job))
                            .get());
            version = configMap == null ? null : configMap.getMetadata().getResourceVersion();
            return Optional.ofNullable(configMap)
                    .map(ConfigMap::getData)
                    .map(data -> data.get(KEY))
                    .flatMap(Memory::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public synchronized Saving save(JobId job, Memory memory) {
        ConfigMap wanted = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name(job))
                .withNamespace(namespace)
                .addToLabels(Api.MANAGED_BY, Api.FORETIDE)
                .withResourceVersion(version)
                .endMetadata()
                .withData(Map.of(KEY, Json.line(memory)))
                .build();
        try {
            ConfigMap written = Api.ask(
                    "save " + what(job),
                    () -> version == null
                            ? client.resource(wanted).create()
                            : client.resource(wanted)
                                    .lockResourceVersion(version)
                                    .update());
            version = written.getMetadata().getResourceVersion();
            return new Saved();
        } catch (Api.ConflictException e) {
            return new Overtaken(new ControlCause.MemoryOvertaken("ConfigMap " + namespace + "/" + name(job)));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private String what(JobId job) {
        return "the planner's memory in ConfigMap " + namespace + "/" + name(job);
    }
}
