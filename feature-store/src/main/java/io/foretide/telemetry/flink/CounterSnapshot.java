package io.foretide.telemetry.flink;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The counters of all subtasks of a job that have not finished, read at once.
 *
 * @param attempt what the counters belong to: they begin anew with each attempt
 * @param vertices in the order of the job's plan
 */
record CounterSnapshot(String attempt, List<Vertex> vertices) {

    /**
     * The counters of one vertex.
     *
     * @param source whether it reads from outside
     * @param last whether no other vertex reads from it
     * @param inputs ids of the vertices that feed it
     * @param sourceOperators how many source operators it has
     * @param sourcesWithoutLag its source operators that report no lag
     * @param arrivals what is known from outside of a source, where it reports no lag itself
     * @param partitions that its readers have, as far as they tell
     * @param ages how old what it emits is
     * @param maxParallelism more subtasks it cannot have
     * @param slotSharingGroup Flink's id of the group whose slots it shares
     * @param whole whether none of its subtasks has finished, and each tells what it has handed on
     * @param subtasks by their numbers
     */
    record Vertex(
            String id,
            String name,
            boolean source,
            boolean last,
            List<String> inputs,
            int sourceOperators,
            List<String> sourcesWithoutLag,
            Optional<Arrivals.Known> arrivals,
            double partitions,
            VertexAges ages,
            int maxParallelism,
            String slotSharingGroup,
            boolean whole,
            Map<Integer, Subtask> subtasks) {
        Vertex {
            inputs = List.copyOf(inputs);
            sourcesWithoutLag = List.copyOf(sourcesWithoutLag);
            subtasks = Map.copyOf(subtasks);
        }

        /** The same with what is known from outside. */
        Vertex with(Arrivals.Known known) {
            return new Vertex(
                    id,
                    name,
                    source,
                    last,
                    inputs,
                    sourceOperators,
                    List.of(),
                    Optional.of(known),
                    partitions,
                    ages,
                    maxParallelism,
                    slotSharingGroup,
                    whole,
                    subtasks);
        }
    }

    CounterSnapshot {
        vertices = List.copyOf(vertices);
    }

    /** The same with another state of one of the vertices. */
    CounterSnapshot with(Vertex other) {
        return new CounterSnapshot(
                attempt,
                vertices.stream()
                        .map(vertex -> vertex.id().equals(other.id()) ? other : vertex)
                        .toList());
    }
}
