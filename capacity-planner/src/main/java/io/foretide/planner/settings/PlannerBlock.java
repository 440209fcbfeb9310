package io.foretide.planner.settings;

import io.foretide.config.Place;
import io.foretide.config.Values;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code planner} block of a configuration as its file has it. Keys that were tuned come below what it says: what somebody
 * has set stays as it was set.
 *
 * @param said plain values by key; {@code tracking} is a map of its own
 * @param zone in whose local time daily periods are meant
 * @param tick from one decision to the next
 */
public record PlannerBlock(Map<String, Object> said, ZoneId zone, Duration tick) {
    private static final String STRATEGY = PlannerKeys.STRATEGY.name();

    public PlannerBlock {
        said = Collections.unmodifiableMap(new LinkedHashMap<>(said));
    }

    /** Whether the file says something there, such as {@code strategy} or {@code tracking.headroom}. */
    public boolean says(String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return said.containsKey(path);
        }
        return said.get(path.substring(0, dot)) instanceof Map<?, ?> inside
                && inside.containsKey(path.substring(dot + 1));
    }

    /** Whether the strategy is what the file says: it names one, or a number of the one that ships. */
    public boolean fixesStrategy() {
        return says(STRATEGY) || says("rescaleWorth") || says("easyRescalesPerDay");
    }

    /** The settings of the file. */
    public PlannerSettings settings() {
        return with(Map.of());
    }

    /**
     * The settings of the file, and tuned ones where it says nothing.
     *
     * @throws IllegalArgumentException if they do not fit each other
     */
    public PlannerSettings with(Map<String, Object> tuned) {
        List<String> problems = new ArrayList<>();
        Values values = new Values(PlannerKeys.BLOCK, merged(tuned, said), new Place("planner", problems));
        PlannerSettings settings = PlannerReading.settings(values, zone, tick);
        Object strategy = tuned.getOrDefault(STRATEGY, present());
        if (fixesStrategy() && !strategy.equals(present())) {
            problems.add("strategy " + strategy + ": the configuration has " + present());
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return settings;
    }

    private Object present() {
        return said.getOrDefault(STRATEGY, PlannerKeys.STRATEGY.initially().text());
    }

    private static Map<String, Object> merged(Map<?, ?> below, Map<?, ?> above) {
        Map<String, Object> merged = new LinkedHashMap<>();
        below.forEach((key, value) -> merged.put(String.valueOf(key), value));
        above.forEach((key, value) -> merged.merge(
                String.valueOf(key),
                value,
                (lower, upper) -> lower instanceof Map<?, ?> a && upper instanceof Map<?, ?> b ? merged(a, b) : upper));
        return merged;
    }
}
