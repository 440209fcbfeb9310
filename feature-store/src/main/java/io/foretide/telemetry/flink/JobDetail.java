package io.foretide.telemetry.flink;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Flink's answer to {@code /jobs/:jobid}, as far as it matters here.
 *
 * @param id Flink's id of the job
 * @param state Flink's word for what the job does
 * @param attempt changes with every restart and rescale, as the counters of the subtasks do
 * @param runningSince when it last began to run, milliseconds since 1970 by the JobManager's clock
 */
record JobDetail(String id, String state, String attempt, long runningSince, List<Vertex> vertices) {

    /**
     * One vertex of the job.
     *
     * @param ageMillis how long ago its first subtask was deployed, by the JobManager's clock
     * @param running subtasks that run
     * @param source whether no other vertex feeds it
     * @param last whether it feeds no other vertex
     */
    record Vertex(String id, int parallelism, int running, long ageMillis, boolean source, boolean last) {}

    JobDetail {
        vertices = List.copyOf(vertices);
    }

    static JobDetail of(JsonNode job) {
        Set<String> fed = new HashSet<>();
        Set<String> feeding = new HashSet<>();
        for (JsonNode node : job.path("plan").path("nodes")) {
            for (JsonNode input : node.path("inputs")) {
                fed.add(node.path("id").asText());
                feeding.add(input.path("id").asText());
            }
        }
        long now = job.path("now").asLong();
        long runningSince = job.path("timestamps").path("RUNNING").asLong();
        StringBuilder attempt =
                new StringBuilder(job.path("jid").asText()).append('@').append(runningSince);
        List<Vertex> vertices = new ArrayList<>();
        for (JsonNode vertex : job.path("vertices")) {
            String id = vertex.path("id").asText();
            long start = vertex.path("start-time").asLong();
            int parallelism = vertex.path("parallelism").asInt();
            vertices.add(new Vertex(
                    id,
                    parallelism,
                    vertex.path("tasks").path("RUNNING").asInt(),
                    now - start,
                    !fed.contains(id),
                    !feeding.contains(id)));
            attempt.append(' ').append(start).append('x').append(parallelism);
        }
        return new JobDetail(
                job.path("jid").asText(), job.path("state").asText(), attempt.toString(), runningSince, vertices);
    }

    /** Whether the job and every subtask of every vertex run. While a job waits for slots, its parallelism means nothing. */
    boolean runs() {
        return state.equals("RUNNING")
                && !vertices.isEmpty()
                && vertices.stream().allMatch(vertex -> vertex.running() == vertex.parallelism());
    }

    int parallelism() {
        return vertices.stream().mapToInt(Vertex::parallelism).max().orElse(0);
    }
}
