package io.foretide.scaler.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.planner.settings.DailyPeriod;
import io.foretide.planner.settings.Objective;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Priors;
import io.foretide.planner.settings.RuleSettings;
import io.foretide.planner.settings.SizeWindow;
import io.foretide.planner.settings.Sizes;
import io.foretide.planner.settings.Strategy;
import io.foretide.planner.settings.Strategy.RecedingHorizon;
import io.foretide.planner.settings.Strategy.Threshold;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Binds the {@code planner} block, whose types the schema has checked. */
final class PlannerBinding {
    private static final Duration LEAST_COOLDOWN = Duration.ofMinutes(5);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);
    private static final Duration DAY = Duration.ofDays(1);

    private final ConfigBinding binding;
    private final JsonNode planner;
    private final ZoneId zone;

    /** Daily periods are meant in the local time of {@code zone}. */
    PlannerBinding(ConfigBinding binding, JsonNode planner, ZoneId zone) {
        this.binding = binding;
        this.planner = planner;
        this.zone = zone;
    }

    PlannerSettings bind() {
        PlannerSettings d = PlannerSettings.defaults(1, 1, 10);
        Duration maxForecastAge = duration("maxForecastAge", d.maxForecastAge(), SECOND, DAY);
        return new PlannerSettings(
                part(() -> sizes(d.sizes()), d.sizes()),
                part(() -> objective(d.objective()), d.objective()),
                part(this::strategy, d.strategy()),
                part(() -> rules(d.rules()), d.rules()),
                part(() -> priors(d.priors()), d.priors()),
                d.maxTelemetryAge(),
                maxForecastAge);
    }

    /** A part, or the default where a problem was kept: the other parts may have problems too. */
    private <T> T part(Supplier<T> supplier, T otherwise) {
        return binding.tried("planner", supplier).orElse(otherwise);
    }

    private Sizes sizes(Sizes d) {
        int least = planner.path("minTaskManagers").asInt(d.minTaskManagers());
        return new Sizes(
                planner.path("slotsPerTaskManager").asInt(d.slotsPerTaskManager()),
                least,
                planner.path("maxTaskManagers").asInt(Math.max(d.maxTaskManagers(), least)),
                count("maxParallelism"),
                windows());
    }

    private List<SizeWindow> windows() {
        return binding.each("planner.windows", planner.path("windows"), this::window);
    }

    private SizeWindow window(JsonNode window) {
        if (!window.has("min") && !window.has("max")) {
            throw new IllegalArgumentException("min and max are missing; one of them is needed");
        }
        return new SizeWindow(period(window.path("between").asText()), count(window, "min"), count(window, "max"));
    }

    private Objective objective(Objective d) {
        return new Objective(
                duration("sloLag", d.sloLag(), SECOND, DAY),
                planner.path("sloShare").asDouble(d.sloShare()),
                planner.path("pricePerSlotHour").asDouble(d.pricePerSlotHour()),
                number("pricePerViolationMinute"));
    }

    private Strategy strategy() {
        if (planner.path("strategy").asText().equals("threshold")) {
            Threshold d = Threshold.DEFAULT;
            return new Threshold(
                    planner.path("headroom").asDouble(d.headroom()),
                    planner.path("utilizationTarget").asDouble(d.utilizationTarget()),
                    planner.path("scaleUpRatio").asDouble(d.scaleUpRatio()),
                    planner.path("scaleDownRatio").asDouble(d.scaleDownRatio()),
                    duration("catchUp", d.catchUp(), SECOND, DAY));
        }
        for (String key : List.of("headroom", "utilizationTarget", "scaleUpRatio", "scaleDownRatio", "catchUp")) {
            if (planner.has(key)) {
                throw new IllegalArgumentException(key + " " + planner.path(key).asText()
                        + ": is allowed with strategy threshold only; receding-horizon takes sloShare instead");
            }
        }
        RecedingHorizon d = RecedingHorizon.DEFAULT;
        return new RecedingHorizon(
                duration("rescaleWorth", d.rescaleWorth(), SECOND, DAY),
                planner.path("easyRescalesPerDay").asDouble(d.easyRescalesPerDay()));
    }

    private RuleSettings rules(RuleSettings d) {
        Duration cooldown = duration("cooldown", d.cooldown(), LEAST_COOLDOWN, DAY);
        Duration stabilization = duration("stabilization", d.stabilization(), Duration.ZERO, DAY);
        Duration standoff = duration("standoff", d.standoff(), Duration.ZERO, DAY);
        return new RuleSettings(
                cooldown,
                stabilization,
                standoff,
                count("mostUp"),
                count("mostDown"),
                planner.path("rescalesPerDay").asInt(d.rescalesPerDay()),
                excluded(),
                d.events());
    }

    private List<DailyPeriod> excluded() {
        return binding.each("planner.excluded", planner.path("excluded"), period -> period(period.asText()));
    }

    private DailyPeriod period(String text) {
        String[] ends = text.split("-", -1);
        return new DailyPeriod(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]), zone);
    }

    private Priors priors(Priors d) {
        Duration lead = duration("initialLeadTime", d.leadTime(), SECOND, HALF_HOUR);
        Duration restart = duration("initialRestartTime", d.restartTime(), SECOND, HALF_HOUR);
        return new Priors(number("initialRecordsPerSecondPerSlot"), lead, restart);
    }

    private Duration duration(String key, Duration otherwise, Duration least, Duration most) {
        return binding.duration("planner." + key, planner.path(key), otherwise, least, most);
    }

    private OptionalInt count(String key) {
        return count(planner, key);
    }

    private static OptionalInt count(JsonNode block, String key) {
        return block.has(key) ? OptionalInt.of(block.path(key).asInt()) : OptionalInt.empty();
    }

    private OptionalDouble number(String key) {
        return planner.has(key) ? OptionalDouble.of(planner.path(key).asDouble()) : OptionalDouble.empty();
    }
}
