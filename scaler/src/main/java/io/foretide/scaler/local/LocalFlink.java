package io.foretide.scaler.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
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
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 3;
    private static final String JOB = "io.foretide.local.flink.PositionReportJob";

    private final FlinkPrograms programs;
    private final ChildProcess jobManager;
    private final URI restAddress;
    private final String jobId;
    private final TaskManagerPool taskManagers;

    private LocalFlink(
            LocalFlinkSettings settings,
            FlinkPrograms programs,
            ChildProcess jobManager,
            URI restAddress,
            String jobId) {
        this.programs = programs;
        this.taskManagers = new TaskManagerPool(programs, settings.workDirectory());
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
    public List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        pids.add(jobManager.pid());
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
        jobManager.stop(GRACE);
        programs.publishArchives();
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
