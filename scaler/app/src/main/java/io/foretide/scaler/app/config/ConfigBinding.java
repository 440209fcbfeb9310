package io.foretide.scaler.app.config;

import static io.foretide.scaler.app.config.ConfigKeys.ASKED;
import static io.foretide.scaler.app.config.ConfigKeys.AT;
import static io.foretide.scaler.app.config.ConfigKeys.CALENDAR;
import static io.foretide.scaler.app.config.ConfigKeys.COLUMNS;
import static io.foretide.scaler.app.config.ConfigKeys.COUNTRIES;
import static io.foretide.scaler.app.config.ConfigKeys.COUNTRY;
import static io.foretide.scaler.app.config.ConfigKeys.DATA;
import static io.foretide.scaler.app.config.ConfigKeys.DAY;
import static io.foretide.scaler.app.config.ConfigKeys.EVENTS;
import static io.foretide.scaler.app.config.ConfigKeys.EVERY;
import static io.foretide.scaler.app.config.ConfigKeys.FLINK;
import static io.foretide.scaler.app.config.ConfigKeys.FLINK_JOB;
import static io.foretide.scaler.app.config.ConfigKeys.HOST;
import static io.foretide.scaler.app.config.ConfigKeys.HOSTS;
import static io.foretide.scaler.app.config.ConfigKeys.HTTP;
import static io.foretide.scaler.app.config.ConfigKeys.INCIDENTS;
import static io.foretide.scaler.app.config.ConfigKeys.INFERENCE;
import static io.foretide.scaler.app.config.ConfigKeys.ISSUED;
import static io.foretide.scaler.app.config.ConfigKeys.JOB;
import static io.foretide.scaler.app.config.ConfigKeys.KEEP;
import static io.foretide.scaler.app.config.ConfigKeys.LEADER;
import static io.foretide.scaler.app.config.ConfigKeys.MODELS;
import static io.foretide.scaler.app.config.ConfigKeys.OBJECT;
import static io.foretide.scaler.app.config.ConfigKeys.PLANNER;
import static io.foretide.scaler.app.config.ConfigKeys.PORT;
import static io.foretide.scaler.app.config.ConfigKeys.PRIORITY;
import static io.foretide.scaler.app.config.ConfigKeys.REGISTRY;
import static io.foretide.scaler.app.config.ConfigKeys.SCHEDULE;
import static io.foretide.scaler.app.config.ConfigKeys.SIGNALS;
import static io.foretide.scaler.app.config.ConfigKeys.STORE;
import static io.foretide.scaler.app.config.ConfigKeys.TICK;
import static io.foretide.scaler.app.config.ConfigKeys.TRACE;
import static io.foretide.scaler.app.config.ConfigKeys.TRACES;
import static io.foretide.scaler.app.config.ConfigKeys.TRAINING;
import static io.foretide.scaler.app.config.ConfigKeys.WEBHOOK;
import static io.foretide.scaler.app.config.ConfigKeys.ZONE;

import io.foretide.config.Values;
import io.foretide.planner.settings.PlannerBlock;
import io.foretide.planner.settings.PlannerKeys;
import io.foretide.planner.settings.PlannerReading;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.app.webhook.WebhookSettings;
import io.foretide.scaler.control.TargetSettings;
import io.foretide.scaler.kubernetes.LeaderSettings;
import io.foretide.store.DataFolder;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.access.HttpAccess;
import io.foretide.telemetry.flink.FlinkRest;
import io.foretide.telemetry.signal.AskedSignalSettings;
import io.foretide.telemetry.signal.SignalName;
import io.foretide.telemetry.source.FlinkTelemetry;
import io.foretide.telemetry.source.TelemetrySettings;
import io.foretide.text.Durations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From values that fit the schema to records; finds what a schema cannot say, all of it at once. */
final class ConfigBinding {
    private final ConfigKeys keys;
    private final Values root;
    private final Origin origin;

    /** {@code root}: the values of the whole file. */
    ConfigBinding(ConfigKeys keys, Values root, Origin origin) {
        this.keys = keys;
        this.root = root;
        this.origin = origin;
    }

    /** The configuration; empty if there are problems, which the values keep. */
    Optional<ForetideConfig> bind() {
        JobId job = new JobId(root.get(JOB));
        Path data = root.get(DATA);
        Values inference = root.block(INFERENCE);
        Duration tick = root.get(TICK);
        Duration every = inference.get(EVERY);
        Values flink = root.block(FLINK);
        Optional<HttpAccess> access = FlinkRest.KEYS.read(flink);
        Optional<String> flinkJob = flink.find(FLINK_JOB);
        Values targetValues = root.block(keys.target());
        Optional<TargetSettings> target = keys.targets().read(targetValues);
        Optional<TelemetrySettings> source = source();
        ForetideConfig.Signals signals = signals(root.block(SIGNALS), ZoneOffset.UTC);
        ForetideConfig.Training training = training(root.block(TRAINING));
        Optional<LeaderSettings> leader = leader(job, targetValues);
        Values plannerValues = root.block(PLANNER);
        PlannerSettings planner =
                PlannerReading.settings(plannerValues, signals.calendar().zone(), tick);
        ForetideConfig.Tuning tuning = tuning(plannerValues, signals.calendar().zone(), tick);
        contradictions(planner, every, target);
        Path own = origin.own(data);
        StoreAddress store = store(root, data);
        RegistryPlace registry = registry(inference.find(REGISTRY), job, store, own);
        folder("data", data).ifPresent(root::wrong);
        if (registry instanceof RegistryPlace.Folder folder && !folder.path().startsWith(data)) {
            folder("inference.registry", folder.path()).ifPresent(root::wrong);
        }
        if (access.isEmpty() || source.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ForetideConfig(
                job,
                origin,
                root.get(PRIORITY),
                data,
                store,
                own,
                root.get(KEEP),
                tick,
                every,
                registry,
                new ForetideConfig.Flink(access.get(), flinkJob),
                source.get(),
                target.get(),
                root.find(OBJECT),
                leader,
                planner,
                tuning,
                signals.calendar(),
                signals.traces(),
                signals.asked(),
                http(root.block(HTTP)),
                training,
                root.find(WEBHOOK).flatMap(block -> block.make(WebhookSettings::read))));
    }

    /**
     * The signals of a block.
     *
     * @param zone of a calendar that names none
     */
    static ForetideConfig.Signals signals(Values signals, ZoneId zone) {
        Values calendar = signals.block(CALENDAR);
        ForetideConfig.Signals read = new ForetideConfig.Signals(
                new ForetideConfig.Calendar(calendar.get(ZONE, zone), countries(calendar), calendar.find(EVENTS)),
                signals.each(
                        TRACES,
                        trace -> new ForetideConfig.SignalTrace(
                                trace.get(TRACE), trace.get(COLUMNS), trace.find(ISSUED))),
                signals.each(ASKED, AskedSignalSettings::read).stream()
                        .flatMap(Optional::stream)
                        .toList());
        SignalName.problems(read.names()).forEach(problem -> signals.wrong("traces and asked: " + problem));
        return read;
    }

    private static List<String> countries(Values calendar) {
        Optional<String> one = calendar.find(COUNTRY);
        List<String> several = calendar.find(COUNTRIES).orElseGet(List::of);
        if (calendar.has(COUNTRY) && calendar.has(COUNTRIES)) {
            calendar.wrong("country and countries: must be one of them");
        }
        Set<String> different =
                several.stream().map(place -> place.toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
        if (different.size() < several.size()) {
            calendar.wrong("countries " + several + ": must be without the same twice");
        }
        return one.map(List::of).orElse(several);
    }

    private static ForetideConfig.Tuning tuning(Values planner, ZoneId zone, Duration tick) {
        Map<String, Object> said = new LinkedHashMap<>();
        planner.names().forEach(name -> planner.plain(name).ifPresent(value -> said.put(name, value)));
        return new ForetideConfig.Tuning(
                planner.get(PlannerKeys.TUNING),
                planner.get(PlannerKeys.TUNING_AT),
                new PlannerBlock(said, zone, tick));
    }

    private static ForetideConfig.Training training(Values training) {
        return new ForetideConfig.Training(
                training.get(SCHEDULE),
                training.get(DAY),
                training.get(AT),
                training.get(MODELS),
                training.get(INCIDENTS));
    }

    private Optional<TelemetrySettings> source() {
        return root.has(keys.source())
                ? keys.sources().read(root.block(keys.source()))
                : Optional.of(new FlinkTelemetry(Optional.empty()));
    }

    private Optional<LeaderSettings> leader(JobId job, Values target) {
        Optional<LeaderSettings> leader = LeaderSettings.read(
                root.block(LEADER),
                job,
                target.plain("namespace")
                        .filter(name -> target.plain("context").isEmpty())
                        .map(String::valueOf));
        if (leader.isPresent() && !LeaderSettings.canLead(job)) {
            root.wrong("job \"" + job
                    + "\": with leader.enabled it must be a name that begins and ends with a letter or digit,"
                    + " also around each '.'");
        }
        return leader;
    }

    static ForetideConfig.Http http(Values http) {
        return new ForetideConfig.Http(http.get(HOST), http.get(PORT), http.get(HOSTS));
    }

    /** Where history, decisions and memory are: in {@code data}, unless a database is named. */
    static StoreAddress store(Values root, Path data) {
        return root.find(STORE)
                .<StoreAddress>map(database -> database)
                .orElseGet(() -> new StoreAddress.Sqlite(new DataFolder(data).features()));
    }

    private static RegistryPlace registry(Optional<Path> folder, JobId job, StoreAddress store, Path own) {
        Path models = own.resolve("models");
        return folder.isEmpty() && store instanceof StoreAddress.Postgres shared
                ? new RegistryPlace.InStore(shared, job, models)
                : new RegistryPlace.Folder(folder.orElse(models));
    }

    /** What is wrong with a folder. One that is not there yet can be made, unless something on the way to it is a file. */
    static Optional<String> folder(String key, Path folder) {
        Path there = DataFolder.there(folder);
        return Files.isDirectory(there)
                ? Optional.empty()
                : Optional.of(key + " " + folder + ": must be a folder, but " + there + " is "
                        + (Files.exists(there) ? "a file" : "a link to nothing"));
    }

    private void contradictions(PlannerSettings planner, Duration every, Optional<TargetSettings> target) {
        if (planner.timing().maxForecastAge().compareTo(every) < 0) {
            root.wrong("planner.maxForecastAge "
                    + Durations.format(planner.timing().maxForecastAge()) + ": must be at least inference.every ("
                    + Durations.format(every) + ")");
        }
        target.map(TargetSettings::initialTaskManagers)
                .filter(initial -> initial.orElse(1) > planner.maxTaskManagers())
                .ifPresent(initial -> root.wrong("target.taskManagers " + initial.getAsInt()
                        + ": must be at most planner.maxTaskManagers (" + planner.maxTaskManagers() + ")"));
    }
}
