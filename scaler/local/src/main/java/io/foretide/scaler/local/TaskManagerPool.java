package io.foretide.scaler.local;

import io.foretide.process.ChildProcess;
import io.foretide.process.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * TaskManager processes of one Flink cluster on this machine. Some may be kept warm: started, but not registered until they are
 * added. Thread-safe.
 */
public final class TaskManagerPool implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(30);
    /** A start takes a core for seconds: the next warm one waits until a rescale is through. */
    private static final long REST_NANOS = Duration.ofSeconds(8).toNanos();

    private final FlinkPrograms programs;
    private final Path workDirectory;
    private final int warmWanted;
    private final List<ChildProcess> processes = new ArrayList<>();
    private final Deque<ChildProcess> warm = new ArrayDeque<>();
    private int started;
    private long changedNanos = System.nanoTime();
    private boolean closed;

    TaskManagerPool(FlinkPrograms programs, LocalFlinkSettings settings) {
        this.programs = programs;
        this.workDirectory = settings.workDirectory();
        this.warmWanted = settings.warmTaskManagers();
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
        return new TaskManagerPool(programs, settings);
    }

    /** The processes that run now, without the warm ones. */
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

    /**
     * Adds {@code count} TaskManagers at once, warm ones first; these register within a second, others a few seconds later.
     * None once the pool is closed.
     */
    public synchronized void add(int count) throws IOException {
        if (closed) {
            return;
        }
        changedNanos = System.nanoTime();
        for (int i = 0; i < count; i++) {
            if (warm.isEmpty()) {
                processes.add(start(programs::taskManager));
            } else {
                processes.add(warm.remove());
                processes.get(processes.size() - 1).wake();
            }
        }
    }

    /** Starts a warm one if one is missing and the last change was a while ago. */
    synchronized void keepWarm() throws IOException {
        if (!closed && warm.size() < warmWanted && System.nanoTime() - changedNanos > REST_NANOS) {
            changedNanos = System.nanoTime();
            warm.add(start(programs::warmTaskManager));
        }
    }

    private ChildProcess start(Function<String, JavaProgram> program) throws IOException {
        started++;
        String name = "taskmanager-" + started;
        return LocalPrograms.start(name, program.apply(name), workDirectory);
    }

    /** Stops the {@code count} youngest in one step, so that the job restarts once; waits until they ended. */
    public synchronized void remove(int count) {
        changedNanos = System.nanoTime();
        List<ChildProcess> victims =
                List.copyOf(processes.subList(Math.max(0, processes.size() - count), processes.size()));
        victims.forEach(ChildProcess::requestStop);
        victims.forEach(victim -> victim.awaitStopped(GRACE));
        processes.removeAll(victims);
    }

    /** Forgets the processes that ended by themselves, and returns the paths of their logs. */
    synchronized List<Path> dropDead() {
        List<ChildProcess> dead = Stream.concat(processes.stream(), warm.stream())
                .filter(process -> !process.alive())
                .toList();
        processes.removeAll(dead);
        warm.removeAll(dead);
        return dead.stream().map(ChildProcess::log).toList();
    }

    /** Ends them all, for good. */
    @Override
    public synchronized void close() {
        closed = true;
        warm.forEach(ChildProcess::stopNow);
        warm.clear();
        remove(processes.size());
    }
}
