package io.foretide.planner.settings;

import static io.foretide.planner.settings.PlannerKeys.BETWEEN;
import static io.foretide.planner.settings.PlannerKeys.CATCH_UP;
import static io.foretide.planner.settings.PlannerKeys.COOLDOWN;
import static io.foretide.planner.settings.PlannerKeys.EASY_RESCALES_PER_DAY;
import static io.foretide.planner.settings.PlannerKeys.EXCLUDED;
import static io.foretide.planner.settings.PlannerKeys.HEADROOM;
import static io.foretide.planner.settings.PlannerKeys.INITIAL_LEAD_TIME;
import static io.foretide.planner.settings.PlannerKeys.INITIAL_RECORDS_PER_SECOND_PER_SLOT;
import static io.foretide.planner.settings.PlannerKeys.INITIAL_RESTART_TIME;
import static io.foretide.planner.settings.PlannerKeys.MAX;
import static io.foretide.planner.settings.PlannerKeys.MAX_FORECAST_AGE;
import static io.foretide.planner.settings.PlannerKeys.MAX_PARALLELISM;
import static io.foretide.planner.settings.PlannerKeys.MAX_TASK_MANAGERS;
import static io.foretide.planner.settings.PlannerKeys.MIN;
import static io.foretide.planner.settings.PlannerKeys.MIN_TASK_MANAGERS;
import static io.foretide.planner.settings.PlannerKeys.MOST_DOWN;
import static io.foretide.planner.settings.PlannerKeys.MOST_UP;
import static io.foretide.planner.settings.PlannerKeys.OBJECTIVE;
import static io.foretide.planner.settings.PlannerKeys.PRICE_PER_SLOT_HOUR;
import static io.foretide.planner.settings.PlannerKeys.PRICE_PER_VIOLATION_MINUTE;
import static io.foretide.planner.settings.PlannerKeys.RESCALES_PER_DAY;
import static io.foretide.planner.settings.PlannerKeys.RESCALE_WORTH;
import static io.foretide.planner.settings.PlannerKeys.SCALE_DOWN_RATIO;
import static io.foretide.planner.settings.PlannerKeys.SCALE_UP_RATIO;
import static io.foretide.planner.settings.PlannerKeys.SLOTS_PER_TASK_MANAGER;
import static io.foretide.planner.settings.PlannerKeys.SLO_LAG;
import static io.foretide.planner.settings.PlannerKeys.SLO_SHARE;
import static io.foretide.planner.settings.PlannerKeys.STABILIZATION;
import static io.foretide.planner.settings.PlannerKeys.STANDOFF;
import static io.foretide.planner.settings.PlannerKeys.STRATEGY;
import static io.foretide.planner.settings.PlannerKeys.TRACKING;
import static io.foretide.planner.settings.PlannerKeys.UTILIZATION_TARGET;
import static io.foretide.planner.settings.PlannerKeys.WINDOWS;

import io.foretide.config.Key;
import io.foretide.config.Values;
import io.foretide.planner.settings.Strategy.RecedingHorizon;
import io.foretide.planner.settings.Strategy.Threshold;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;

/** Settings from the {@code planner} block of a configuration. */
public final class PlannerReading {
    private static final List<Key<?>> OF_THRESHOLD =
            List.of(HEADROOM, UTILIZATION_TARGET, SCALE_UP_RATIO, SCALE_DOWN_RATIO, CATCH_UP);

    private final Values values;
    private final ZoneId zone;

    private PlannerReading(Values values, ZoneId zone) {
        this.values = values;
        this.zone = zone;
    }

    /**
     * The settings; what is wrong with them is kept by {@code values}, and the default goes on.
     *
     * @param values of {@link PlannerKeys#BLOCK}
     * @param zone in whose local time daily periods are meant
     * @param tick from one decision to the next
     */
    public static PlannerSettings settings(Values values, ZoneId zone, Duration tick) {
        PlannerReading reading = new PlannerReading(values, zone);
        PlannerSettings d = PlannerSettings.defaults(1, 1, 10);
        Duration maxForecastAge = values.get(MAX_FORECAST_AGE);
        return new PlannerSettings(
                reading.part(v -> reading.sizes(), d.sizes()),
                reading.part(PlannerReading::objective, d.objective()),
                reading.part(PlannerReading::strategy, d.strategy()),
                reading.part(v -> reading.rules(d.rules()), d.rules()),
                reading.part(PlannerReading::priors, d.priors()),
                new Timing(tick, d.timing().maxTelemetryAge(), maxForecastAge),
                d.tuning());
    }

    /** A part, or the default where a problem was kept: the other parts may have problems too. */
    private <T> T part(Function<Values, T> making, T initially) {
        return values.make(making).orElse(initially);
    }

    private Sizes sizes() {
        int min = values.get(MIN_TASK_MANAGERS);
        int max = PlannerSettings.defaults(1, 1, 10).maxTaskManagers();
        return new Sizes(
                values.get(SLOTS_PER_TASK_MANAGER),
                min,
                values.get(MAX_TASK_MANAGERS, Math.max(max, min)),
                values.count(MAX_PARALLELISM),
                values.each(WINDOWS, this::window));
    }

    private SizeWindow window(Values window) {
        if (!window.has(MIN) && !window.has(MAX)) {
            throw new IllegalArgumentException("min and max are missing; one of them is needed");
        }
        return new SizeWindow(period(window.get(BETWEEN)), window.count(MIN), window.count(MAX));
    }

    private static Objective objective(Values values) {
        return new Objective(
                LagMeasure.named(values.get(OBJECTIVE)),
                values.get(SLO_LAG),
                values.get(SLO_SHARE),
                values.get(PRICE_PER_SLOT_HOUR),
                values.number(PRICE_PER_VIOLATION_MINUTE));
    }

    private static Strategy strategy(Values values) {
        String strategy = values.get(STRATEGY);
        if (values.has(TRACKING) && !strategy.equals("target-tracking")) {
            throw new IllegalArgumentException(
                    "tracking: is allowed with strategy target-tracking only, not with " + strategy);
        }
        if (strategy.equals("threshold")) {
            return new Threshold(
                    values.get(HEADROOM),
                    values.get(UTILIZATION_TARGET),
                    values.get(SCALE_UP_RATIO),
                    values.get(SCALE_DOWN_RATIO),
                    values.get(CATCH_UP));
        }
        for (Key<?> key : OF_THRESHOLD) {
            if (values.has(key)) {
                throw new IllegalArgumentException(
                        key.name() + " " + values.plain(key.name()).orElse("")
                                + ": is allowed with strategy threshold only; " + instead(strategy));
            }
        }
        if (strategy.equals("target-tracking")) {
            return TrackingKeys.strategy(values.block(TRACKING));
        }
        return new RecedingHorizon(values.get(RESCALE_WORTH), values.get(EASY_RESCALES_PER_DAY));
    }

    private static String instead(String strategy) {
        return strategy.equals("target-tracking")
                ? strategy + " has a block tracking of its own"
                : strategy + " takes sloShare instead";
    }

    private RuleSettings rules(RuleSettings d) {
        Duration cooldown = values.get(COOLDOWN);
        Duration stabilization = values.get(STABILIZATION);
        Duration standoff = values.get(STANDOFF);
        return new RuleSettings(
                cooldown,
                stabilization,
                standoff,
                values.count(MOST_UP),
                values.count(MOST_DOWN),
                values.get(RESCALES_PER_DAY),
                values.each(EXCLUDED, this::period),
                d.events());
    }

    private DailyPeriod period(String text) {
        String[] ends = text.split("-", -1);
        return new DailyPeriod(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]), zone);
    }

    private static Priors priors(Values values) {
        Duration lead = values.get(INITIAL_LEAD_TIME);
        Duration restart = values.get(INITIAL_RESTART_TIME);
        return new Priors(values.number(INITIAL_RECORDS_PER_SECOND_PER_SLOT), lead, restart);
    }
}
