package io.foretide.scaler.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.models.Models;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.control.TargetSettings;
import io.foretide.scaler.kubernetes.LeaderSettings;
import io.foretide.series.Period;
import io.foretide.telemetry.JobId;
import io.foretide.text.Durations;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** From a tree that fits the schema to records; finds what a schema cannot say, all of it at once. */
final class ConfigBinding {
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final int MOST_PORT = 65_535;

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
        Duration tick = duration("tick", root.path("tick"), Duration.ofMinutes(1), SHORTEST, Duration.ofMinutes(10));
        Duration every = duration(
                "inference.every", inference.path("every"), Duration.ofMinutes(5), SHORTEST, Duration.ofMinutes(30));
        Optional<URI> rest = tried("flink", this::rest);
        Optional<TargetSettings> target = tried("target", new TargetBinding(this, root)::bind);
        Optional<ForetideConfig.Calendar> calendar = tried("signals.calendar", () -> calendar(ZoneOffset.UTC));
        Optional<ForetideConfig.Training> training = tried("training", this::training);
        Optional<LeaderSettings> leader = new TargetBinding(this, root).leader();
        ZoneId zone = calendar.map(ForetideConfig.Calendar::zone).orElse(ZoneOffset.UTC);
        PlannerSettings planner = new PlannerBinding(this, root.path("planner"), zone).bind();
        contradictions(planner, every);
        if (!problems.isEmpty()) {
            throw new ConfigException(file, problems);
        }
        return new ForetideConfig(
                new JobId(root.path("job").asText()),
                data,
                tick,
                every,
                path(inference.path("registry")).orElse(data.resolve("models")),
                new ForetideConfig.Flink(
                        rest.orElseThrow(), text(root.path("flink").path("job"))),
                target.orElseThrow(),
                leader,
                planner,
                calendar.orElseThrow(),
                traces(),
                new ForetideConfig.Http(
                        text(root.path("http").path("host")).orElse("127.0.0.1"),
                        root.path("http").path("port").asInt(8090)),
                training.orElseThrow());
    }

    /**
     * Binds nothing but the block of signals.
     *
     * @param zone of a calendar that names none
     */
    ForetideConfig.Signals bindSignals(ZoneId zone) {
        Optional<ForetideConfig.Calendar> calendar = tried("signals.calendar", () -> calendar(zone));
        if (!problems.isEmpty()) {
            throw new ConfigException(file, problems);
        }
        return new ForetideConfig.Signals(calendar.orElseThrow(), traces());
    }

    private ForetideConfig.Training training() {
        JsonNode t = root.path("training");
        List<String> models = each(
                "training.models",
                t.path("models"),
                name -> Models.named(name.asText()).name());
        List<Period> incidents =
                each("training.incidents", t.path("incidents"), period -> Period.parse(period.asText()));
        return new ForetideConfig.Training(
                text(t.path("weekly")).map(ConfigBinding::weekly),
                models.isEmpty() ? ForetideConfig.Training.CHALLENGERS : models,
                incidents,
                file);
    }

    /** The schema has seen to its form. */
    private static ForetideConfig.Weekly weekly(String text) {
        String day = text.substring(0, 3);
        return new ForetideConfig.Weekly(
                Arrays.stream(DayOfWeek.values())
                        .filter(one -> one.name().startsWith(day))
                        .findFirst()
                        .orElseThrow(),
                LocalTime.parse(text.substring(4)));
    }

    private URI rest() {
        String address = root.path("flink").path("rest").asText();
        String problem = "rest \"" + address + "\": an address such as http://127.0.0.1:8081 is allowed";
        try {
            URI rest = new URI(address);
            if (rest.getHost() == null || rest.getPort() > MOST_PORT) {
                throw new IllegalArgumentException(problem);
            }
            return rest;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(problem, e);
        }
    }

    private void contradictions(PlannerSettings planner, Duration every) {
        if (Durations.isShorter(planner.maxForecastAge(), every)) {
            problems.add("planner.maxForecastAge " + Durations.format(planner.maxForecastAge())
                    + ": at least inference.every (" + Durations.format(every) + ") is allowed");
        }
        int taskManagers = root.path("target").path("taskManagers").asInt(1);
        if (taskManagers > planner.maxTaskManagers()) {
            problems.add("target.taskManagers " + taskManagers + ": at most planner.maxTaskManagers ("
                    + planner.maxTaskManagers() + ") is allowed");
        }
    }

    /** The duration at a key; a problem is kept, also one outside of the bounds, and the default goes on. */
    Duration duration(String key, JsonNode node, Duration otherwise, Duration least, Duration most) {
        Duration value = duration(key, node, otherwise);
        return between(key, value, least, most) ? value : otherwise;
    }

    private boolean between(String key, Duration value, Duration least, Duration most) {
        boolean outside = Durations.isShorter(value, least) || Durations.isLonger(value, most);
        if (outside) {
            problems.add(key + " " + Durations.format(value) + ": " + Durations.format(least) + " to "
                    + Durations.format(most) + " is allowed");
        }
        return !outside;
    }

    private ForetideConfig.Calendar calendar(ZoneId usual) {
        JsonNode c = root.path("signals").path("calendar");
        String zone = text(c.path("zone")).orElse(usual.getId());
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

    void problem(String text) {
        problems.add(text);
    }

    <T> Optional<T> tried(String block, Supplier<T> supplier) {
        try {
            return Optional.of(supplier.get());
        } catch (IllegalArgumentException e) {
            problems.add(block + "." + e.getMessage());
            return Optional.empty();
        }
    }

    /** The items of a list that can be read; the others are problems. */
    <T> List<T> each(String key, JsonNode list, Function<JsonNode, T> reading) {
        List<T> read = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            try {
                read.add(reading.apply(list.get(i)));
            } catch (IllegalArgumentException e) {
                problems.add(key + "[" + i + "]: " + e.getMessage());
            }
        }
        return read;
    }

    static Optional<String> text(JsonNode node) {
        return Optional.ofNullable(node.isTextual() ? node.asText() : null);
    }

    static Optional<Path> path(JsonNode node) {
        return text(node).map(Path::of);
    }

    /** The duration at a key; a problem is kept, and the default goes on. */
    Duration duration(String key, JsonNode node, Duration otherwise) {
        if (!node.isTextual()) {
            return otherwise;
        }
        try {
            return Durations.parse(node.asText());
        } catch (IllegalArgumentException e) {
            problems.add(key + " " + e.getMessage());
            return otherwise;
        }
    }
}
