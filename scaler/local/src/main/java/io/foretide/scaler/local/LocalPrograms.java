package io.foretide.scaler.local;

import io.foretide.process.ChildProcess;
import io.foretide.process.ClassPath;
import io.foretide.process.Installation;
import io.foretide.process.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The companion programs of an installation, as processes that write to a work folder. */
final class LocalPrograms {
    private LocalPrograms() {}

    /**
     * The class path of a program.
     *
     * @throws IllegalStateException if it is not built
     */
    static ClassPath classPath(Installation installation, String program) {
        return installation
                .program(program)
                .orElseThrow(() -> new IllegalStateException("No jars of the program '" + program + "' in "
                        + installation.programFolder(program) + ".\nMaybe build them: ./mvnw package"));
    }

    /**
     * Starts {@code program}.
     *
     * @param name names the log file {@code NAME.log} and the folder {@code NAME} for temporary files in {@code workDirectory}
     */
    static ChildProcess start(String name, JavaProgram program, Path workDirectory) throws IOException {
        Path temporary = Files.createDirectories(workDirectory.resolve(name).resolve("tmp"));
        ProcessBuilder command = program.withJvmOptions(List.of("-Djava.io.tmpdir=" + temporary))
                .command()
                .directory(workDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(
                        workDirectory.resolve(name + ".log").toFile()));
        command.environment().put("MALLOC_ARENA_MAX", "2"); // glibc's per-thread arenas cost tens of MB in a JVM
        return ChildProcess.start(name, command);
    }
}
