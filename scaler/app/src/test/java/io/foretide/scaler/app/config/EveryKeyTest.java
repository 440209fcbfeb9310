package io.foretide.scaler.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.foretide.planner.settings.DailyPeriod;
import io.foretide.planner.settings.LagMeasure;
import io.foretide.planner.settings.Strategy.RecedingHorizon;
import io.foretide.planner.settings.Strategy.TargetTracking;
import io.foretide.planner.settings.Strategy.Threshold;
import io.foretide.planner.settings.TuningMode;
import io.foretide.scaler.app.webhook.WebhookSettings;
import io.foretide.scaler.app.webhook.WebhookUrl;
import io.foretide.scaler.control.JobObject;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.targets.DryRun;
import io.foretide.scaler.control.targets.RescaleApi;
import io.foretide.scaler.kubernetes.KubernetesSettings;
import io.foretide.scaler.kubernetes.LeaderSettings;
import io.foretide.scaler.kubernetes.PlaceholderSettings;
import io.foretide.scaler.kubernetes.ScaledKind;
import io.foretide.scaler.local.LocalProcesses;
import io.foretide.series.Period;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.access.Credentials;
import io.foretide.telemetry.access.HttpAccess;
import io.foretide.telemetry.access.HttpAddress;
import io.foretide.telemetry.access.TlsFiles;
import io.foretide.telemetry.kafka.KafkaTopics;
import io.foretide.telemetry.signal.AskedSignalSettings.Question;
import io.foretide.telemetry.source.FlinkTelemetry;
import io.foretide.telemetry.source.PrometheusTelemetry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Default and mapping of every key: one that has no line here fails. */
class EveryKeyTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path PAGE = Path.of("..", "..", "docs", "configuration-keys.md");

    private static final FlinkTelemetry MEASURED_BY_FLINK = new FlinkTelemetry(Optional.empty());

    /** What has to stand beside a key. */
    private static final Map<String, String> BASE = Map.ofEntries(
            Map.entry("", "{job: flights, flink: {rest: 'http://127.0.0.1:8081'}, target: {type: dry-run}}"),
            Map.entry("auth", "{user: a, passwordFile: b}"),
            Map.entry("tls", "{caFile: a, certificateFile: b, keyFile: c}"),
            Map.entry("kubernetes-deployment", "{type: kubernetes-deployment, namespace: a, name: b}"),
            Map.entry("flink-deployment", "{type: flink-deployment, namespace: a, name: b}"),
            Map.entry("local-processes", "{type: local-processes, jobManagerPort: 6123}"),
            Map.entry("prometheus", "{type: prometheus, url: 'http://a:1'}"),
            Map.entry("flink", "{}"),
            Map.entry("kafka", "{bootstrap: 'a:1', group: b, topics: [c], propertiesFile: d}"),
            Map.entry("dry-run", "{type: dry-run}"),
            Map.entry("rescale-api", "{type: rescale-api}"),
            Map.entry("windows[]", "{between: '06:00-10:00', min: 2}"),
            Map.entry("traces[]", "{path: a.csv, columns: {a: transactions}}"),
            Map.entry("asked[]", "{name: a, url: 'http://127.0.0.1:1', value: /a}"),
            Map.entry("leader", "{enabled: true, namespace: c}"),
            Map.entry("webhook", "{url: 'http://a:1'}"),
            Map.entry("placeholders", "{enabled: true}"));

    @TempDir
    Path folder;

    /**
     * A key.
     *
     * @param said what a file says
     * @param initially what counts where it says nothing
     * @param set what counts then
     */
    record Line(String path, String said, Function<ForetideConfig, Object> counts, Object initially, Object set) {
        @Override
        public String toString() {
            return path;
        }
    }

    private static Line line(
            String path, String said, Function<ForetideConfig, Object> counts, Object initially, Object set) {
        return new Line(path, said, counts, initially, set);
    }

    private static Line duration(String key, String initially, Function<ForetideConfig, Object> counts) {
        return line("planner." + key, "11m", counts, Duration.parse(initially), Duration.ofMinutes(11));
    }

    private static Line limit(String key, Function<ForetideConfig, Object> counts) {
        return line("planner." + key, "9", counts, OptionalInt.empty(), OptionalInt.of(9));
    }

    private static Line threshold(String key, double initially, double set, Function<Threshold, Object> counts) {
        return line(
                "planner." + key,
                String.valueOf(set),
                c -> c.planner().strategy() instanceof Threshold threshold ? counts.apply(threshold) : initially,
                initially,
                set);
    }

    /** Those that are times are 11 minutes where they are set. */
    private static Line tracking(String key, Object initially, Object set, Function<TargetTracking, Object> counts) {
        return line(
                "planner.tracking." + key,
                set instanceof Duration ? "11m" : String.valueOf(set),
                c -> c.planner().strategy() instanceof TargetTracking tracking ? counts.apply(tracking) : initially,
                initially,
                set);
    }

    private static Line credentials(
            String block, Function<ForetideConfig, HttpAccess> of, String key, Credentials set) {
        return line(
                block + "auth." + key,
                "x",
                c -> of.apply(c).credentials(),
                new Credentials.PasswordFile("a", Path.of("b")),
                set);
    }

    private static Line tls(
            String block,
            Function<ForetideConfig, HttpAccess> of,
            String key,
            String ca,
            String certificate,
            String ownKey) {
        return line(
                block + "tls." + key,
                "x",
                c -> of.apply(c).tls(),
                files("a", "b", "c"),
                files(ca, certificate, ownKey));
    }

    private static TlsFiles files(String ca, String certificate, String key) {
        return new TlsFiles(
                Optional.of(Path.of(ca)), Optional.of(new TlsFiles.Client(Path.of(certificate), Path.of(key))));
    }

    private static List<Line> onKubernetes(String type) {
        String at = "target[" + type + "].";
        Function<ForetideConfig, KubernetesSettings> target = c -> (KubernetesSettings) c.target();
        Function<ForetideConfig, PlaceholderSettings> placeholders =
                c -> target.apply(c).placeholders().orElseThrow();
        return List.of(
                line(at + "namespace", "x", c -> target.apply(c).namespace(), "a", "x"),
                line(at + "name", "x", c -> target.apply(c).name(), "b", "x"),
                line(at + "context", "x", c -> target.apply(c).context(), Optional.empty(), Optional.of("x")),
                line(at + "mode", "auto", c -> target.apply(c).mode(), Mode.RECOMMEND, Mode.AUTO),
                line(at + "deletionCost", "false", c -> target.apply(c).deletionCost(), true, false),
                line(at + "checkpointBeforeShrink", "true", c -> target.apply(c).checkpointBeforeShrink(), false, true),
                line(at + "comparePods", "false", c -> target.apply(c).comparePods(), true, false),
                line(at + "annotate", "false", c -> target.apply(c).annotate(), true, false),
                line(
                        at + "placeholders.enabled",
                        "false",
                        c -> placeholders.apply(c).enabled(),
                        true,
                        false),
                line(
                        at + "placeholders.namespace",
                        "x",
                        c -> placeholders.apply(c).namespace(),
                        "a",
                        "x"),
                line(at + "placeholders.name", "x", c -> placeholders.apply(c).name(), "b-placeholder", "x"),
                line(
                        at + "placeholders.priorityClass",
                        "x",
                        c -> placeholders.apply(c).priorityClass(),
                        "foretide-placeholder",
                        "x"),
                line(
                        at + "placeholders.image",
                        "x",
                        c -> placeholders.apply(c).image(),
                        "registry.k8s.io/pause:3.9",
                        "x"));
    }

    /** The keys of a block that says how somebody is reached, but for the address. */
    private static List<Line> access(String block, Function<ForetideConfig, HttpAccess> of) {
        return List.of(
                credentials(block, of, "user", new Credentials.PasswordFile("x", Path.of("b"))),
                credentials(block, of, "passwordFile", new Credentials.PasswordFile("a", Path.of("x"))),
                credentials(block, of, "tokenFile", new Credentials.TokenFile(Path.of("x"))),
                tls(block, of, "caFile", "x", "b", "c"),
                tls(block, of, "certificateFile", "a", "x", "c"),
                tls(block, of, "keyFile", "a", "b", "x"),
                line(
                        block + "proxy",
                        "x:1",
                        c -> of.apply(c).proxy(),
                        Optional.empty(),
                        Optional.of(InetSocketAddress.createUnresolved("x", 1))));
    }

    private static PrometheusTelemetry prometheus(ForetideConfig config) {
        return (PrometheusTelemetry) config.source();
    }

    private static List<Line> kafka(String block, Function<ForetideConfig, Optional<KafkaTopics>> of) {
        String at = block + "kafka.";
        return List.of(
                line(at + "bootstrap", "'x:1'", c -> of.apply(c).orElseThrow().bootstrap(), "a:1", "x:1"),
                line(at + "group", "x", c -> of.apply(c).orElseThrow().group(), "b", "x"),
                line(at + "topics", "[x]", c -> of.apply(c).orElseThrow().topics(), List.of("c"), List.of("x")),
                line(
                        at + "propertiesFile",
                        "x",
                        c -> of.apply(c).orElseThrow().properties(),
                        Optional.of(Path.of("d")),
                        Optional.of(Path.of("x"))));
    }

    private static List<Line> onPrometheus() {
        String at = "source[prometheus].";
        List<Line> lines = new ArrayList<>(access(at, c -> prometheus(c).access()));
        lines.addAll(kafka(at, c -> prometheus(c).kafka()));
        lines.add(line(
                at + "url",
                "'http://x:1'",
                c -> prometheus(c).access().address(),
                HttpAddress.parse("http://a:1"),
                HttpAddress.parse("http://x:1")));
        lines.add(line(at + "select", "{x: y}", c -> prometheus(c).naming().select(), Map.of(), Map.of("x", "y")));
        lines.add(line(at + "prefix", "x_", c -> prometheus(c).naming().prefix(), "flink_", "x_"));
        lines.add(line(
                at + "relabelled",
                "{job_id: x}",
                c -> prometheus(c).naming().relabelled(),
                Map.of(),
                Map.of("job_id", "x")));
        return lines;
    }

    static List<Line> lines() {
        List<Line> lines = new ArrayList<>(List.of(
                line("job", "x", c -> c.job().value(), "flights", "x"),
                line("data", "x", ForetideConfig::data, Path.of("foretide-data"), Path.of("x")),
                line("priority", "80", ForetideConfig::priority, 50, 80),
                line("keep", "90d", ForetideConfig::keep, Duration.ofDays(200), Duration.ofDays(90)),
                line(
                        "store",
                        "'jdbc:postgresql://x/y?sslmode=require'",
                        ForetideConfig::store,
                        new StoreAddress.Sqlite(Path.of("foretide-data/features.db")),
                        new StoreAddress.Postgres("jdbc:postgresql://x/y?sslmode=require")),
                line("tick", "30s", ForetideConfig::tick, Duration.ofMinutes(1), Duration.ofSeconds(30)),
                line(
                        "flink.rest",
                        "'http://x:1'",
                        c -> c.flink().access().address(),
                        HttpAddress.parse("http://127.0.0.1:8081"),
                        HttpAddress.parse("http://x:1")),
                line("flink.job", "x", c -> c.flink().job(), Optional.empty(), Optional.of("x")),
                line("source.type", "flink", ForetideConfig::source, MEASURED_BY_FLINK, MEASURED_BY_FLINK),
                line(
                        "target.type",
                        "rescale-api",
                        ForetideConfig::target,
                        new DryRun(OptionalInt.empty()),
                        new RescaleApi(Mode.RECOMMEND, List.of())),
                line(
                        "target[dry-run].taskManagers",
                        "3",
                        c -> c.target().initialTaskManagers(),
                        OptionalInt.empty(),
                        OptionalInt.of(3)),
                line(
                        "target[rescale-api].mode",
                        "auto",
                        ForetideConfig::target,
                        new RescaleApi(Mode.RECOMMEND, List.of()),
                        new RescaleApi(Mode.AUTO, List.of())),
                line(
                        "target[rescale-api].leave",
                        "[x]",
                        c -> ((RescaleApi) c.target()).leave(),
                        List.of(),
                        List.of("x")),
                line(
                        "target[local-processes].jobManagerPort",
                        "7",
                        c -> ((LocalProcesses) c.target()).jobManagerPort(),
                        6123,
                        7),
                line(
                        "target[local-processes].workDirectory",
                        "x",
                        c -> ((LocalProcesses) c.target()).workDirectory(),
                        Path.of("foretide-data", "taskmanagers"),
                        Path.of("x")),
                line(
                        "target[local-processes].taskManagers",
                        "2",
                        c -> c.target().initialTaskManagers(),
                        OptionalInt.of(1),
                        OptionalInt.of(2)),
                line(
                        "target[kubernetes-deployment].kind",
                        "StatefulSet",
                        c -> ((KubernetesSettings) c.target()).kind(),
                        ScaledKind.DEPLOYMENT,
                        ScaledKind.STATEFUL_SET),
                line(
                        "autoscaler",
                        "a/b",
                        ForetideConfig::object,
                        Optional.empty(),
                        Optional.of(new JobObject(Optional.empty(), "a", "b"))),
                line(
                        "webhook.url",
                        "'http://c:1'",
                        c -> c.webhook().orElseThrow().url(),
                        new WebhookUrl(URI.create("http://a:1")),
                        new WebhookUrl(URI.create("http://c:1"))),
                line(
                        "webhook.secretFile",
                        "x",
                        c -> c.webhook().orElseThrow().secretFile(),
                        Optional.empty(),
                        Optional.of(Path.of("x"))),
                line(
                        "webhook.events",
                        "[recommendation]",
                        c -> c.webhook().orElseThrow().events(),
                        List.of(WebhookSettings.Kind.DECISION, WebhookSettings.Kind.OBSTACLE),
                        List.of(WebhookSettings.Kind.RECOMMENDATION)),
                line("webhook.perMinute", "9", c -> c.webhook().orElseThrow().perMinute(), 30, 9),
                line(
                        "leader.enabled",
                        "false",
                        ForetideConfig::leader,
                        Optional.of(new LeaderSettings("c", "foretide-flights")),
                        Optional.empty()),
                line("leader.namespace", "x", c -> c.leader().orElseThrow().namespace(), "c", "x"),
                line("leader.lease", "x", c -> c.leader().orElseThrow().lease(), "foretide-flights", "x"),
                line("planner.slotsPerTaskManager", "4", c -> c.planner().slotsPerTaskManager(), 1, 4),
                line("planner.minTaskManagers", "4", c -> c.planner().minTaskManagers(), 1, 4),
                line("planner.maxTaskManagers", "4", c -> c.planner().maxTaskManagers(), 10, 4),
                limit("maxParallelism", c -> c.planner().sizes().maxParallelism()),
                line(
                        "planner.objective",
                        "event-time-lag",
                        c -> c.planner().objective().measure(),
                        LagMeasure.WAITING,
                        LagMeasure.EVENT_TIME),
                duration("sloLag", "PT1M", c -> c.planner().sloLag()),
                line("planner.sloShare", "0.9", c -> c.planner().objective().sloShare(), 0.999, 0.9),
                line(
                        "planner.pricePerSlotHour",
                        "2",
                        c -> c.planner().objective().pricePerSlotHour(),
                        0.05,
                        2.0),
                line(
                        "planner.pricePerViolationMinute",
                        "2",
                        c -> c.planner().objective().pricePerViolationMinute(),
                        OptionalDouble.empty(),
                        OptionalDouble.of(2)),
                line(
                        "planner.strategy",
                        "threshold",
                        c -> c.planner().strategy(),
                        RecedingHorizon.DEFAULT,
                        Threshold.DEFAULT),
                duration(
                        "rescaleWorth",
                        "PT50M",
                        c -> ((RecedingHorizon) c.planner().strategy()).rescaleWorth()),
                line(
                        "planner.easyRescalesPerDay",
                        "3",
                        c -> ((RecedingHorizon) c.planner().strategy()).easyRescalesPerDay(),
                        1.5,
                        3.0),
                tracking("headroom", 1.4, 1.5, TargetTracking::headroom),
                tracking("averaging", Duration.ofMinutes(2), Duration.ofMinutes(11), TargetTracking::averaging),
                tracking("quantile", 0.9, 0.5, TargetTracking::quantile),
                tracking("forecastFactor", 1.0, 1.1, TargetTracking::forecastFactor),
                tracking("upAhead", Duration.ofMinutes(10), Duration.ofMinutes(11), TargetTracking::upAhead),
                tracking("toleratedOverload", 1.0, 1.1, TargetTracking::toleratedOverload),
                tracking("toleratedLag", 0.5, 0.4, TargetTracking::toleratedLag),
                tracking("catchUp", Duration.ofMinutes(2), Duration.ofMinutes(11), TargetTracking::catchUp),
                tracking("downHeadroom", 1.2, 1.3, TargetTracking::downHeadroom),
                tracking("downAhead", Duration.ofMinutes(20), Duration.ofMinutes(11), TargetTracking::downAhead),
                tracking("leastStepDown", 0.1, 0.2, TargetTracking::leastStepDown),
                tracking("downCooldown", Duration.ofMinutes(15), Duration.ofMinutes(11), TargetTracking::downCooldown),
                threshold("headroom", 0.9, 0.5, Threshold::headroom),
                threshold("utilizationTarget", 0.75, 0.5, Threshold::utilizationTarget),
                threshold("scaleUpRatio", 1.2, 2, Threshold::scaleUpRatio),
                threshold("scaleDownRatio", 0.6, 0.5, Threshold::scaleDownRatio),
                line(
                        "planner.catchUp",
                        "11m",
                        c -> c.planner().strategy() instanceof Threshold t ? t.catchUp() : Duration.ofMinutes(10),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(11)),
                duration("cooldown", "PT5M", c -> c.planner().cooldown()),
                duration("stabilization", "PT0S", c -> c.planner().rules().stabilization()),
                duration("standoff", "PT1H", c -> c.planner().rules().standoff()),
                limit("mostUp", c -> c.planner().rules().mostUp()),
                limit("mostDown", c -> c.planner().rules().mostDown()),
                line("planner.rescalesPerDay", "9", c -> c.planner().rules().rescalesPerDay(), 24, 9),
                line(
                        "planner.windows[].between",
                        "'07:00-10:00'",
                        c -> c.planner().sizes().windows().get(0).period(),
                        new DailyPeriod(LocalTime.of(6, 0), LocalTime.of(10, 0), ZoneOffset.UTC),
                        new DailyPeriod(LocalTime.of(7, 0), LocalTime.of(10, 0), ZoneOffset.UTC)),
                line(
                        "planner.windows[].min",
                        "3",
                        c -> c.planner().sizes().windows().get(0).min(),
                        OptionalInt.of(2),
                        OptionalInt.of(3)),
                line(
                        "planner.windows[].max",
                        "3",
                        c -> c.planner().sizes().windows().get(0).max(),
                        OptionalInt.empty(),
                        OptionalInt.of(3)),
                line(
                        "planner.excluded",
                        "['07:00-10:00']",
                        c -> c.planner().rules().excluded(),
                        List.of(),
                        List.of(new DailyPeriod(LocalTime.of(7, 0), LocalTime.of(10, 0), ZoneOffset.UTC))),
                duration("maxForecastAge", "PT15M", c -> c.planner().timing().maxForecastAge()),
                duration("initialLeadTime", "PT80S", c -> c.planner().priors().leadTime()),
                duration(
                        "initialRestartTime", "PT30S", c -> c.planner().priors().restartTime()),
                line(
                        "planner.initialRecordsPerSecondPerSlot",
                        "2",
                        c -> c.planner().priors().recordsPerSecondPerSlot(),
                        OptionalDouble.empty(),
                        OptionalDouble.of(2)),
                line("planner.tuning", "auto", c -> c.tuning().mode(), TuningMode.RECOMMEND, TuningMode.AUTO),
                line("planner.tuningAt", "'04:15'", c -> c.tuning().at(), LocalTime.of(1, 30), LocalTime.of(4, 15)),
                line(
                        "inference.every",
                        "2m",
                        ForetideConfig::inferenceEvery,
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(2)),
                line(
                        "inference.registry",
                        "x",
                        ForetideConfig::registry,
                        new RegistryPlace.Folder(Path.of("foretide-data", "models")),
                        new RegistryPlace.Folder(Path.of("x"))),
                line(
                        "signals.calendar.zone",
                        "Europe/Berlin",
                        c -> c.calendar().zone(),
                        ZoneOffset.UTC,
                        ZoneId.of("Europe/Berlin")),
                line("signals.calendar.country", "de", c -> c.calendar().countries(), List.of(), List.of("de")),
                line(
                        "signals.calendar.countries",
                        "[de, us-ca]",
                        c -> c.calendar().countries(),
                        List.of(),
                        List.of("de", "us-ca")),
                line(
                        "signals.calendar.events",
                        "x",
                        c -> c.calendar().events(),
                        Optional.empty(),
                        Optional.of(Path.of("x"))),
                line("signals.traces[].path", "x", c -> c.traces().get(0).path(), Path.of("a.csv"), Path.of("x")),
                line(
                        "signals.traces[].columns",
                        "{b: weather_rain}",
                        c -> c.traces().get(0).columns(),
                        Map.of("a", "transactions"),
                        Map.of("b", "weather_rain")),
                line(
                        "signals.traces[].issued",
                        "told",
                        c -> c.traces().get(0).issued(),
                        Optional.empty(),
                        Optional.of("told")),
                line(
                        "training.schedule",
                        "daily",
                        c -> c.training().schedule(),
                        TrainingSchedule.OFF,
                        TrainingSchedule.DAILY),
                line("training.day", "WED", c -> c.training().day(), DayOfWeek.SUNDAY, DayOfWeek.WEDNESDAY),
                line("training.at", "'04:10'", c -> c.training().at(), LocalTime.of(3, 0), LocalTime.of(4, 10)),
                line(
                        "training.models",
                        "[ridge]",
                        c -> c.training().models(),
                        List.of("ridge", "xgboost", "lstm", "ensemble"),
                        List.of("ridge")),
                line(
                        "training.incidents",
                        "['2026-01-03T10:00:00Z/2026-01-03T12:30:00Z']",
                        c -> c.training().incidents(),
                        List.of(),
                        List.of(Period.parse("2026-01-03T10:00:00Z/2026-01-03T12:30:00Z"))),
                line("http.host", "x", c -> c.http().host(), "127.0.0.1", "x"),
                line("http.port", "0", c -> c.http().port(), 8090, 0),
                line(
                        "http.hosts",
                        "[foretide.example.com, '*']",
                        c -> c.http().hosts(),
                        List.of(),
                        List.of("foretide.example.com", "*"))));
        lines.addAll(access("flink.", c -> c.flink().access()));
        lines.addAll(kafka("source[flink].", c -> ((FlinkTelemetry) c.source()).kafka()));
        lines.addAll(onPrometheus());
        lines.addAll(asked());
        lines.addAll(access("signals.asked[].", c -> c.asked().get(0).access()));
        lines.addAll(onKubernetes("kubernetes-deployment"));
        lines.addAll(onKubernetes("flink-deployment"));
        return lines;
    }

    private static List<Line> asked() {
        Function<ForetideConfig, Object> question = c -> c.asked().get(0).question();
        Question initially = inJson("", "/a", Optional.empty());
        String at = "signals.asked[].";
        return List.of(
                line(at + "name", "x", c -> c.asked().get(0).name(), "a", "x"),
                line(
                        at + "url",
                        "http://x:2",
                        c -> c.asked().get(0).access().address(),
                        HttpAddress.parse("http://127.0.0.1:1"),
                        HttpAddress.parse("http://x:2")),
                line(at + "path", "/x?y=z", question, initially, inJson("/x?y=z", "/a", Optional.empty())),
                line(at + "value", "/x", question, initially, inJson("", "/x", Optional.empty())),
                line(at + "time", "/x", question, initially, inJson("", "/a", Optional.of("/x"))),
                line(at + "query", "x", question, initially, new Question.Expression("x")),
                line(at + "maxAge", "2h", c -> c.asked().get(0).maxAge(), Duration.ofMinutes(5), Duration.ofHours(2)));
    }

    private static Question inJson(String path, String value, Optional<String> time) {
        return new Question.InJson(path, JsonPointer.compile(value), time.map(JsonPointer::compile));
    }

    @Test
    void everyKeyHasALine() {
        assertThat(lines())
                .extracting(Line::path)
                .containsExactlyInAnyOrderElementsOf(
                        KeyTable.rows().stream().map(KeyTable.Row::path).toList());
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aKeyHasItsDefaultIsReadAndIsShown(Line line) throws IOException {
        ObjectNode tree = (ObjectNode) YAML.readTree(BASE.get(""));
        ObjectNode parent = parent(tree, line.path());
        String name = line.path().substring(line.path().lastIndexOf('.') + 1);
        boolean tracking = line.path().startsWith("planner.tracking.");
        if (tracking) {
            ((ObjectNode) tree.path("planner")).put("strategy", "target-tracking");
        }
        assertThat(line.counts().apply(read(tree))).as("default").isEqualTo(line.initially());
        if (name.equals("tokenFile")) {
            parent.removeAll(); // instead of user and password
        }
        if (name.equals("query")) {
            parent.remove("value");
        }
        parent.set(name, YAML.readTree(line.said()));
        if (!tracking
                && List.of("headroom", "utilizationTarget", "scaleUpRatio", "scaleDownRatio", "catchUp")
                        .contains(name)) {
            parent.put("strategy", "threshold");
        }
        ForetideConfig config = read(tree);
        assertThat(line.counts().apply(config)).isEqualTo(line.set());
        Path shown = Files.writeString(folder.resolve("shown.yaml"), ConfigReader.show(file(tree), Optional.empty()));
        assertThat(line.counts().apply(ConfigReader.read(shown))).isEqualTo(line.set());
    }

    /** The block of the last key, with what has to be in it. */
    private static ObjectNode parent(ObjectNode tree, String path) throws IOException {
        ObjectNode at = tree;
        String[] names = path.split("\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            String name = names[i].replaceAll("\\[.+]", "");
            String base = BASE.getOrDefault(names[i].replaceAll("^(?:source|target)\\[(.+)]$", "$1"), "{}");
            ObjectNode inside = (ObjectNode) YAML.readTree(base);
            if (name.endsWith("[]")) {
                ArrayNode items = at.putArray(name.substring(0, name.length() - 2));
                items.add(inside);
            } else {
                JsonNode there = at.path(name);
                inside = names[i].contains("[") || there.isMissingNode() ? inside : (ObjectNode) there;
                at.set(name, inside);
            }
            at = inside;
        }
        return at;
    }

    private Path file(ObjectNode tree) throws IOException {
        return Files.writeString(folder.resolve("foretide.yaml"), YAML.writeValueAsString(tree));
    }

    private ForetideConfig read(ObjectNode tree) throws IOException {
        return ConfigReader.read(file(tree));
    }

    /** {@code -Ddocs.write=true} writes them. */
    @Test
    void theTableAndTheSchemaOfTheDocumentationAreWrittenFromTheKeys() throws IOException {
        Path schema = PAGE.resolveSibling("foretide.schema.json");
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, KeyTable.markdown());
            Files.writeString(schema, ConfigReader.schema() + "\n");
        }
        assertThat(Files.readString(PAGE)).isEqualTo(KeyTable.markdown());
        assertThat(Files.readString(schema)).isEqualTo(ConfigReader.schema() + "\n");
    }
}
