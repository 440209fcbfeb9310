package io.foretide.scaler.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.scaler.kubernetes.Mode;
import io.foretide.scaler.kubernetes.PlaceholderSettings;
import io.foretide.scaler.kubernetes.ScaledKind;
import java.nio.file.Path;
import java.util.Optional;

/** Binds the {@code target} and {@code leader} blocks, whose types the schema has checked. */
final class TargetBinding {
    private final ConfigBinding binding;
    private final JsonNode root;
    private final JsonNode target;

    TargetBinding(ConfigBinding binding, JsonNode root) {
        this.binding = binding;
        this.root = root;
        this.target = root.path("target");
    }

    ForetideConfig.Target bind() {
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

    /** Replicas agree through a Lease, which needs a namespace. */
    Optional<ForetideConfig.Leader> leader() {
        JsonNode leader = root.path("leader");
        if (!leader.path("enabled").asBoolean()) {
            return Optional.empty();
        }
        if (!leader.has("namespace") && !target.has("namespace")) {
            binding.problem("leader.namespace: is missing, and target.namespace too; the Lease needs one");
        }
        return Optional.of(new ForetideConfig.Leader(
                leader.path("namespace").asText(target.path("namespace").asText()),
                leader.path("lease").asText("foretide-" + root.path("job").asText())));
    }

    private Mode mode() {
        return Mode.parse(target.path("mode").asText("recommend"));
    }

    private ForetideConfig.Kubernetes kubernetes(ScaledKind kind) {
        return new ForetideConfig.Kubernetes(
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
        return block.isMissingNode()
                ? Optional.empty()
                : Optional.of(new PlaceholderSettings(
                        block.path("enabled").asBoolean(false),
                        block.path("namespace").asText(target.path("namespace").asText()),
                        block.path("name").asText(target.path("name").asText() + "-placeholder"),
                        block.path("priorityClass").asText(PlaceholderSettings.PRIORITY_CLASS),
                        block.path("image").asText(PlaceholderSettings.IMAGE)));
    }

    private JsonNode needed(String key) {
        if (!target.has(key)) {
            binding.problem("target." + key + ": is missing; the type \""
                    + target.path("type").asText() + "\" needs it");
        }
        return target.path(key);
    }
}
