package io.foretide.scaler.local;

import io.foretide.process.ClassPath;
import io.foretide.process.JavaProgram;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of JobManager and TaskManager, small enough for a dozen of them on two cores. */
final class FlinkPrograms {
    private static final List<String> COMMON = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", // starting fast matters more than peak speed
            "-XX:ReservedCodeCacheSize=48m",
            "-XX:MaxMetaspaceSize=128m",
            "-Xss512k");

    private static final String JOBS = "io.foretide.local.flink.";

    private final ClassPath classPath;
    private final Path configDirectory;
    private final Path workDirectory;
    private final ClassArchive jobManagerArchive;
    private final ClassArchive taskManagerArchive;

    FlinkPrograms(LocalFlinkSettings settings) {
        this.classPath = LocalPrograms.classPath(
                settings.installation(), settings.flink().program());
        this.workDirectory = settings.workDirectory();
        this.configDirectory = workDirectory.resolve("conf");
        this.jobManagerArchive = new ClassArchive(
                settings.installation(),
                classPath,
                settings.flink().program() + "-jobmanager",
                workDirectory,
                settings.recordClasses());
        this.taskManagerArchive = new ClassArchive(
                settings.installation(),
                classPath,
                settings.flink().program() + "-taskmanager",
                workDirectory,
                settings.recordClasses());
    }

    Path configDirectory() {
        return configDirectory;
    }

    /** A JobManager that runs one job. */
    JavaProgram jobManager(String jobClass, String jobId, List<String> jobArguments) {
        List<String> arguments = new ArrayList<>(List.of("--job-classname", jobClass, "--job-id", jobId));
        arguments.addAll(jobArguments);
        return jobManager("JobManagerMain", arguments);
    }

    /** A JobManager that runs what is submitted. */
    JavaProgram sessionJobManager() {
        return jobManager("SessionMain", List.of());
    }

    private JavaProgram jobManager(String mainClass, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of("--configDir", configDirectory.toString()));
        arguments.addAll(more);
        return new JavaProgram(classPath, JOBS + mainClass, COMMON, arguments)
                .withJvmOptions(List.of("-Xms64m", "-Xmx192m", "--add-opens=java.base/java.util=ALL-UNNAMED"))
                .withJvmOptions(jobManagerArchive.jvmOptions());
    }

    /** Submits a job to the session and ends; Flink's client finds {@code conf} in the work folder. */
    JavaProgram submission(URI rest, String jobClass, String jobId, List<String> jobArguments) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--detached",
                "--jobmanager",
                rest.getAuthority(),
                "-D$internal.pipeline.job-id=" + jobId,
                "--class",
                jobClass,
                jarWithJobs().toString()));
        arguments.addAll(jobArguments);
        return new JavaProgram(classPath, "org.apache.flink.client.cli.CliFrontend", COMMON, arguments)
                .withJvmOptions(List.of("--add-opens=java.base/java.util=ALL-UNNAMED"));
    }

    private Path jarWithJobs() {
        return classPath.jars().stream()
                .filter(jar -> jar.getFileName().toString().startsWith("foretide-local-flink"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No jar with jobs in " + classPath.argument()));
    }

    JavaProgram taskManager(String name) {
        List<String> arguments = List.of(
                "--configDir",
                configDirectory.toString(),
                "-Dtaskmanager.resource-id=" + name,
                "-Dio.tmp.dirs=" + workDirectory.resolve(name).resolve("tmp"));
        return new JavaProgram(classPath, JOBS + "TaskManagerMain", COMMON, arguments)
                .withJvmOptions(List.of("-Xms64m", "-Xmx128m", "-XX:MaxDirectMemorySize=96m"))
                .withJvmOptions(taskManagerArchive.jvmOptions());
    }

    /** The same, which registers only when it is {@linkplain io.foretide.process.ChildProcess#wake woken}. */
    JavaProgram warmTaskManager(String name) {
        return taskManager(name).withJvmOptions(List.of("-Dforetide.registersWhenWoken=true"));
    }

    /** Keeps the class archives that the processes recorded; call it when they have ended. */
    void publishArchives() {
        jobManagerArchive.publish();
        taskManagerArchive.publish();
    }
}
