package io.foretide.telemetry.flink;

import io.foretide.telemetry.JobTopology;
import io.foretide.telemetry.UnreadException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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

    private static final String RUNNING = "RUNNING";

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

    static JobDetail of(FlinkAnswer job) throws UnreadException {
        String state = job.text("state");
        List<FlinkAnswer> told = job.list("vertices");
        Map<String, List<String>> inputs = inputs(job, state.equals(RUNNING) && !told.isEmpty());
        Set<String> feeding = inputs.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        long now = job.millis("now");
        long runningSince = job.at("timestamps").millis(RUNNING);
        StringBuilder attempt = new StringBuilder(job.id("jid")).append('@').append(runningSince);
        List<Vertex> vertices = new ArrayList<>();
        for (FlinkAnswer vertex : told) {
            String id = vertex.id("id");
            long start = vertex.millisOrNever("start-time");
            int parallelism = parallelism(vertex, state);
            int maxParallelism = vertex.node().path("maxParallelism").asInt();
            vertices.add(new Vertex(
                    id,
                    vertex.text("name"),
                    parallelism,
                    vertex.at("tasks").countIfAny(RUNNING, FlinkAnswer.MAX_PARALLELISM),
                    vertex.at("tasks").countIfAny("FINISHED", FlinkAnswer.MAX_PARALLELISM),
                    maxParallelism > 0 ? maxParallelism : NO_LIMIT,
                    vertex.node().path("slotSharingGroupId").asText(),
                    now - start,
                    inputs.getOrDefault(id, List.of()),
                    !feeding.contains(id)));
            attempt.append(' ').append(start).append('x').append(parallelism);
        }
        return new JobDetail(job.id("jid"), state, attempt.toString(), now, runningSince, vertices);
    }

    /** While a job waits for slots, Flink may tell no plan, and of some vertices no parallelism. */
    private static int parallelism(FlinkAnswer vertex, String state) throws UnreadException {
        return state.equals(RUNNING)
                ? vertex.count("parallelism", FlinkAnswer.MAX_PARALLELISM)
                : Math.max(0, vertex.node().path("parallelism").asInt());
    }

    /** The vertices that feed each. */
    private static Map<String, List<String>> inputs(FlinkAnswer job, boolean required) throws UnreadException {
        Map<String, List<String>> inputs = new HashMap<>();
        if (required) {
            for (FlinkAnswer vertex : job.at("plan").list("nodes")) {
                List<String> feeders = new ArrayList<>();
                vertex.node()
                        .path("inputs")
                        .forEach(input -> feeders.add(input.path("id").asText()));
                inputs.put(vertex.id("id"), feeders);
            }
        }
        return inputs;
    }

    /**
     * Whether the job runs, and every subtask of every vertex runs or has read all there was. While a job waits for slots, its
     * parallelism means nothing.
     */
    boolean runs() {
        return state.equals(RUNNING)
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
