package io.foretide.telemetry.flink;

import java.util.List;
import java.util.Map;

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
     * @param sourcesWithoutLag its source operators that report no lag
     * @param partitions that its readers have, as far as they tell
     * @param ages how old what it emits is
     * @param whole whether none of its subtasks has finished, and each tells what it has handed on
     * @param subtasks by their numbers
     */
    record Vertex(
            String id,
            String name,
            boolean source,
            boolean last,
            List<String> inputs,
            List<String> sourcesWithoutLag,
            double partitions,
            VertexAges ages,
            boolean whole,
            Map<Integer, Subtask> subtasks) {
        Vertex {
            inputs = List.copyOf(inputs);
            sourcesWithoutLag = List.copyOf(sourcesWithoutLag);
            subtasks = Map.copyOf(subtasks);
        }
    }

    CounterSnapshot {
        vertices = List.copyOf(vertices);
    }
}
