package io.foretide.scaler.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.TargetSettings;
import io.foretide.scaler.kubernetes.ConfigMapMemory;
import io.foretide.scaler.kubernetes.KubernetesSettings;
import io.foretide.scaler.kubernetes.LeaderLease;
import io.foretide.scaler.kubernetes.LeaderSettings;
import io.foretide.scaler.kubernetes.PlaceholderSettings;
import io.foretide.scaler.kubernetes.ScaledKind;
import io.foretide.telemetry.JobId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Binds the {@code target} and {@code leader} blocks, whose types the schema has checked. */
final class TargetBinding {
    private static final Pattern OBJECT_NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private static final Set<String> OF_KUBERNETES =
            Set.of("namespace", "name", "mode", "deletionCost", "checkpointBeforeShrink", "placeholders");

    /** The keys of each type. */
    private static final Map<String, Set<String>> KEYS = Map.of(
            "kubernetes-deployment",
            Stream.concat(Stream.of("kind"), OF_KUBERNETES.stream()).collect(Collectors.toUnmodifiableSet()),
            "flink-deployment",
            OF_KUBERNETES,
            "rescale-api",
            Set.of("mode"),
            "local-processes",
            Set.of("jobManagerPort", "workDirectory", "taskManagers"),
            "dry-run",
            Set.of("taskManagers"));

    private final ConfigBinding binding;
    private final JsonNode root;
    private final JsonNode target;

    TargetBinding(ConfigBinding binding, JsonNode root) {
        this.binding = binding;
        this.root = root;
        this.target = root.path("target");
    }

    TargetSettings bind() {
        ownKeysOnly();
        int taskManagers = target.path("taskManagers").asInt(1);
        return switch (target.path("type").asText()) {
            case "kubernetes-deployment" ->
                kubernetes(
                        target.path("kind").asText().equals("StatefulSet")
                                ? ScaledKind.STATEFUL_SET
                                : ScaledKind.DEPLOYMENT);
            case "flink-deployment" -> kubernetes(ScaledKind.FLINK_DEPLOYMENT);
            case "rescale-api" -> new ForetideConfig.RescaleApi(mode());
            case "local-processes" ->
                new ForetideConfig.LocalProcesses(
                        needed("jobManagerPort").asInt(),
                        ConfigBinding.path(target.path("workDirectory"))
                                .orElse(Path.of("foretide-data", "taskmanagers")),
                        taskManagers);
            default ->
                new ForetideConfig.DryRun(target.has("taskManagers") ? Optional.of(taskManagers) : Optional.empty());
        };
    }

    /** A key that the type does not read would be a wish that nobody hears. */
    private void ownKeysOnly() {
        String type = target.path("type").asText();
        Set<String> own = KEYS.getOrDefault(type, Set.of());
        target.fieldNames().forEachRemaining(key -> {
            if (!key.equals("type") && !own.contains(key)) {
                binding.problem("target." + key + " " + target.path(key) + ": is not allowed with the type \"" + type
                        + "\"; allowed are " + String.join(", ", new TreeSet<>(own)));
            }
        });
    }

    /** Replicas agree through a Lease, which needs a namespace. */
    Optional<LeaderSettings> leader() {
        JsonNode leader = root.path("leader");
        if (!leader.path("enabled").asBoolean()) {
            return Optional.empty();
        }
        if (!leader.has("namespace") && !target.has("namespace")) {
            binding.problem("leader.namespace: is missing, and target.namespace too; the Lease needs one");
        }
        JobId job = new JobId(root.path("job").asText());
        if (!OBJECT_NAME.matcher(ConfigMapMemory.name(job)).matches()) {
            binding.problem(
                    "job \"" + job + "\": with leader.enabled, a name that begins and ends with a letter or digit,"
                            + " also around each '.', is allowed");
        }
        return Optional.of(new LeaderSettings(
                leader.path("namespace").asText(target.path("namespace").asText()),
                leader.path("lease").asText(LeaderLease.name(job))));
    }

    private Mode mode() {
        return Mode.parse(target.path("mode").asText("recommend"));
    }

    private KubernetesSettings kubernetes(ScaledKind kind) {
        return new KubernetesSettings(
                kind,
                needed("namespace").asText(),
                needed("name").asText(),
                mode(),
                target.path("deletionCost").asBoolean(true),
                target.path("checkpointBeforeShrink").asBoolean(false),
                placeholders());
    }

    private Optional<PlaceholderSettings> placeholders() {
        JsonNode block = target.path("placeholders");
        if (block.isMissingNode()) {
            return Optional.empty();
        }
        String object = target.path("name").asText();
        PlaceholderSettings settings = new PlaceholderSettings(
                block.path("enabled").asBoolean(false),
                block.path("namespace").asText(target.path("namespace").asText()),
                block.path("name").asText(object + "-placeholder"),
                block.path("priorityClass").asText(PlaceholderSettings.PRIORITY_CLASS),
                block.path("image").asText(PlaceholderSettings.IMAGE));
        if (settings.name().equals(object)
                && settings.namespace().equals(target.path("namespace").asText())) {
            binding.problem("target.placeholders.name \"" + object + "\": another name than target.name is allowed");
        }
        return Optional.of(settings);
    }

    private JsonNode needed(String key) {
        if (!target.has(key)) {
            binding.problem("target." + key + ": is missing; the type \""
                    + target.path("type").asText() + "\" needs it");
        }
        return target.path(key);
    }
}
