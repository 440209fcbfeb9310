package io.foretide.telemetry.flink;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A Flink to pretend whose job lives: what arrives is processed as fast as its TaskManagers can, the rest waits, and a change of
 * their number stops it for a moment. Two slots a TaskManager; its clock is this machine's. Not thread-safe but for what is read
 * over HTTP.
 */
public final class LivingFlink implements AutoCloseable {
    private static final int SLOTS = 2;
    private static final long RESTART_MILLIS = 4_000;

    /** Of a cluster that has room for more. */
    private static final int TASK_MANAGERS = 20;

    private final FakeFlink flink = FakeFlink.tuned();
    private final double recordsPerSecondPerSlot;
    private final boolean isReactive;
    private int taskManagers;
    private long runsFrom;
    private long last = System.currentTimeMillis();
    private double processed;
    private double waiting;
    private double busyMillis;
    private double idleMillis;

    public LivingFlink(int taskManagers, double recordsPerSecondPerSlot) {
        this(taskManagers, recordsPerSecondPerSlot, true);
    }

    private LivingFlink(int taskManagers, double recordsPerSecondPerSlot, boolean isReactive) {
        this.taskManagers = taskManagers;
        this.recordsPerSecondPerSlot = recordsPerSecondPerSlot;
        this.isReactive = isReactive;
        begin(0);
    }

    /** One that is not in Reactive Mode, whose job takes as many TaskManagers as it is asked to through REST. */
    public static LivingFlink rescalable(int taskManagers, double recordsPerSecondPerSlot) {
        LivingFlink living = new LivingFlink(taskManagers, recordsPerSecondPerSlot, false);
        living.flink.configuration.remove("scheduler-mode");
        int slots = taskManagers * SLOTS;
        living.flink.bounds.replaceAll((vertex, bounds) -> new int[] {1, slots});
        return living;
    }

    /** TaskManagers that a rescalable one was asked for, one request after another. */
    public List<Integer> asked() {
        return flink.asks.stream().map(ask -> ask.get(FakeFlink.COUNT) / SLOTS).toList();
    }

    /** The time since it was last called passes for a rescalable one. */
    public void live(double recordsPerSecond) {
        live(recordsPerSecond, flink.bounds.get(FakeFlink.COUNT)[1] / SLOTS);
    }

    public URI address() {
        return flink.address();
    }

    /** Records that wait. */
    public double waiting() {
        return waiting;
    }

    /** The time since it was last called passes, in which so much arrives, on so many TaskManagers from now on. */
    public void live(double recordsPerSecond, int wanted) {
        long now = System.currentTimeMillis();
        double seconds = Math.max(0, now - last) / 1000.0;
        last = now;
        waiting += recordsPerSecond * seconds;
        if (wanted != taskManagers) {
            taskManagers = wanted;
            begin(now + RESTART_MILLIS);
        }
        boolean runs = now >= runsFrom;
        if (runs && !flink.state.equals("RUNNING")) {
            flink.state = "RUNNING";
            flink.runningSince = now;
            flink.parallelism = taskManagers * SLOTS;
            flink.runningCounts = flink.parallelism;
        }
        if (runs) {
            double capacity = taskManagers * SLOTS * recordsPerSecondPerSlot * seconds;
            double done = Math.min(waiting, capacity);
            waiting -= done;
            processed += done;
            double busy = capacity == 0 ? 0 : done / capacity;
            busyMillis += busy * seconds * 1000;
            idleMillis += (1 - busy) * seconds * 1000;
            tell();
        }
    }

    /** Counters begin anew with each attempt. */
    private void begin(long at) {
        runsFrom = at;
        processed = 0;
        busyMillis = 0;
        idleMillis = 0;
        flink.state = at == 0 ? "RUNNING" : "RESTARTING";
        flink.parallelism = taskManagers * SLOTS;
        flink.runningCounts = at == 0 ? flink.parallelism : 0;
        String slots = "{\"slotsNumber\":" + SLOTS + "}";
        int there = isReactive ? taskManagers : TASK_MANAGERS;
        flink.answers.put(
                "/taskmanagers", "{\"taskmanagers\":[" + String.join(",", Collections.nCopies(there, slots)) + "]}");
        flink.answers.put(
                "/overview",
                "{\"taskmanagers\":" + there + ",\"slots-total\":" + there * SLOTS + ",\"slots-available\":"
                        + (there - taskManagers) * SLOTS + ",\"flink-version\":\"2.3.0\"}");
        flink.metrics().values().forEach(Map::clear);
        tell();
    }

    private void tell() {
        int subtasks = taskManagers * SLOTS;
        for (int i = 0; i < subtasks; i++) {
            flink.source(i, processed / subtasks, waiting / subtasks);
            flink.put(FakeFlink.SOURCE, i + ".numRecordsOut", processed / subtasks);
            flink.put(FakeFlink.COUNT, i + ".numRecordsIn", processed / subtasks);
            flink.put(FakeFlink.COUNT, i + ".numRecordsOut", 0);
            flink.times(FakeFlink.SOURCE, i, busyMillis * 0.1, idleMillis + busyMillis * 0.9, 0);
            flink.times(FakeFlink.COUNT, i, busyMillis, idleMillis, 0);
        }
    }

    @Override
    public void close() {
        flink.close();
    }
}
