package io.foretide.telemetry.flink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The rate at which records arrive at the sources. What was read plus what waits grows by what arrives.
 *
 * <p>A Kafka reader learns how much waits only when it fetches, and it does not fetch while it still has records of the last
 * fetch: with a backlog, for seconds. Until then the sum stands still although records arrive, and then it jumps. So the rate
 * of each subtask is taken from one look at which its sum moved to another, three times as long apart as the longest
 * standstill of late; where nothing stood still, that is from the look before to this one. Not thread-safe.
 */
final class Arrivals {
    /** How far the memory goes back; a sum that stands still for longer is believed. */
    private static final double MEMORY_MILLIS = 30_000;

    private static final int STANDSTILLS = 3;

    private final List<Deque<Point>> subtasks = new ArrayList<>();

    /** A look at one subtask. {@code moved}: whether the sum was learnt anew. */
    private record Point(double clockMillis, double recordsIn, double sum, boolean moved) {}

    /** Begins with the first look of an attempt. */
    Arrivals(Look first) {
        for (Subtask subtask : sources(first)) {
            Deque<Point> points = new ArrayDeque<>();
            points.add(new Point(subtask.clockMillis(), subtask.recordsIn(), sum(subtask), true));
            subtasks.add(points);
        }
    }

    /** Records per second of real time as of a later look of the attempt; empty while a subtask's rate is not yet known. */
    OptionalDouble perSecond(Look look) {
        double total = 0;
        List<Subtask> sources = sources(look);
        for (int i = 0; i < sources.size(); i++) {
            Deque<Point> points = subtasks.get(i);
            remember(points, sources.get(i));
            total += perSecond(new ArrayList<>(points));
        }
        return Double.isNaN(total) ? OptionalDouble.empty() : OptionalDouble.of(total);
    }

    private static void remember(Deque<Point> points, Subtask now) {
        Point before = points.getLast();
        boolean quiet = now.lagRecords() == 0 && now.recordsIn() == before.recordsIn();
        boolean moved = quiet || sum(now) != before.sum();
        points.addLast(new Point(now.clockMillis(), now.recordsIn(), sum(now), moved));
        double oldest = now.clockMillis() - MEMORY_MILLIS;
        Point dropped = points.removeFirst();
        while (points.getFirst().clockMillis() <= oldest && points.size() > 1) {
            dropped = points.removeFirst();
        }
        points.addFirst(dropped);
    }

    private static double perSecond(List<Point> points) {
        int last = points.size() - 1;
        int end = last;
        while (end > 0 && !points.get(end).moved()) {
            end--;
        }
        double standstill = points.get(last).clockMillis() - points.get(end).clockMillis();
        if (end == 0) {
            return standstill < MEMORY_MILLIS ? Double.NaN : rate(points.get(0), points.get(last));
        }
        double apart = STANDSTILLS * longestStandstill(points, standstill);
        int start = end - 1;
        while (start > 0
                && (!points.get(start).moved()
                        || points.get(end).clockMillis() - points.get(start).clockMillis() < apart)) {
            start--;
        }
        return rate(points.get(start), points.get(end));
    }

    private static double longestStandstill(List<Point> points, double present) {
        double longest = present;
        int moved = 0;
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).moved()) {
                if (i > moved + 1) {
                    longest = Math.max(
                            longest,
                            points.get(i).clockMillis() - points.get(moved).clockMillis());
                }
                moved = i;
            }
        }
        return longest;
    }

    private static double rate(Point from, Point to) {
        return Math.max(0, to.sum() - from.sum()) / (to.clockMillis() - from.clockMillis()) * 1_000;
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
