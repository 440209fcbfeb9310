package io.foretide.scaler.app.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.SizeWindow;
import io.foretide.planner.settings.Strategy.RecedingHorizon;
import io.foretide.planner.settings.Strategy.Threshold;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.TargetSettings;
import io.foretide.scaler.kubernetes.KubernetesSettings;
import io.foretide.scaler.kubernetes.LeaderSettings;
import io.foretide.scaler.kubernetes.PlaceholderSettings;
import io.foretide.scaler.kubernetes.ScaledKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes a configuration as {@code foretide.yaml} with every default; {@link ConfigReader} reads the same from it. */
public final class ConfigWriter {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private ConfigWriter() {}

    /** The text of the file. */
    public static String yaml(ForetideConfig config) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("job", config.job().value());
        root.put("data", config.data().toString());
        root.put("tick", text(config.tick()));
        Map<String, Object> flink = new LinkedHashMap<>();
        flink.put("rest", config.flink().rest().toString());
        put(flink, "job", config.flink().job());
        root.put("flink", flink);
        root.put("target", target(config.target()));
        root.put("leader", leader(config.leader()));
        root.put("planner", planner(config.planner()));
        Map<String, Object> inference = new LinkedHashMap<>();
        inference.put("every", text(config.inferenceEvery()));
        inference.put("registry", config.registry().toString());
        root.put("inference", inference);
        root.put("signals", signals(config));
        root.put("training", training(config.training()));
        Map<String, Object> http = new LinkedHashMap<>();
        http.put("host", config.http().host());
        http.put("port", config.http().port());
        root.put("http", http);
        try {
            return YAML.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a configuration is a tree of numbers and texts", e);
        }
    }

    private static Map<String, Object> training(ForetideConfig.Training training) {
        Map<String, Object> block = new LinkedHashMap<>();
        training.weekly()
                .ifPresent(weekly -> block.put("weekly", weekly.day().name().substring(0, 3) + " " + weekly.time()));
        block.put("models", training.models());
        block.put(
                "incidents",
                training.incidents().stream()
                        .map(period -> period.from() + "/" + period.to())
                        .toList());
        return block;
    }

    private static Map<String, Object> target(TargetSettings target) {
        Map<String, Object> block = new LinkedHashMap<>();
        if (target instanceof KubernetesSettings kubernetes) {
            boolean operator = kubernetes.kind() == ScaledKind.FLINK_DEPLOYMENT;
            block.put("type", operator ? "flink-deployment" : "kubernetes-deployment");
            block.put("namespace", kubernetes.namespace());
            block.put("name", kubernetes.name());
            if (!operator) {
                block.put("kind", kubernetes.kind().kind());
            }
            block.put("mode", text(kubernetes.mode()));
            block.put("deletionCost", kubernetes.deletionCost());
            block.put("checkpointBeforeShrink", kubernetes.checkpointBeforeShrink());
            put(block, "placeholders", kubernetes.placeholders().map(ConfigWriter::placeholders));
        } else if (target instanceof ForetideConfig.LocalProcesses local) {
            block.put("type", "local-processes");
            block.put("jobManagerPort", local.jobManagerPort());
            block.put("workDirectory", local.workDirectory().toString());
            block.put("taskManagers", local.taskManagers());
        } else if (target instanceof ForetideConfig.DryRun dry) {
            block.put("type", "dry-run");
            put(block, "taskManagers", dry.taskManagers());
        } else if (target instanceof ForetideConfig.RescaleApi api) {
            block.put("type", "rescale-api");
            block.put("mode", text(api.mode()));
        }
        return block;
    }

    private static Map<String, Object> placeholders(PlaceholderSettings settings) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("enabled", settings.enabled());
        block.put("namespace", settings.namespace());
        block.put("name", settings.name());
        block.put("priorityClass", settings.priorityClass());
        block.put("image", settings.image());
        return block;
    }

    private static Map<String, Object> leader(Optional<LeaderSettings> leader) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("enabled", leader.isPresent());
        put(block, "namespace", leader.map(LeaderSettings::namespace));
        put(block, "lease", leader.map(LeaderSettings::lease));
        return block;
    }

    private static Map<String, Object> planner(PlannerSettings planner) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("slotsPerTaskManager", planner.slotsPerTaskManager());
        block.put("minTaskManagers", planner.minTaskManagers());
        block.put("maxTaskManagers", planner.maxTaskManagers());
        put(block, "maxParallelism", planner.sizes().maxParallelism());
        block.put("sloLag", text(planner.sloLag()));
        block.put("sloShare", planner.objective().sloShare());
        block.put("pricePerSlotHour", planner.objective().pricePerSlotHour());
        planner.objective().pricePerViolationMinute().ifPresent(price -> block.put("pricePerViolationMinute", price));
        if (planner.strategy() instanceof Threshold threshold) {
            block.put("strategy", "threshold");
            block.put("headroom", threshold.headroom());
            block.put("utilizationTarget", threshold.utilizationTarget());
            block.put("scaleUpRatio", threshold.scaleUpRatio());
            block.put("scaleDownRatio", threshold.scaleDownRatio());
            block.put("catchUp", text(threshold.catchUp()));
        } else if (planner.strategy() instanceof RecedingHorizon receding) {
            block.put("strategy", "receding-horizon");
            block.put("rescaleWorth", text(receding.rescaleWorth()));
            block.put("easyRescalesPerDay", receding.easyRescalesPerDay());
        }
        rules(planner, block);
        return block;
    }

    private static void rules(PlannerSettings planner, Map<String, Object> block) {
        block.put("cooldown", text(planner.cooldown()));
        block.put("stabilization", text(planner.rules().stabilization()));
        block.put("standoff", text(planner.rules().standoff()));
        put(block, "mostUp", planner.rules().mostUp());
        put(block, "mostDown", planner.rules().mostDown());
        block.put("rescalesPerDay", planner.rules().rescalesPerDay());
        block.put(
                "windows",
                planner.sizes().windows().stream().map(ConfigWriter::window).toList());
        block.put(
                "excluded",
                planner.rules().excluded().stream().map(String::valueOf).toList());
        block.put("maxForecastAge", text(planner.maxForecastAge()));
        block.put("initialLeadTime", text(planner.priors().leadTime()));
        block.put("initialRestartTime", text(planner.priors().restartTime()));
        planner.priors().recordsPerSecondPerSlot().ifPresent(rate -> block.put("initialRecordsPerSecondPerSlot", rate));
    }

    private static Map<String, Object> window(SizeWindow window) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("between", window.period().toString());
        put(block, "min", window.min());
        put(block, "max", window.max());
        return block;
    }

    private static Map<String, Object> signals(ForetideConfig config) {
        Map<String, Object> calendar = new LinkedHashMap<>();
        calendar.put("zone", config.calendar().zone().getId());
        put(calendar, "country", config.calendar().country());
        put(calendar, "events", config.calendar().events().map(String::valueOf));
        Map<String, Object> signals = new LinkedHashMap<>();
        signals.put("calendar", calendar);
        List<Map<String, Object>> traces = config.traces().stream()
                .map(trace -> Map.<String, Object>of("path", trace.path().toString(), "columns", trace.columns()))
                .toList();
        signals.put("traces", traces);
        return signals;
    }

    private static void put(Map<String, Object> block, String key, Optional<?> value) {
        value.ifPresent(present -> block.put(key, present));
    }

    private static void put(Map<String, Object> block, String key, OptionalInt value) {
        value.ifPresent(present -> block.put(key, present));
    }

    private static String text(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    /** In the largest unit that has no rest. */
    private static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
    }
}
