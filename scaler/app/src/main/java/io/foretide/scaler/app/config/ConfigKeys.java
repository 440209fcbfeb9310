package io.foretide.scaler.app.config;

import io.foretide.config.Block;
import io.foretide.config.Codec;
import io.foretide.config.Codecs;
import io.foretide.config.Key;
import io.foretide.config.KindBlock;
import io.foretide.config.Values;
import io.foretide.models.Models;
import io.foretide.planner.fleet.FleetMember;
import io.foretide.planner.settings.PlannerKeys;
import io.foretide.scaler.app.webhook.WebhookSettings;
import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.JobObject;
import io.foretide.scaler.control.TargetKind;
import io.foretide.scaler.control.TargetSettings;
import io.foretide.scaler.kubernetes.LeaderSettings;
import io.foretide.series.Period;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.flink.FlinkRest;
import io.foretide.telemetry.signal.AskedSignalSettings;
import io.foretide.telemetry.signal.Holidays;
import io.foretide.telemetry.signal.SignalName;
import io.foretide.telemetry.source.FlinkTelemetry;
import io.foretide.telemetry.source.TelemetryKind;
import io.foretide.telemetry.source.TelemetrySettings;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The keys of {@code foretide.yaml}: those of this room here, the others where they configure something. */
final class ConfigKeys {
    private static final Duration MIN_PERIOD = Duration.ofSeconds(10);
    private static final int MAX_PORT = 65_535;

    static final Key<String> JOB = Key.required(
            "job",
            Codecs.text("^[A-Za-z0-9._-]{1,100}$", "1 to 100 letters, digits, '.', '-' or '_'"),
            "the name under which the history is kept");
    static final Key<Integer> PRIORITY = Key.of(
            "priority",
            Codecs.count(0, FleetMember.MAX_PRIORITY, "a whole number from 0 to " + FleetMember.MAX_PRIORITY),
            50,
            "in a fleet that is short of slots the lowest yields first");
    static final Key<Path> DATA =
            Key.of("data", Codecs.path(), Path.of("foretide-data"), "folder of `features.db` and `decisions.db`");
    static final Key<Duration> KEEP = Key.of(
            "keep",
            Codecs.duration(DecisionLog.FINAL, Duration.ofDays(3_650)),
            Duration.ofDays(200),
            "what is older, of the history and of the decisions, is forgotten");
    static final Key<StoreAddress.Postgres> STORE = Key.derived(
            "store",
            Codecs.text("jdbc:postgresql://host:5432/database").as(ConfigKeys::database, StoreAddress.Postgres::url),
            "the files in `data`",
            "a PostgreSQL database instead: `jdbc:postgresql://host:5432/database`");
    static final Key<Duration> TICK = Key.of(
            "tick",
            Codecs.duration(MIN_PERIOD, Duration.ofMinutes(10)),
            Duration.ofMinutes(1),
            "time between two looks at the job");

    static final Key<String> FLINK_JOB = Key.optional(
            "job",
            Codecs.text("the job's name or id; without it the only running job"),
            "name or id; without it the only running job");
    static final Key<Values> FLINK = block(
            true,
            "flink",
            "a block with rest and job",
            "where the job runs",
            Stream.concat(FlinkRest.KEYS.all().stream(), Stream.of(FLINK_JOB)).toArray(Key<?>[]::new));

    static final Key<JobObject> OBJECT = Key.optional(
            "autoscaler",
            Codecs.text(
                            "^(.{1,253}:)?[a-z0-9-]{1,63}/[a-z0-9.-]{1,253}$",
                            "NAMESPACE/NAME of a PredictiveAutoscaler, after CONTEXT: if it is in another cluster")
                    .as(JobObject::parse, JobObject::toString),
            "where modes, pins and pauses are asked for; the service writes it for a job of an object");

    static final Key<Values> LEADER = Key.optional("leader", Codecs.block(LeaderSettings.BLOCK), "how replicas agree");
    static final Key<Values> PLANNER =
            Key.optional("planner", Codecs.block(PlannerKeys.BLOCK), "what is wanted of scaling");

    static final Key<Duration> EVERY = Key.of(
            "every",
            Codecs.duration(MIN_PERIOD, Duration.ofMinutes(30)),
            Duration.ofMinutes(5),
            "time between two forecasts");
    static final Key<Path> REGISTRY = Key.derived(
            "registry",
            Codecs.path(),
            "`models` in `data`, or the database of `store`",
            "folder of the models; `foretide train` fills it");
    static final Key<Values> INFERENCE =
            block(false, "inference", "a block with every and registry", "how forecasts are made", EVERY, REGISTRY);

    static final Key<ZoneId> ZONE = Key.derived("zone", zones(), "UTC", "whose days and holidays count");
    static final Key<String> COUNTRY =
            Key.optional("country", Holidays.codec(), "whose public holidays count; of several: `countries`");
    static final Key<List<String>> COUNTRIES = Key.optional(
            "countries",
            Codecs.set(Holidays.codec(), "a list of country codes such as [DE, FR, US-CA]"),
            "instead of `country`: `holiday` is the mean over them");
    static final Key<Path> EVENTS =
            Key.optional("events", Codecs.path(), "CSV of planned events: from,to,name[,multiplier]");
    static final Key<Values> CALENDAR = block(
            false,
            "calendar",
            "a block with zone, country or countries, and events",
            "what the load follows",
            ZONE,
            COUNTRY,
            COUNTRIES,
            EVENTS);
    static final Key<Path> TRACE =
            Key.required("path", Codecs.path(), "CSV file; a service reads it again when it has changed");
    static final Key<Map<String, String>> COLUMNS = Key.required(
            "columns",
            Codecs.texts(SignalName.codec(), "trace column: feature name"),
            "column of the file: name of the feature, any that is not Foretide's own");
    static final Key<String> ISSUED = Key.optional(
            "issued",
            Codecs.text("the name of a column"),
            "column with the time at which a row was told ahead, as weather forecasts are; CSV only");
    static final Key<List<Values>> TRACES = Key.of(
            "traces",
            Codecs.list(
                    Codecs.block(new Block("a block with path and columns", List.of(TRACE, COLUMNS, ISSUED))),
                    "a list of trace files"),
            List.of(),
            "business figures, heat map, weather, and what else you name");
    static final Key<List<Values>> ASKED = Key.of(
            "asked",
            Codecs.list(Codecs.block(AskedSignalSettings.BLOCK), "a list of signals that peers are asked for"),
            List.of(),
            "asked for while the service runs");
    static final Key<Values> SIGNALS = block(
            false,
            "signals",
            "a block with calendar, traces and asked",
            "what accompanies the job",
            CALENDAR,
            TRACES,
            ASKED);

    static final Key<TrainingSchedule> SCHEDULE = Key.of(
            "schedule",
            Codecs.word(List.of(TrainingSchedule.values()), TrainingSchedule::word),
            TrainingSchedule.OFF,
            "how often the service retrains; off: run `foretide train` yourself");
    static final Key<DayOfWeek> DAY = Key.of(
            "day",
            Codecs.word(List.of(DayOfWeek.values()), day -> day.name().substring(0, 3)),
            DayOfWeek.SUNDAY,
            "on which it retrains weekly");
    static final Key<LocalTime> AT = Key.of(
            "at",
            Codecs.text("^([01]\\d|2[0-3]):[0-5]\\d$", "a local time such as \"03:00\"")
                    .as(LocalTime::parse, LocalTime::toString),
            LocalTime.of(3, 0),
            "when it retrains, in the calendar's zone");
    static final Key<List<String>> MODELS = Key.of(
            "models",
            Codecs.set(
                    Codecs.anyText("the name of a model")
                            .as(name -> Models.named(name).name(), name -> name),
                    "a list of models that may become champion"),
            ForetideConfig.Training.CHALLENGERS,
            "challengers; those of `foretide backtest`");
    static final Key<List<Period>> INCIDENTS = Key.of(
            "incidents",
            Codecs.list(
                    Codecs.anyText("a period such as 2026-01-03T10:00:00Z/2026-01-03T12:30:00Z")
                            .as(Period::parse, period -> period.from() + "/" + period.to()),
                    "a list of periods such as 2026-01-03T10:00:00Z/2026-01-03T12:30:00Z"),
            List.of(),
            "not to be learned from");
    static final Key<Values> TRAINING = block(
            false,
            "training",
            "a block with schedule, day, at, models and incidents",
            "how models are retrained",
            SCHEDULE,
            DAY,
            AT,
            MODELS,
            INCIDENTS);

    static final Key<Values> WEBHOOK = Key.optional(
            "webhook", Codecs.block(WebhookSettings.BLOCK), "what the job's owner is told by HTTP, signed");

    static final Key<String> HOST = Key.of("host", hosts(), "127.0.0.1", "where the service listens");
    static final Key<Integer> PORT =
            Key.of("port", Codecs.count(0, MAX_PORT, "a port from 0 to 65535"), 8090, "0 for any that is free");
    static final Key<List<String>> HOSTS = Key.of(
            "hosts",
            Codecs.list(
                    Codecs.text("^(\\*|[A-Za-z0-9._-]{1,253})$", "a host name without a port, or * for any"),
                    "a list of host names without ports"),
            List.of(),
            "names with a dot under which browsers ask, behind an ingress for instance; addresses, names without a dot and those of"
                    + " Kubernetes services need no entry");
    static final Key<Values> HTTP =
            block(false, "http", "a block with host, port and hosts", "page and metrics", HOST, PORT, HOSTS);

    private final KindBlock<TargetSettings> targets;
    private final KindBlock<TelemetrySettings> sources;
    private final Key<Values> target;
    private final Key<Values> source;
    private final Block root;

    /** {@code types}: the word that a file says in a block of kinds, by the block's name. */
    ConfigKeys(Function<String, Optional<String>> types) {
        targets = new KindBlock<>(TargetKind.class, new Key.Required<>(), "what is scaled", types.apply("target"));
        target = Key.required("target", Codecs.block(targets.block()), "what is scaled");
        sources = new KindBlock<>(
                TelemetryKind.class,
                new Key.Fixed<>(FlinkTelemetry.TYPE, FlinkTelemetry.TYPE),
                "where the metrics come from",
                types.apply("source"));
        source = Key.optional("source", Codecs.block(sources.block()), "where the metrics come from");
        root = new Block(
                "a file with job, flink and target",
                List.of(
                        JOB, PRIORITY, DATA, STORE, KEEP, TICK, FLINK, source, target, OBJECT, LEADER, PLANNER,
                        INFERENCE, SIGNALS, TRAINING, WEBHOOK, HTTP));
    }

    /** The keys of a file that says nothing yet. */
    ConfigKeys() {
        this(block -> Optional.empty());
    }

    KindBlock<TargetSettings> targets() {
        return targets;
    }

    KindBlock<TelemetrySettings> sources() {
        return sources;
    }

    Key<Values> target() {
        return target;
    }

    Key<Values> source() {
        return source;
    }

    /** The whole file. */
    Block root() {
        return root;
    }

    private static StoreAddress.Postgres database(String url) {
        StoreAddress.Postgres.problem(url).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return new StoreAddress.Postgres(url);
    }

    private static Key<Values> block(boolean required, String name, String allowed, String help, Key<?>... keys) {
        Codec<Values> codec = Codecs.block(new Block(allowed, List.of(keys)));
        return required ? Key.required(name, codec, help) : Key.optional(name, codec, help);
    }

    private static Codec<String> hosts() {
        String allowed = "a host name or address";
        return Codecs.text("^[A-Za-z0-9._:%-]{1,253}$", allowed)
                .as(
                        text -> {
                            boolean looksLikeIp = text.matches("[0-9.]+");
                            if (looksLikeIp && !text.matches("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}")) {
                                throw new IllegalArgumentException("\"" + text + "\": must be " + allowed);
                            }
                            return text;
                        },
                        text -> text);
    }

    private static Codec<ZoneId> zones() {
        String allowed = "a time zone such as America/New_York";
        return Codecs.text(allowed)
                .as(
                        text -> {
                            try {
                                return ZoneId.of(text);
                            } catch (DateTimeException e) {
                                throw new IllegalArgumentException("\"" + text + "\": must be " + allowed, e);
                            }
                        },
                        ZoneId::getId);
    }
}
