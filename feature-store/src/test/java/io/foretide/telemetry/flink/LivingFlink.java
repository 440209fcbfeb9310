package io.foretide.telemetry.flink;

import java.net.URI;
import java.util.Collections;
import java.util.Map;

/**
 * A Flink to pretend whose job lives: what arrives is processed as fast as its TaskManagers can, the rest waits, and a change of
 * their number stops it for a moment. Two slots a TaskManager; its clock is this machine's. Not thread-safe but for what is read
 * over HTTP.
 */
public final class LivingFlink implements AutoCloseable {
    private static final int SLOTS = 2;
    private static final long RESTART_MILLIS = 4_000;

    private final FakeFlink flink = FakeFlink.tuned();
    private final double recordsPerSecondPerSlot;
    private int taskManagers;
    private long runsFrom;
    private long last = System.currentTimeMillis();
    private double processed;
    private double waiting;
    private double busyMillis;
    private double idleMillis;

    public LivingFlink(int taskManagers, double recordsPerSecondPerSlot) {
        this.taskManagers = taskManagers;
        this.recordsPerSecondPerSlot = recordsPerSecondPerSlot;
        begin(0);
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
        flink.answers.put(
                "/taskmanagers",
                "{\"taskmanagers\":[" + String.join(",", Collections.nCopies(taskManagers, slots)) + "]}");
        flink.answers.put(
                "/overview",
                "{\"taskmanagers\":" + taskManagers + ",\"slots-total\":" + taskManagers * SLOTS
                        + ",\"flink-version\":\"2.3.0\"}");
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
