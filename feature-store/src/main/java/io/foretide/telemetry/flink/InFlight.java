package io.foretide.telemetry.flink;

import java.util.List;

/**
 * Records that sources have handed on and the next vertex has not taken in: they wait as well, in network buffers. Both counters
 * begin with the attempt, so their difference is what lies between, within the moment by which they were read apart. Pure.
 */
final class InFlight {
    /** A source that waits for downstream less than this has next to nothing in its buffers, but for that moment. */
    private static final double MIN_BACKPRESSURED_RATIO = 0.1;

    /** Who takes in more than this of what was handed on, but for the moment between the readings, gets each record several times. */
    private static final double MAX_TAKEN_IN_SHARE = 1.5;

    private InFlight() {}

    /**
     * Records that a source has read, between it and what it feeds; 0 where that is not one vertex, or somebody does not count: nothing is known then.
     *
     * @param vertices of the job
     */
    static double after(Activity source, List<Activity> vertices) {
        if (source.backpressuredRatio() < MIN_BACKPRESSURED_RATIO) {
            return 0;
        }
        List<Activity> next = vertices.stream()
                .filter(vertex ->
                        vertex.vertex().inputs().contains(source.vertex().id()))
                .toList();
        if (next.size() != 1) {
            return 0;
        }
        if (!isKnown(next.get(0).vertex(), vertices)) {
            return 0;
        }
        double handedOn = feeders(next.get(0).vertex(), vertices).stream()
                .mapToDouble(InFlight::handedOn)
                .sum();
        double between = Math.max(0, handedOn - takenIn(next.get(0).vertex()));
        // its share, in records as the source reads them: what is chained to it may hand on fewer or more
        return handedOn > 0 ? between / handedOn * takenIn(source.vertex()) : 0;
    }

    /** Whether all that is handed on to a vertex is counted, and nothing that is handed on to others. */
    static boolean isKnown(CounterSnapshot.Vertex vertex, List<Activity> vertices) {
        List<CounterSnapshot.Vertex> feeders = feeders(vertex, vertices);
        double handedOn = feeders.stream().mapToDouble(InFlight::handedOn).sum();
        return feeders.size() == vertex.inputs().stream().distinct().count()
                && takenIn(vertex) <= MAX_TAKEN_IN_SHARE * handedOn
                && vertex.whole()
                && feeders.stream().allMatch(feeder -> feeder.whole() && feedsOne(feeder, vertices));
    }

    private static List<CounterSnapshot.Vertex> feeders(CounterSnapshot.Vertex fed, List<Activity> vertices) {
        return vertices.stream()
                .map(Activity::vertex)
                .filter(vertex -> fed.inputs().contains(vertex.id()))
                .toList();
    }

    private static boolean feedsOne(CounterSnapshot.Vertex feeder, List<Activity> vertices) {
        return vertices.stream()
                        .filter(vertex -> vertex.vertex().inputs().contains(feeder.id()))
                        .count()
                == 1;
    }

    private static double handedOn(CounterSnapshot.Vertex vertex) {
        return vertex.subtasks().values().stream()
                .mapToDouble(Subtask::recordsOut)
                .sum();
    }

    private static double takenIn(CounterSnapshot.Vertex vertex) {
        return vertex.subtasks().values().stream()
                .mapToDouble(Subtask::recordsIn)
                .sum();
    }
}
