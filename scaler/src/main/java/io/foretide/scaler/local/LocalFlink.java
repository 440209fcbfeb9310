package io.foretide.scaler.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Flink in Reactive Mode as child processes: a JobManager that runs the position report job, and TaskManagers that come
 * and go. Thread-safe.
 */
public final class LocalFlink implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 3;
    private static final String JOB = "io.foretide.local.flink.PositionReportJob";

    private final FlinkPrograms programs;
    private final LocalFlinkSettings settings;
    private final ChildProcess jobManager;
    private final URI restAddress;
    private final String jobId;
    private final List<ChildProcess> taskManagers = new ArrayList<>();
    private int started;

    private LocalFlink(
            LocalFlinkSettings settings,
            FlinkPrograms programs,
            ChildProcess jobManager,
            URI restAddress,
            String jobId) {
        this.settings = settings;
        this.programs = programs;
        this.jobManager = jobManager;
        this.restAddress = restAddress;
        this.jobId = jobId;
    }

    /**
     * Starts the JobManager and waits until it knows the job; no TaskManager yet.
     *
     * @throws IOException if it does not come up; the message ends with its last log lines
     */
    public static LocalFlink start(LocalFlinkSettings settings) throws IOException, InterruptedException {
        Files.createDirectories(settings.workDirectory());
        FlinkPrograms programs = new FlinkPrograms(settings);
        String jobId = UUID.randomUUID().toString().replace("-", "");
        for (int attempt = 1; ; attempt++) {
            List<Integer> ports = FreePorts.find(2);
            new FlinkConfig(settings).write(programs.configDirectory(), ports.get(0), ports.get(1));
            URI rest = URI.create("http://127.0.0.1:" + ports.get(1));
            ChildProcess process = ChildProcess.start(
                    "jobmanager", programs.jobManager(JOB, jobId, settings.jobArguments()), settings.workDirectory());
            try {
                process.awaitReady(() -> knows(rest, jobId), READY_WITHIN);
                return new LocalFlink(settings, programs, process, rest, jobId);
            } catch (IOException | RuntimeException | InterruptedException e) {
                process.stop(Duration.ZERO);
                if (attempt == ATTEMPTS || !Bind.failed(process.log())) {
                    throw e;
                }
            }
        }
    }

    /** Address of the JobManager's REST interface and web page. */
    public URI restAddress() {
        return restAddress;
    }

    /** The job's id, 32 hexadecimal digits. */
    public String jobId() {
        return jobId;
    }

    /** The processes that run now, the JobManager first. */
    public synchronized List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        pids.add(jobManager.pid());
        taskManagers.stream().filter(ChildProcess::alive).map(ChildProcess::pid).forEach(pids::add);
        return pids;
    }

    /** TaskManager processes that were added and not removed, and have not ended by themselves. */
    public synchronized int aliveTaskManagers() {
        return (int) taskManagers.stream().filter(ChildProcess::alive).count();
    }

    /** Starts {@code count} TaskManagers at once; they register with the JobManager a few seconds later. */
    public synchronized void addTaskManagers(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            started++;
            String name = "taskmanager-" + started;
            taskManagers.add(ChildProcess.start(name, programs.taskManager(name), settings.workDirectory()));
        }
    }

    /** Stops the {@code count} youngest TaskManagers in one step, so that the job restarts once; waits until they ended. */
    public synchronized void removeTaskManagers(int count) {
        List<ChildProcess> victims =
                List.copyOf(taskManagers.subList(Math.max(0, taskManagers.size() - count), taskManagers.size()));
        victims.forEach(ChildProcess::requestStop);
        victims.forEach(victim -> victim.awaitStopped(GRACE));
        taskManagers.removeAll(victims);
    }

    /** Forgets the TaskManagers that ended by themselves, and returns the paths of their logs. */
    synchronized List<Path> dropDeadTaskManagers() {
        List<ChildProcess> dead = taskManagers.stream()
                .filter(taskManager -> !taskManager.alive())
                .toList();
        taskManagers.removeAll(dead);
        return dead.stream().map(ChildProcess::log).toList();
    }

    /** Ends the TaskManagers, then the JobManager. */
    @Override
    public synchronized void close() {
        removeTaskManagers(taskManagers.size());
        jobManager.stop(GRACE);
    }

    private static boolean knows(URI rest, String jobId) {
        HttpRequest request = HttpRequest.newBuilder(rest.resolve("/jobs"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .contains(jobId);
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
