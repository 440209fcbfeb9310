package io.foretide.scaler.local;

import io.foretide.process.ChildProcess;
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
 * Flink in Reactive Mode as child processes: a JobManager that runs one job, the position report job if no other is named, and TaskManagers that come
 * and go. Thread-safe.
 */
public final class LocalFlink implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 3;
    private static final String JOB = "io.foretide.local.flink.PositionReportJob";

    private final FlinkPrograms programs;
    private final JobManager jobManager;
    private final TaskManagerPool taskManagers;

    private record JobManager(ChildProcess process, URI rest, int rpcPort, String jobId) {}

    private LocalFlink(FlinkPrograms programs, JobManager jobManager, Path workDirectory) {
        this.programs = programs;
        this.jobManager = jobManager;
        this.taskManagers = new TaskManagerPool(programs, workDirectory);
    }

    /**
     * Starts the JobManager and waits until it knows the job; no TaskManager yet.
     *
     * @throws IOException if it does not come up; the message ends with its last log lines
     */
    public static LocalFlink start(LocalFlinkSettings settings) throws IOException, InterruptedException {
        return start(settings, JOB);
    }

    /**
     * The same with another job that is on Flink's class path, to which the arguments of {@code settings} are given.
     *
     * @param jobClass its main class
     * @throws IOException if it does not come up
     */
    public static LocalFlink start(LocalFlinkSettings settings, String jobClass)
            throws IOException, InterruptedException {
        Files.createDirectories(settings.workDirectory());
        FlinkPrograms programs = new FlinkPrograms(settings);
        HttpClient client = HttpClient.newHttpClient();
        String jobId = UUID.randomUUID().toString().replace("-", "");
        for (int attempt = 1; ; attempt++) {
            List<Integer> ports = FreePorts.find(2);
            new FlinkConfig(settings).write(programs.configDirectory(), ports.get(0), ports.get(1));
            URI rest = URI.create("http://127.0.0.1:" + ports.get(1));
            ChildProcess process = LocalPrograms.start(
                    "jobmanager",
                    programs.jobManager(jobClass, jobId, settings.jobArguments()),
                    settings.workDirectory());
            try {
                process.awaitReady(() -> knows(client, rest, jobId), READY_WITHIN);
                return new LocalFlink(
                        programs, new JobManager(process, rest, ports.get(0), jobId), settings.workDirectory());
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
        return jobManager.rest();
    }

    /** Port of the JobManager's RPC on 127.0.0.1: where TaskManagers register. */
    public int rpcPort() {
        return jobManager.rpcPort();
    }

    /** The job's id, 32 hexadecimal digits. */
    public String jobId() {
        return jobManager.jobId();
    }

    /** The processes that run now, the JobManager first. */
    public List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        pids.add(jobManager.process().pid());
        pids.addAll(taskManagers.pids());
        return pids;
    }

    /** The TaskManagers of this Flink; none at first. */
    public TaskManagerPool taskManagers() {
        return taskManagers;
    }

    /** Ends the TaskManagers, then the JobManager. */
    @Override
    public synchronized void close() {
        taskManagers.close();
        jobManager.process().stop(GRACE);
        programs.publishArchives();
    }

    private static boolean knows(HttpClient client, URI rest, String jobId) {
        HttpRequest request = HttpRequest.newBuilder(rest.resolve("/jobs"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString())
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
