package io.foretide.scaler.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.planner.PlannerSettings;
import io.foretide.telemetry.JobId;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** From a tree that fits the schema to records; finds what a schema cannot say, all of it at once. */
final class ConfigBinding {
    private static final Duration LEAST_COOLDOWN = Duration.ofMinutes(5);

    private final JsonNode root;
    private final Path file;
    private final List<String> problems = new ArrayList<>();

    ConfigBinding(JsonNode root, Path file) {
        this.root = root;
        this.file = file;
    }

    ForetideConfig bind() {
        Path data = path(root.path("data")).orElse(Path.of("foretide-data"));
        JsonNode inference = root.path("inference");
        Optional<PlannerSettings> planner = tried("planner", this::planner);
        Optional<ForetideConfig.Target> target = tried("target", this::target);
        Optional<ForetideConfig.Calendar> calendar = tried("signals.calendar", this::calendar);
        if (!problems.isEmpty()) {
            throw new ConfigException(file, problems);
        }
        return new ForetideConfig(
                new JobId(root.path("job").asText()),
                data,
                duration(root.path("tick"), Duration.ofMinutes(1)),
                duration(inference.path("every"), Duration.ofMinutes(5)),
                path(inference.path("registry")).orElse(data.resolve("models")),
                new ForetideConfig.Flink(
                        URI.create(root.path("flink").path("rest").asText()),
                        text(root.path("flink").path("job"))),
                target.orElseThrow(),
                planner.orElseThrow(),
                calendar.orElseThrow(),
                traces(),
                new ForetideConfig.Http(
                        text(root.path("http").path("host")).orElse("127.0.0.1"),
                        root.path("http").path("port").asInt(8090)));
    }

    private PlannerSettings planner() {
        JsonNode p = root.path("planner");
        PlannerSettings d = PlannerSettings.defaults(
                p.path("slotsPerTaskManager").asInt(1),
                p.path("minTaskManagers").asInt(1),
                p.path("maxTaskManagers")
                        .asInt(Math.max(10, p.path("minTaskManagers").asInt(1))));
        Duration cooldown = duration(p.path("cooldown"), d.cooldown());
        if (cooldown.compareTo(LEAST_COOLDOWN) < 0) {
            problems.add("planner.cooldown \"" + p.path("cooldown").asText() + "\": at least 5m is allowed");
        }
        return new PlannerSettings(
                d.slotsPerTaskManager(),
                d.minTaskManagers(),
                d.maxTaskManagers(),
                p.path("headroom").asDouble(d.headroom()),
                p.path("utilizationTarget").asDouble(d.utilizationTarget()),
                p.path("scaleUpRatio").asDouble(d.scaleUpRatio()),
                p.path("scaleDownRatio").asDouble(d.scaleDownRatio()),
                cooldown,
                duration(p.path("catchUp"), d.catchUp()),
                duration(p.path("sloLag"), d.sloLag()),
                duration(p.path("maxTelemetryAge"), d.maxTelemetryAge()),
                duration(p.path("maxForecastAge"), d.maxForecastAge()),
                p.has("initialRecordsPerSecondPerSlot")
                        ? OptionalDouble.of(
                                p.path("initialRecordsPerSecondPerSlot").asDouble())
                        : OptionalDouble.empty(),
                duration(p.path("initialLeadTime"), d.initialLeadTime()));
    }

    private ForetideConfig.Target target() {
        JsonNode t = root.path("target");
        int taskManagers = t.path("taskManagers").asInt(1);
        return switch (t.path("type").asText()) {
            case "kubernetes" ->
                new ForetideConfig.Kubernetes(
                        needed(t, "namespace").asText(), needed(t, "deployment").asText());
            case "local-processes" ->
                new ForetideConfig.LocalProcesses(
                        needed(t, "jobManagerPort").asInt(),
                        path(t.path("workDirectory")).orElse(Path.of("foretide-data", "taskmanagers")),
                        taskManagers);
            default -> new ForetideConfig.DryRun(taskManagers);
        };
    }

    private JsonNode needed(JsonNode block, String key) {
        if (!block.has(key)) {
            problems.add("target." + key + ": is missing; the type \""
                    + block.path("type").asText() + "\" needs it");
        }
        return block.path(key);
    }

    private ForetideConfig.Calendar calendar() {
        JsonNode c = root.path("signals").path("calendar");
        String zone = text(c.path("zone")).orElse(ZoneOffset.UTC.getId());
        try {
            return new ForetideConfig.Calendar(ZoneId.of(zone), text(c.path("country")), path(c.path("events")));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "zone \"" + zone + "\": a time zone such as America/New_York is allowed", e);
        }
    }

    private List<ForetideConfig.SignalTrace> traces() {
        List<ForetideConfig.SignalTrace> traces = new ArrayList<>();
        for (JsonNode trace : root.path("signals").path("traces")) {
            Map<String, String> columns = new LinkedHashMap<>();
            trace.path("columns")
                    .properties()
                    .forEach(e -> columns.put(e.getKey(), e.getValue().asText()));
            traces.add(new ForetideConfig.SignalTrace(Path.of(trace.path("path").asText()), columns));
        }
        return traces;
    }

    private <T> Optional<T> tried(String block, Supplier<T> supplier) {
        try {
            return Optional.of(supplier.get());
        } catch (IllegalArgumentException e) {
            problems.add(block + "." + e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.ofNullable(node.isTextual() ? node.asText() : null);
    }

    private static Optional<Path> path(JsonNode node) {
        return text(node).map(Path::of);
    }

    private static Duration duration(@Nullable JsonNode node, Duration otherwise) {
        return node != null && node.isTextual() ? Durations.parse(node.asText()) : otherwise;
    }
}
