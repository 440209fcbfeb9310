package io.foretide.planner.settings;

import io.foretide.telemetry.signal.Event;
import io.foretide.text.Check;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * Figures of the rules, which no strategy may overrule.
 *
 * @param cooldown least time between two rescales
 * @param stabilization scale down at most to the largest size proposed in this time; zero for none
 * @param standoff how long a size that somebody else has set is left alone; zero for not at all
 * @param mostUp most TaskManagers added in one rescale, if limited
 * @param mostDown most TaskManagers removed in one rescale, if limited
 * @param rescalesPerDay after this many rescales in 24 hours nothing is scaled down
 * @param excluded times of the day in which nothing is rescaled
 * @param events planned events with their multipliers
 */
public record RuleSettings(
        Duration cooldown,
        Duration stabilization,
        Duration standoff,
        OptionalInt mostUp,
        OptionalInt mostDown,
        int rescalesPerDay,
        List<DailyPeriod> excluded,
        List<Event> events) {
    /** The reference design's cooldown, and no limit that bites on a sane day. */
    public static final RuleSettings DEFAULT = new RuleSettings(
            Duration.ofMinutes(5),
            Duration.ZERO,
            Duration.ofHours(1),
            OptionalInt.empty(),
            OptionalInt.empty(),
            24,
            List.of(),
            List.of());

    public RuleSettings {
        Check.positive("cooldown", cooldown);
        Check.that(!stabilization.isNegative(), "stabilization", stabilization, "zero or more");
        Check.that(!standoff.isNegative(), "standoff", standoff, "zero or more");
        mostUp.ifPresent(most -> Check.that(most >= 1, "mostUp", most, "at least 1"));
        mostDown.ifPresent(most -> Check.that(most >= 1, "mostDown", most, "at least 1"));
        Check.that(rescalesPerDay >= 1, "rescalesPerDay", rescalesPerDay, "at least 1");
        excluded = List.copyOf(excluded);
        events = List.copyOf(events);
    }

    /** These rules with the events of a calendar. */
    public RuleSettings withEvents(List<Event> changed) {
        return new RuleSettings(cooldown, stabilization, standoff, mostUp, mostDown, rescalesPerDay, excluded, changed);
    }

    /** These rules with another stabilization window. */
    public RuleSettings withStabilization(Duration changed) {
        return new RuleSettings(cooldown, changed, standoff, mostUp, mostDown, rescalesPerDay, excluded, events);
    }

    /** These rules with another budget of rescales. */
    public RuleSettings withRescalesPerDay(int changed) {
        return new RuleSettings(cooldown, stabilization, standoff, mostUp, mostDown, changed, excluded, events);
    }

    /** These rules with another cooldown. */
    public RuleSettings withCooldown(Duration changed) {
        return new RuleSettings(changed, stabilization, standoff, mostUp, mostDown, rescalesPerDay, excluded, events);
    }
}
