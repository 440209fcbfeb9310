package io.foretide.planner.learned;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.foretide.planner.settings.LearningSettings;
import io.foretide.telemetry.JobTopology;
import io.foretide.telemetry.SlotGroup;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How unequal the slots are that a job's slot sharing groups need, as a moving mean: a share that rises is followed within
 * minutes, one that falls more slowly. A group of which nothing is known yet counts as one that needs most.
 *
 * <pre>
 * share(g) = min(1, reserve * need(g) / largest need of any group that is scaled)
 * </pre>
 *
 * @param needs of the groups as shares of the one that needs most, by Flink's id of the group
 */
public record GroupNeeds(@JsonValue Map<String, Double> needs) {
    /** Nothing measured yet. */
    public static final GroupNeeds UNKNOWN = new GroupNeeds(Map.of());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public GroupNeeds {
        needs = Map.copyOf(needs);
    }

    /** The needs after one more measurement; a group that is not among those seen is unknown again. */
    GroupNeeds observe(Map<String, Double> seen, LearningSettings.Needs settings, Duration tick) {
        Map<String, Double> next = new HashMap<>();
        seen.forEach((group, need) -> {
            double before = needs.getOrDefault(group, 1.0);
            next.put(group, before + settings.weight(need > before, tick) * (need - before));
        });
        return new GroupNeeds(next);
    }

    /** The shape that gives each group its share; the shape itself where groups cannot be sized apart. */
    public JobTopology shape(JobTopology present, LearningSettings.Needs settings) {
        if (!present.isApart()) {
            return present;
        }
        double most = most(present);
        Map<String, Double> shares = new HashMap<>();
        present.groups().forEach(group -> shares.put(group.id(), Math.min(1, settings.reserve() * need(group) / most)));
        return present.with(shares);
    }

    /** Whether a group has hardly more than it needs, so that it limits the job once a little more comes. */
    public boolean isShort(JobTopology present, LearningSettings.Needs settings) {
        double most = most(present);
        return present.groups().stream()
                .filter(SlotGroup::isScaled)
                .anyMatch(group -> group.share() < Math.min(1, settings.leastReserve() * need(group) / most));
    }

    private double most(JobTopology present) {
        return present.groups().stream()
                .filter(SlotGroup::isScaled)
                .mapToDouble(this::need)
                .max()
                .orElse(1);
    }

    /** A need of nothing is not measured exactly enough to count on. */
    private double need(SlotGroup group) {
        return Math.max(LearningSettings.Needs.LEAST, needs.getOrDefault(group.id(), 1.0));
    }
}
