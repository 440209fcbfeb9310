package io.foretide.scaler.local;

import io.foretide.process.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The command lines of TaskManagers that somebody else starts, a test's kubelet for instance. They have the demo job on their
 * class path; other jobs reach them from the JobManager. They end when their standard input closes.
 */
public final class TaskManagerPrograms {
    private final FlinkPrograms programs;
    private final Path workDirectory;

    /**
     * @param settings where the programs are, how many slots a TaskManager has, and a folder that is not the JobManager's
     * @param jobManagerPort of the JobManager's RPC on 127.0.0.1
     */
    public TaskManagerPrograms(LocalFlinkSettings settings, int jobManagerPort) throws IOException {
        workDirectory = Files.createDirectories(settings.workDirectory());
        programs = new FlinkPrograms(settings);
        new FlinkConfig(settings).write(programs.configDirectory(), jobManagerPort, 0);
    }

    /** The TaskManager that registers as {@code name}. */
    public ProcessBuilder taskManager(String name) {
        JavaProgram program = programs.taskManager(name);
        Path temporary = workDirectory.resolve(name).resolve("tmp");
        temporary.toFile().mkdirs();
        ProcessBuilder builder = program.withJvmOptions(List.of("-Djava.io.tmpdir=" + temporary))
                .command()
                .directory(workDirectory.toFile());
        builder.environment().put("MALLOC_ARENA_MAX", "2"); // as LocalPrograms does
        return builder;
    }
}
