package io.foretide.scaler.local;

import io.foretide.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** TaskManager processes of one Flink cluster on this machine. Thread-safe. */
public final class TaskManagerPool implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final FlinkPrograms programs;
    private final Path workDirectory;
    private final List<ChildProcess> processes = new ArrayList<>();
    private int started;
    private boolean closed;

    TaskManagerPool(FlinkPrograms programs, Path workDirectory) {
        this.programs = programs;
        this.workDirectory = workDirectory;
    }

    /**
     * A pool for a JobManager that somebody else runs on this machine; no TaskManager yet. The TaskManagers have the demo
     * job on their class path; other jobs reach them from the JobManager.
     *
     * @param settings where the programs are and how many slots a TaskManager has
     * @param jobManagerPort of the JobManager's RPC on 127.0.0.1
     */
    public static TaskManagerPool attachedTo(LocalFlinkSettings settings, int jobManagerPort) throws IOException {
        Files.createDirectories(settings.workDirectory());
        FlinkPrograms programs = new FlinkPrograms(settings);
        new FlinkConfig(settings).write(programs.configDirectory(), jobManagerPort, 0);
        return new TaskManagerPool(programs, settings.workDirectory());
    }

    /** The processes that run now. */
    public synchronized List<Long> pids() {
        return processes.stream()
                .filter(ChildProcess::alive)
                .map(ChildProcess::pid)
                .toList();
    }

    /** Processes that were added and not removed, and have not ended by themselves. */
    public synchronized int alive() {
        return pids().size();
    }

    /** Starts {@code count} TaskManagers at once; they register a few seconds later. None once the pool is closed. */
    public synchronized void add(int count) throws IOException {
        if (closed) {
            return;
        }
        for (int i = 0; i < count; i++) {
            started++;
            String name = "taskmanager-" + started;
            processes.add(LocalPrograms.start(name, programs.taskManager(name), workDirectory));
        }
    }

    /** Stops the {@code count} youngest in one step, so that the job restarts once; waits until they ended. */
    public synchronized void remove(int count) {
        List<ChildProcess> victims =
                List.copyOf(processes.subList(Math.max(0, processes.size() - count), processes.size()));
        victims.forEach(ChildProcess::requestStop);
        victims.forEach(victim -> victim.awaitStopped(GRACE));
        processes.removeAll(victims);
    }

    /** Forgets the processes that ended by themselves, and returns the paths of their logs. */
    synchronized List<Path> dropDead() {
        List<ChildProcess> dead =
                processes.stream().filter(process -> !process.alive()).toList();
        processes.removeAll(dead);
        return dead.stream().map(ChildProcess::log).toList();
    }

    /** Ends them all, for good. */
    @Override
    public synchronized void close() {
        closed = true;
        remove(processes.size());
    }
}
