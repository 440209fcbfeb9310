package io.foretide.planner.settings;

import io.foretide.config.Block;
import io.foretide.config.Codec;
import io.foretide.config.Codecs;
import io.foretide.config.Key;
import io.foretide.config.Values;
import io.foretide.planner.settings.Strategy.RecedingHorizon;
import io.foretide.planner.settings.Strategy.Threshold;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;

/** The keys of the {@code planner} block: form, range, default and meaning of each. */
public final class PlannerKeys {
    private static final PlannerSettings DEFAULTS = PlannerSettings.defaults(1, 1, 10);
    private static final Threshold THRESHOLD = Threshold.DEFAULT;
    private static final RecedingHorizon HORIZON = RecedingHorizon.DEFAULT;

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);
    private static final Duration DAY = Duration.ofDays(1);
    /** The reference design's. */
    private static final Duration MIN_COOLDOWN = Duration.ofMinutes(5);

    private static final Codec<Duration> TIME = Codecs.duration(SECOND, DAY);
    private static final Codec<Duration> TIME_OR_NONE = Codecs.duration(Duration.ZERO, DAY);
    private static final Codec<String> PERIOD = Codecs.text(
            "^([01]\\d|2[0-3]):[0-5]\\d-([01]\\d|2[0-3]):[0-5]\\d$", "a daily period such as \"22:00-23:30\"");

    static final Key<Integer> SLOTS_PER_TASK_MANAGER =
            Key.of("slotsPerTaskManager", Codecs.count(), DEFAULTS.slotsPerTaskManager(), "slots of each TaskManager");
    static final Key<Integer> MIN_TASK_MANAGERS =
            Key.of("minTaskManagers", Codecs.count(), DEFAULTS.minTaskManagers(), "never fewer");
    static final Key<Integer> MAX_TASK_MANAGERS = Key.derived(
            "maxTaskManagers",
            Codecs.count(),
            DEFAULTS.maxTaskManagers() + ", or `minTaskManagers` if that is more",
            "never more");
    static final Key<Integer> MAX_PARALLELISM = Key.optional(
            "maxParallelism",
            Codecs.count(1, 32_768, "Flink's number of key groups, 1 to 32768"),
            "Flink's key groups: sizes that share them evenly are preferred");
    static final Key<String> OBJECTIVE = Key.of(
            "objective",
            Codecs.word(LagMeasure.words()),
            DEFAULTS.objective().measure().word(),
            "what lag is: records that wait in seconds of demand, the age of what the sources emit, or how far the slowest "
                    + "watermark is behind");
    static final Key<Duration> SLO_LAG = Key.of("sloLag", TIME, DEFAULTS.sloLag(), "the objective: lag under this ...");
    static final Key<Double> SLO_SHARE = Key.of(
            "sloShare",
            Codecs.number(Map.of("minimum", 0.5, "exclusiveMaximum", 1), "a number from 0.5 to below 1"),
            DEFAULTS.objective().sloShare(),
            "... in this share of the minutes; quantile and prices of the plan follow from it");
    static final Key<Double> PRICE_PER_SLOT_HOUR =
            Key.of("pricePerSlotHour", Codecs.positive(), DEFAULTS.objective().pricePerSlotHour(), "in any currency");
    static final Key<Double> PRICE_PER_VIOLATION_MINUTE = Key.optional(
            "pricePerViolationMinute",
            Codecs.positive(),
            "the same currency: plans more carefully where that is dearer than `sloShare` implies");
    static final Key<String> STRATEGY = Key.of(
            "strategy",
            Codecs.word(List.of("receding-horizon", "threshold", "target-tracking")),
            "receding-horizon",
            "how sizes are proposed; `threshold` is the reference design's 1.2 / 0.6, `target-tracking` has numbers that "
                    + "`foretide tune` finds");
    static final Key<Values> TRACKING =
            Key.optional("tracking", Codecs.block(TrackingKeys.BLOCK), "with `target-tracking` only: its numbers");
    static final Key<Duration> RESCALE_WORTH = Key.of(
            "rescaleWorth", TIME, HORIZON.rescaleWorth(), "a rescale is worth running the new size for this long ...");
    static final Key<Double> EASY_RESCALES_PER_DAY = Key.of(
            "easyRescalesPerDay",
            Codecs.number(Map.of("exclusiveMinimum", 0, "maximum", 1000), "a number above 0 and at most 1000"),
            HORIZON.easyRescalesPerDay(),
            "... and twice that when there are this many a day");
    static final Key<Double> HEADROOM = Key.of(
            "headroom",
            Codecs.oneOf(List.of(0.5, 0.75, 0.8, 0.9, 0.95, 0.99), "one of 0.5, 0.75, 0.8, 0.9, 0.95 and 0.99"),
            THRESHOLD.headroom(),
            "with `threshold` only: quantile planned for");
    static final Key<Double> UTILIZATION_TARGET = Key.of(
            "utilizationTarget",
            Codecs.number(Map.of("exclusiveMinimum", 0, "maximum", 1), "a number above 0 and at most 1"),
            THRESHOLD.utilizationTarget(),
            "with `threshold` only: share of the true processing rate that counts as capacity");
    static final Key<Double> SCALE_UP_RATIO = Key.of(
            "scaleUpRatio",
            Codecs.number(Map.of("exclusiveMinimum", 1, "maximum", 10), "a number above 1 and at most 10"),
            THRESHOLD.scaleUpRatio(),
            "with `threshold` only: scale up above this multiple of the capacity");
    static final Key<Double> SCALE_DOWN_RATIO = Key.of(
            "scaleDownRatio",
            Codecs.number(Map.of("exclusiveMinimum", 0, "exclusiveMaximum", 1), "a number between 0 and 1"),
            THRESHOLD.scaleDownRatio(),
            "with `threshold` only: scale down below this multiple of the capacity");
    static final Key<Duration> CATCH_UP = Key.of(
            "catchUp", TIME, THRESHOLD.catchUp(), "with `threshold` only: time in which a lag should be worked off");
    static final Key<Duration> COOLDOWN = Key.of(
            "cooldown", Codecs.duration(MIN_COOLDOWN, DAY), DEFAULTS.cooldown(), "least time between two rescales");
    static final Key<Duration> STABILIZATION = Key.of(
            "stabilization",
            TIME_OR_NONE,
            DEFAULTS.rules().stabilization(),
            "scale down at most to the largest size proposed in this time");
    static final Key<Duration> STANDOFF = Key.of(
            "standoff",
            TIME_OR_NONE,
            DEFAULTS.rules().standoff(),
            "a size that somebody else has set is left alone for this long");
    static final Key<Integer> MOST_UP = Key.optional("mostUp", Codecs.count(), "TaskManagers added at once, at most");
    static final Key<Integer> MOST_DOWN =
            Key.optional("mostDown", Codecs.count(), "TaskManagers removed at once, at most");
    static final Key<Integer> RESCALES_PER_DAY = Key.of(
            "rescalesPerDay",
            Codecs.count(),
            DEFAULTS.rules().rescalesPerDay(),
            "after that many in 24 hours nothing is scaled down");

    /** When a machine sleeps that has a day's work; before the weekly training of those that begin it at three. */
    private static final LocalTime AT_NIGHT = LocalTime.of(1, 30);

    /** What becomes of settings that the job's own past prefers. */
    public static final Key<TuningMode> TUNING = Key.of(
            "tuning",
            Codecs.word(List.of(TuningMode.AUTO, TuningMode.RECOMMEND, TuningMode.OFF), TuningMode::word),
            TuningMode.RECOMMEND,
            "what becomes of settings that the job's own past prefers: adopted if they prove better, only shown, or not looked"
                    + " for");

    /** When they are looked for. */
    public static final Key<LocalTime> TUNING_AT = Key.of(
            "tuningAt",
            Codecs.text("^([01]\\d|2[0-3]):[0-5]\\d$", "a local time such as \"01:30\"")
                    .as(LocalTime::parse, LocalTime::toString),
            AT_NIGHT,
            "when they are looked for every night, in the calendar's zone");

    static final Key<String> BETWEEN = Key.required("between", PERIOD, "when, in the calendar's zone");
    static final Key<Integer> MIN = Key.optional("min", Codecs.count(), "never fewer TaskManagers then");
    static final Key<Integer> MAX = Key.optional("max", Codecs.count(), "never more TaskManagers then");
    /** One of {@code windows}. */
    private static final Block WINDOW = new Block("a block with between, min and max", List.of(BETWEEN, MIN, MAX));

    static final Key<List<Values>> WINDOWS = Key.of(
            "windows",
            Codecs.list(Codecs.block(WINDOW), "a list of blocks with between, min and max"),
            List.of(),
            "other bounds at times of the day, also beyond the two above; the first that holds counts");
    static final Key<List<String>> EXCLUDED = Key.of(
            "excluded",
            Codecs.list(PERIOD, "a list of daily periods such as \"22:00-23:30\""),
            List.of(),
            "daily, in the calendar's zone: nothing is rescaled");
    static final Key<Duration> MAX_FORECAST_AGE = Key.of(
            "maxForecastAge",
            TIME,
            DEFAULTS.timing().maxForecastAge(),
            "older forecasts count as missing: the present load decides, and never downwards");
    static final Key<Duration> INITIAL_LEAD_TIME = Key.of(
            "initialLeadTime",
            Codecs.duration(SECOND, HALF_HOUR),
            DEFAULTS.priors().leadTime(),
            "until starts have been observed");
    static final Key<Duration> INITIAL_RESTART_TIME = Key.of(
            "initialRestartTime",
            Codecs.duration(SECOND, HALF_HOUR),
            DEFAULTS.priors().restartTime(),
            "until restarts have been (Flink 2.3 with a rescale history; else it stays)");
    static final Key<Double> INITIAL_RECORDS_PER_SECOND_PER_SLOT = Key.optional(
            "initialRecordsPerSecondPerSlot", Codecs.positive(), "true processing rate, until it has been measured");

    /** The block. */
    public static final Block BLOCK = new Block(
            "a block of planner settings",
            List.of(
                    SLOTS_PER_TASK_MANAGER,
                    MIN_TASK_MANAGERS,
                    MAX_TASK_MANAGERS,
                    MAX_PARALLELISM,
                    OBJECTIVE,
                    SLO_LAG,
                    SLO_SHARE,
                    PRICE_PER_SLOT_HOUR,
                    PRICE_PER_VIOLATION_MINUTE,
                    STRATEGY,
                    TRACKING,
                    RESCALE_WORTH,
                    EASY_RESCALES_PER_DAY,
                    HEADROOM,
                    UTILIZATION_TARGET,
                    SCALE_UP_RATIO,
                    SCALE_DOWN_RATIO,
                    CATCH_UP,
                    COOLDOWN,
                    STABILIZATION,
                    STANDOFF,
                    MOST_UP,
                    MOST_DOWN,
                    RESCALES_PER_DAY,
                    WINDOWS,
                    EXCLUDED,
                    MAX_FORECAST_AGE,
                    INITIAL_LEAD_TIME,
                    INITIAL_RESTART_TIME,
                    INITIAL_RECORDS_PER_SECOND_PER_SLOT,
                    TUNING,
                    TUNING_AT));

    private PlannerKeys() {}
}
