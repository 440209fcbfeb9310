package io.foretide.whatif.tune;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Strategy;
import io.foretide.planner.settings.Strategy.RecedingHorizon;
import io.foretide.planner.settings.Strategy.TargetTracking;
import io.foretide.text.Durations;
import java.util.LinkedHashMap;
import java.util.Map;

/** Searched settings as keys of the {@code planner} block. */
public final class SettingsText {
    private SettingsText() {}

    /** The keys of what is searched, with their values. */
    public static Map<String, Object> keys(PlannerSettings settings) {
        Map<String, Object> keys = new LinkedHashMap<>();
        Strategy strategy = settings.strategy();
        if (strategy instanceof TargetTracking tracking) {
            keys.put("strategy", "target-tracking");
            keys.put("tracking", numbers(tracking));
            keys.put("stabilization", Durations.inOneUnit(settings.rules().stabilization()));
        } else if (strategy instanceof RecedingHorizon horizon) {
            keys.put("strategy", "receding-horizon");
            keys.put("sloShare", settings.objective().sloShare());
            keys.put("rescaleWorth", Durations.inOneUnit(horizon.rescaleWorth()));
            keys.put("easyRescalesPerDay", horizon.easyRescalesPerDay());
        }
        keys.put("rescalesPerDay", settings.rules().rescalesPerDay());
        return keys;
    }

    private static Map<String, Object> numbers(TargetTracking tracking) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("headroom", tracking.headroom());
        numbers.put("averaging", Durations.inOneUnit(tracking.averaging()));
        numbers.put("quantile", tracking.quantile());
        numbers.put("forecastFactor", tracking.forecastFactor());
        numbers.put("upAhead", Durations.inOneUnit(tracking.upAhead()));
        numbers.put("toleratedOverload", tracking.toleratedOverload());
        numbers.put("toleratedLag", tracking.toleratedLag());
        numbers.put("catchUp", Durations.inOneUnit(tracking.catchUp()));
        numbers.put("downHeadroom", tracking.downHeadroom());
        numbers.put("downAhead", Durations.inOneUnit(tracking.downAhead()));
        numbers.put("leastStepDown", tracking.leastStepDown());
        numbers.put("downCooldown", Durations.inOneUnit(tracking.downCooldown()));
        return numbers;
    }

    /** Appends keys as YAML. */
    public static void append(Map<?, ?> keys, int depth, StringBuilder text) {
        keys.forEach((key, value) -> {
            text.append("  ".repeat(depth)).append(key).append(':');
            if (value instanceof Map<?, ?> inside) {
                text.append('\n');
                append(inside, depth + 1, text);
            } else {
                text.append(' ').append(value).append('\n');
            }
        });
    }
}
