package io.foretide.telemetry.flink;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Slots that vertices take: a slot holds one subtask of each vertex of its slot sharing group. Pure. */
public final class SharedSlots {
    private SharedSlots() {}

    /** Slots of vertices whose group and number of subtasks are asked for. */
    public static <T> int of(Collection<T> vertices, Function<T, String> group, ToIntFunction<T> subtasks) {
        Map<String, Integer> groups = new HashMap<>();
        vertices.forEach(vertex -> groups.merge(group.apply(vertex), subtasks.applyAsInt(vertex), Math::max));
        long slots = groups.values().stream().mapToLong(Integer::longValue).sum();
        return (int) Math.min(Integer.MAX_VALUE, slots);
    }
}
