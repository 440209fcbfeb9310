package io.foretide.telemetry.flink;

import io.foretide.telemetry.Plausibility;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Requests to a Flink job, besides telling how it is. Thread-safe. */
public final class FlinkControl {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final String MANAGED = "Status.Flink.Memory.Managed.Used";
    private static final String CPU = "Status.JVM.CPU.Load";
    private static final String METRICS = MANAGED + "," + CPU;

    private final FlinkRest rest;
    private final Optional<String> jobName;

    /** @param jobName Flink's name or id of the job; empty for the only job that runs there */
    public FlinkControl(FlinkRest rest, Optional<String> jobName) {
        this.rest = rest;
        this.jobName = jobName;
    }

    /**
     * A TaskManager that is registered.
     *
     * @param id its resource id
     * @param host under which the JobManager reaches it
     * @param freeSlots slots that run nothing
     * @param managedMemoryUsed bytes, mostly of local state; empty if the metric is not there
     * @param cpuLoad of its process, 0-1; empty if the metric is not there
     */
    public record TaskManager(
            String id, String host, int freeSlots, OptionalDouble managedMemoryUsed, OptionalDouble cpuLoad) {}

    /**
     * Where a registered TaskManager is.
     *
     * @param id its resource id
     * @param host under which the JobManager reaches it: an address, without the brackets of IPv6, or a name
     */
    public record Registered(String id, String host) {}

    /** The registered TaskManagers, without their metrics: one question. */
    public List<Registered> registered() throws IOException {
        List<Registered> registered = new ArrayList<>();
        for (FlinkAnswer each : rest.get("/taskmanagers").list("taskmanagers")) {
            registered.add(new Registered(each.text("id"), host(each.text("path"))));
        }
        return registered;
    }

    /** The registered TaskManagers. */
    public List<TaskManager> taskManagers() throws IOException {
        List<TaskManager> taskManagers = new ArrayList<>();
        for (FlinkAnswer each : rest.get("/taskmanagers").list("taskmanagers")) {
            String id = each.id("id");
            List<FlinkAnswer> metrics =
                    FlinkRest.told(() -> rest.list("/taskmanagers/" + id + "/metrics?get=" + METRICS), List.of());
            taskManagers.add(new TaskManager(
                    id,
                    host(each.text("path")),
                    each.count("freeSlots", Plausibility.MAX_SLOTS),
                    metric(metrics, MANAGED),
                    metric(metrics, CPU)));
        }
        return taskManagers;
    }

    /** Of {@code pekko.tcp://flink@10.0.0.5:6122/user/rpc/taskmanager_0}, or {@code ...@[fd00::5]:6122/...}. */
    private static String host(String path) {
        int from = path.indexOf('@') + 1;
        int bracket = path.indexOf(']', from);
        if (path.startsWith("[", from) && bracket > 0) {
            return path.substring(from + 1, bracket);
        }
        int to = path.indexOf(':', from);
        return to < 0 ? path : path.substring(from, to);
    }

    /** Both are told as texts, and negative where the JVM does not know. */
    private static OptionalDouble metric(List<FlinkAnswer> metrics, String name) {
        return metrics.stream()
                .filter(metric -> metric.node().path("id").asText().equals(name))
                .mapToDouble(metric -> metric.node().path("value").asDouble(Double.NaN))
                .filter(value -> Double.isFinite(value) && value >= 0)
                .findFirst();
    }

    /** What the job asks for, and what the cluster has for it. */
    public JobResources resources() throws IOException {
        return JobResources.read(rest, job());
    }

    /** Sets the bounds of all vertices, as {@link #resources} has told them. */
    public void setBounds(List<VertexBounds> vertices) throws IOException {
        Map<String, Object> bounds = new LinkedHashMap<>();
        vertices.forEach(vertex -> bounds.put(
                vertex.id(),
                Map.of("parallelism", Map.of("lowerBound", vertex.lowerBound(), "upperBound", vertex.upperBound()))));
        rest.send("PUT", requirements(), bounds);
    }

    private String requirements() throws IOException {
        return "/jobs/" + job() + "/resource-requirements";
    }

    /**
     * Takes a checkpoint and waits for it.
     *
     * @return why there is none; empty if it has completed
     */
    public Optional<String> checkpoint(Duration atMost) throws IOException {
        String path = "/jobs/" + job() + "/checkpoints";
        String trigger =
                rest.send("POST", path, Map.of("checkpointType", "CONFIGURED")).id("request-id");
        long end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < end) {
            FlinkAnswer answer = rest.get(path + "/" + trigger);
            if (answer.at("status").text("id").equals("COMPLETED")) {
                Optional<FlinkAnswer> failure = answer.at("operation").find("failureCause");
                return failure.map(why ->
                        "the checkpoint failed: " + why.node().path("class").asText());
            }
            pause();
        }
        return Optional.of("the checkpoint did not complete within " + atMost.toSeconds() + " s");
    }

    private String job() throws IOException {
        return FlinkJobs.find(rest, jobName)
                .orElseThrow(() -> new IOException("Flink at " + rest.address() + " runs no job"
                        + jobName.map(name -> " called '" + name + "'").orElse("")));
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a checkpoint");
        }
    }
}
