package io.foretide.telemetry.flink;

import java.util.List;

/**
 * The counters of all subtasks of a job, read at once.
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
     */
    record Vertex(String id, boolean source, boolean last, List<Subtask> subtasks) {
        Vertex {
            subtasks = List.copyOf(subtasks);
        }
    }

    CounterSnapshot {
        vertices = List.copyOf(vertices);
    }
}
