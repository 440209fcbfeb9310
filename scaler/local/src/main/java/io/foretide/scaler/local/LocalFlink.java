package io.foretide.scaler.local;

import io.foretide.process.ChildProcess;
import io.foretide.telemetry.access.HttpAccess;
import io.foretide.telemetry.access.HttpRequests;
import io.foretide.telemetry.access.Peer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Flink as child processes: a JobManager that runs one job, the position report job if no other is named, or, as a session,
 * several, and TaskManagers that come and go. Thread-safe.
 */
public final class LocalFlink implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 3;
    private static final String JOB = "io.foretide.local.flink.PositionReportJob";

    private final FlinkPrograms programs;
    private final JobManager jobManager;
    private final TaskManagerPool taskManagers;
    private final Path workDirectory;

    private record JobManager(ChildProcess process, URI rest, int rpcPort, String jobId) {}

    private LocalFlink(FlinkPrograms programs, JobManager jobManager, LocalFlinkSettings settings) {
        this.programs = programs;
        this.jobManager = jobManager;
        this.workDirectory = settings.workDirectory();
        this.taskManagers = new TaskManagerPool(programs, settings);
    }

    /**
     * Starts the JobManager and waits until it knows the job, which a session is given; no TaskManager yet.
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
        boolean session = settings.mode() == ClusterMode.SESSION;
        String jobId = newJobId();
        for (int attempt = 1; ; attempt++) {
            List<Integer> ports = FreePorts.find(2);
            new FlinkConfig(settings).write(programs.configDirectory(), ports.get(0), ports.get(1));
            URI rest = URI.create("http://127.0.0.1:" + ports.get(1));
            ChildProcess process = LocalPrograms.start(
                    "jobmanager",
                    session
                            ? programs.sessionJobManager()
                            : programs.jobManager(jobClass, jobId, settings.jobArguments()),
                    settings.workDirectory());
            try {
                HttpRequests http =
                        new HttpRequests(HttpAccess.at(new Peer("Flink", "flink", "rest"), rest.toString()));
                process.awaitReady(() -> answers(http, session ? "" : jobId), READY_WITHIN);
                LocalFlink flink =
                        new LocalFlink(programs, new JobManager(process, rest, ports.get(0), jobId), settings);
                if (session) {
                    flink.submit(jobClass, jobId, settings.jobArguments());
                }
                return flink;
            } catch (IOException | RuntimeException | InterruptedException e) {
                process.stop(Duration.ZERO);
                if (attempt == ATTEMPTS || !Bind.failed(process.log())) {
                    throw e;
                }
            }
        }
    }

    /**
     * Submits another job to a session.
     *
     * @return its id
     * @throws IOException if it is not accepted; the message names the log of Flink's client
     */
    public String submit(String jobClass, List<String> jobArguments) throws IOException, InterruptedException {
        String id = newJobId();
        submit(jobClass, id, jobArguments);
        return id;
    }

    private void submit(String jobClass, String id, List<String> jobArguments)
            throws IOException, InterruptedException {
        ChildProcess client = LocalPrograms.start(
                "submission-" + id, programs.submission(jobManager.rest(), jobClass, id, jobArguments), workDirectory);
        if (client.awaitEnd() != 0) {
            throw new IOException("The job " + jobClass + " could not be submitted, see " + client.log());
        }
    }

    private static String newJobId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** Address of the JobManager's REST interface and web page. */
    public URI restAddress() {
        return jobManager.rest();
    }

    /** Port of the JobManager's RPC on 127.0.0.1: where TaskManagers register. */
    public int rpcPort() {
        return jobManager.rpcPort();
    }

    /** The id of the job that was there first, 32 hexadecimal digits. */
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

    private static boolean answers(HttpRequests http, String jobId) {
        try {
            HttpRequests.Answer answer = http.get("/jobs");
            return answer.status() == 200 && answer.body().contains(jobId);
        } catch (IOException notYet) {
            return false;
        }
    }
}
