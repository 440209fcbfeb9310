package io.foretide.scaler.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the {@code config.yaml} of a small local Flink that rescales fast and reprocesses nothing. */
final class FlinkConfig {
    private static final String ADAPTIVE = "jobmanager.adaptive-scheduler.";

    private final LocalFlinkSettings settings;

    FlinkConfig(LocalFlinkSettings settings) {
        this.settings = settings;
    }

    /** Writes {@code config.yaml} into {@code directory}. */
    void write(Path directory, int rpcPort, int restPort) throws IOException {
        Map<String, Object> config = new LinkedHashMap<>();
        addresses(config, rpcPort, restPort);
        scheduler(config);
        checkpoints(config);
        failures(config);
        memory(config);
        freshTelemetry(config);
        String yaml = config.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + quoted(entry.getValue()))
                .collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(Files.createDirectories(directory).resolve("config.yaml"), yaml);
    }

    private static void addresses(Map<String, Object> config, int rpcPort, int restPort) {
        config.put("jobmanager.rpc.address", "127.0.0.1");
        config.put("jobmanager.bind-host", "127.0.0.1");
        config.put("jobmanager.rpc.port", rpcPort);
        config.put("rest.address", "127.0.0.1");
        config.put("rest.bind-address", "127.0.0.1");
        config.put("rest.port", restPort);
        config.put("rest.bind-port", restPort);
        config.put("taskmanager.host", "127.0.0.1");
        config.put("taskmanager.bind-host", "127.0.0.1");
        config.put("taskmanager.rpc.port", 0);
        config.put("taskmanager.data.port", 0);
        config.put("blob.server.port", 0);
    }

    private void scheduler(Map<String, Object> config) {
        if (settings.mode() == ClusterMode.REACTIVE) {
            config.put("scheduler-mode", "reactive");
        }
        config.put("jobmanager.scheduler", "adaptive");
        config.put("parallelism.default", settings.slotsPerTaskManager());
        config.put("taskmanager.numberOfTaskSlots", settings.slotsPerTaskManager());
        config.putAll(
                switch (settings.flink()) {
                    // 1.20 rescales as soon as a slot comes, and again for the next one.
                    case V1_20 ->
                        Map.of(
                                ADAPTIVE + "scaling-interval.min",
                                "0 ms",
                                // TaskManagers stopped in one step are gone before the job starts anew: one restart for
                                // all.
                                ADAPTIVE + "resource-stabilization-timeout",
                                "300 ms");
                    case V2_3 ->
                        Map.of(
                                // TaskManagers asked for in one step register within about two seconds of each other:
                                // one rescale for all.
                                ADAPTIVE + "executing.resource-stabilization-timeout",
                                "2 s",
                                ADAPTIVE + "executing.cooldown-after-rescaling",
                                "0 ms",
                                // A rescale waits for the next completed checkpoint; this bound is for when they fail.
                                ADAPTIVE + "rescale-trigger.max-delay",
                                "60 s",
                                ADAPTIVE + "submission.resource-stabilization-timeout",
                                "300 ms",
                                "web.adaptive-scheduler.rescale-history.size",
                                100);
                });
    }

    private void checkpoints(Map<String, Object> config) {
        String execution = "execution.checkpointing.";
        config.put("state.backend.type", "hashmap");
        config.put(execution + "storage", "filesystem");
        config.put(
                execution + "dir",
                settings.workDirectory().resolve("checkpoints").toUri());
        config.put(execution + "interval", settings.checkpointInterval().toMillis() + " ms");
        config.put(execution + "timeout", "60 s");
        config.put(execution + "data-inline-threshold", "512 kb"); // small state goes into one file
        config.put(execution + "tolerable-failed-checkpoints", 1_000_000);
        config.put(execution + "num-retained", 2);
    }

    private static void failures(Map<String, Object> config) {
        config.put("restart-strategy.type", "fixed-delay");
        config.put("restart-strategy.fixed-delay.attempts", Integer.MAX_VALUE);
        config.put("restart-strategy.fixed-delay.delay", "100 ms");
        // A killed TaskManager is noticed by its refused connection within an interval or two; the timeout has to
        // outlast
        // a machine that is busy with starting others.
        config.put("heartbeat.interval", "1 s");
        config.put("heartbeat.timeout", "30 s");
        config.put("pekko.ask.timeout", "30 s");
        config.put("cluster.registration.error-delay", "300 ms");
        config.put("cluster.registration.refused-registration-delay", "300 ms");
    }

    private static void memory(Map<String, Object> config) {
        config.put("taskmanager.cpu.cores", 2);
        config.put("taskmanager.memory.framework.heap.size", "64m");
        config.put("taskmanager.memory.task.heap.size", "64m");
        config.put("taskmanager.memory.framework.off-heap.size", "64m");
        config.put("taskmanager.memory.task.off-heap.size", "0m");
        config.put("taskmanager.memory.managed.size", "0m");
        config.put("taskmanager.memory.jvm-metaspace.size", "128m");
        config.put("taskmanager.memory.jvm-overhead.min", "64m");
        config.put("taskmanager.memory.jvm-overhead.max", "64m");
        config.put("taskmanager.memory.network.min", "16m");
        config.put("taskmanager.memory.network.max", "16m");
        // Little data between the operators: the backlog shows in Kafka, and checkpoints pass quickly.
        config.put("taskmanager.memory.segment-size", "4kb");
        config.put("taskmanager.network.memory.buffers-per-channel", 1);
        config.put("taskmanager.network.memory.floating-buffers-per-gate", 4);
        config.put("taskmanager.network.memory.buffer-debloat.enabled", true);
        config.put("taskmanager.network.memory.buffer-debloat.target", "200 ms");
        config.put("taskmanager.network.memory.buffer-debloat.period", "100 ms");
        config.put("taskmanager.network.netty.num-arenas", 1);
        config.put("classloader.resolve-order", "parent-first");
        config.put("classloader.check-leaked-classloader", false);
    }

    private static void freshTelemetry(Map<String, Object> config) {
        config.put("metrics.fetcher.update-interval", 100);
        config.put("web.refresh-interval", 100);
        config.put("web.submit.enable", false);
        config.put("web.cancel.enable", false);
        config.put("rest.flamegraph.enabled", false);
    }

    private static String quoted(Object value) {
        return value instanceof Number || value instanceof Boolean ? value.toString() : "'" + value + "'";
    }
}
