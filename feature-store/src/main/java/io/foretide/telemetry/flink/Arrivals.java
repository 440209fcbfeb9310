package io.foretide.telemetry.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The rate at which records arrive at the sources: what was read plus what waits, over time, as both grow by what arrives.
 *
 * <p>A Kafka reader learns how much waits only when it fetches, and it fetches no more while it still has records of the last
 * fetch: with a backlog, for many seconds. Until then the sum stands still although records arrive, and then it jumps. So the
 * rate of each subtask is taken between the looks at which its sum moved, and held in between; a sum that stands still for a
 * minute is believed. Not thread-safe.
 */
final class Arrivals {
    private static final double HELD_MILLIS = 60_000;

    /** Per source subtask: sum and clock when the sum last moved, and the rate since the time before (NaN: not yet known). */
    private final List<Known> known = new ArrayList<>();

    private record Known(double sum, double clockMillis, double perSecond) {}

    /** Begins with the first look of an attempt. */
    Arrivals(Look first) {
        for (Subtask subtask : sources(first)) {
            known.add(new Known(sum(subtask), subtask.clockMillis(), Double.NaN));
        }
    }

    /** Records per second of real time as of a later look of the attempt; empty while a subtask's rate is not yet known. */
    OptionalDouble perSecond(Look look) {
        double total = 0;
        List<Subtask> sources = sources(look);
        for (int i = 0; i < sources.size(); i++) {
            known.set(i, next(known.get(i), sources.get(i)));
            total += known.get(i).perSecond();
        }
        return Double.isNaN(total) ? OptionalDouble.empty() : OptionalDouble.of(total);
    }

    private static Known next(Known before, Subtask now) {
        double millis = now.clockMillis() - before.clockMillis();
        boolean told = now.lagRecords() == 0 || sum(now) != before.sum() || millis >= HELD_MILLIS;
        return told
                ? new Known(sum(now), now.clockMillis(), Math.max(0, sum(now) - before.sum()) / millis * 1_000)
                : before;
    }

    private static List<Subtask> sources(Look look) {
        return look.vertices().stream()
                .filter(Look.Vertex::source)
                .flatMap(vertex -> vertex.subtasks().stream())
                .toList();
    }

    private static double sum(Subtask subtask) {
        return subtask.recordsIn() + subtask.lagRecords();
    }
}
