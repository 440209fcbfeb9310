package io.foretide.telemetry.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.telemetry.JobTopology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Flink's answer to {@code /jobs/:jobid}, as far as it matters here.
 *
 * @param id Flink's id of the job
 * @param state Flink's word for what the job does
 * @param attempt changes with every restart and rescale, as the counters of the subtasks do
 * @param nowMillis when the JobManager answered, milliseconds since 1970 by its clock
 * @param runningSince when it last began to run, milliseconds since 1970 by the JobManager's clock
 */
record JobDetail(String id, String state, String attempt, long nowMillis, long runningSince, List<Vertex> vertices) {
    /** The max parallelism of a vertex of which Flink tells none. */
    static final int NO_LIMIT = Integer.MAX_VALUE;

    /**
     * One vertex of the job.
     *
     * @param ageMillis how long ago its first subtask was deployed, by the JobManager's clock
     * @param running subtasks that run
     * @param finished subtasks that have read all there was
     * @param maxParallelism largest parallelism that it can have; {@link #NO_LIMIT} if Flink tells none
     * @param slotSharingGroup Flink's id of the group whose slots it shares
     * @param inputs ids of the vertices that feed it
     * @param last whether it feeds no other vertex
     */
    record Vertex(
            String id,
            String name,
            int parallelism,
            int running,
            int finished,
            int maxParallelism,
            String slotSharingGroup,
            long ageMillis,
            List<String> inputs,
            boolean last) {
        Vertex {
            inputs = List.copyOf(inputs);
        }

        /** Whether no other vertex feeds it. */
        boolean source() {
            return inputs.isEmpty();
        }

        /** Whether all its subtasks have read all there was: it takes no slot any more. */
        boolean isFinished() {
            return finished > 0 && finished == parallelism;
        }
    }

    JobDetail {
        vertices = List.copyOf(vertices);
    }

    static JobDetail of(JsonNode job) {
        Map<String, List<String>> inputs = new HashMap<>();
        Set<String> feeding = new HashSet<>();
        for (JsonNode node : job.path("plan").path("nodes")) {
            List<String> feeders = new ArrayList<>();
            for (JsonNode input : node.path("inputs")) {
                feeders.add(input.path("id").asText());
            }
            inputs.put(node.path("id").asText(), feeders);
            feeding.addAll(feeders);
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
            int maxParallelism = vertex.path("maxParallelism").asInt();
            vertices.add(new Vertex(
                    id,
                    vertex.path("name").asText(),
                    parallelism,
                    vertex.path("tasks").path("RUNNING").asInt(),
                    vertex.path("tasks").path("FINISHED").asInt(),
                    maxParallelism > 0 ? maxParallelism : NO_LIMIT,
                    vertex.path("slotSharingGroupId").asText(),
                    now - start,
                    inputs.getOrDefault(id, List.of()),
                    !feeding.contains(id)));
            attempt.append(' ').append(start).append('x').append(parallelism);
        }
        return new JobDetail(
                job.path("jid").asText(), job.path("state").asText(), attempt.toString(), now, runningSince, vertices);
    }

    /**
     * Whether the job runs, and every subtask of every vertex runs or has read all there was. While a job waits for slots, its
     * parallelism means nothing.
     */
    boolean runs() {
        return state.equals("RUNNING")
                && vertices.stream().anyMatch(vertex -> vertex.running() > 0)
                && vertices.stream().allMatch(vertex -> vertex.running() + vertex.finished() == vertex.parallelism());
    }

    /** The vertices that still run. */
    List<Vertex> live() {
        return vertices.stream().filter(vertex -> !vertex.isFinished()).toList();
    }

    int parallelism() {
        return live().stream().mapToInt(Vertex::parallelism).max().orElse(0);
    }

    /** Its shape where all vertices get the same parallelism. */
    JobTopology topology() {
        long groups = live().stream().map(Vertex::slotSharingGroup).distinct().count();
        int max = live().stream().mapToInt(Vertex::maxParallelism).max().orElse(NO_LIMIT);
        return new JobTopology((int) Math.max(1, groups), max);
    }
}
