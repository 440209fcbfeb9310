package io.foretide.scaler.local;

import io.foretide.process.ClassPath;
import io.foretide.process.Installation;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The class-data-sharing archive of a program: its loaded classes in the form the JVM maps into memory, which saves a third
 * to a half of the CPU time of a start. If recording is on, the first process of a
 * program records it when it ends; every later one uses it. An
 * archive that does not fit the JVM or the class path is ignored by the JVM, and a missing one only costs time. Thread-safe.
 */
final class ClassArchive {
    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);

    private final Path archive;
    private final Path recording;
    private final String program;
    private final boolean record;
    private boolean recorderStarted;

    /**
     * Names the archive of {@code program}.
     *
     * @param installation holds the archives
     * @param workDirectory where a new one is recorded
     * @param record whether to record one if there is none
     */
    ClassArchive(Installation installation, ClassPath classPath, String program, Path workDirectory, boolean record) {
        this.archive = installation
                .classArchives()
                .resolve(program + "-" + classPath.fingerprint() + ".jsa")
                .toAbsolutePath();
        this.recording = workDirectory.resolve(program + ".jsa");
        this.program = program;
        this.record = record;
    }

    /** The options for the next process of the program. */
    synchronized List<String> jvmOptions() {
        if (Files.isReadable(archive)) {
            return List.of(
                    "-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
        }
        if (!record || recorderStarted) {
            return List.of();
        }
        recorderStarted = true;
        return List.of("-XX:ArchiveClassesAtExit=" + recording, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /** Publishes what was recorded, if anything; call it when the processes have ended. */
    synchronized void publish() {
        if (!Files.isReadable(recording)) {
            return;
        }
        try {
            Files.createDirectories(archive.getParent());
            Path copy = Files.createTempFile(archive.getParent(), "new", ".jsa");
            Files.move(recording, copy, StandardCopyOption.REPLACE_EXISTING);
            Files.move(copy, archive, StandardCopyOption.ATOMIC_MOVE);
            deleteOutdated();
        } catch (IOException e) {
            LOG.debug("Could not keep the class archive {}", archive, e);
        }
    }

    /** Archives of the same program for other jars or another JVM; a process that has one mapped keeps it. */
    private void deleteOutdated() throws IOException {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(archive.getParent(), program + "-*.jsa")) {
            for (Path other : others) {
                if (!other.equals(archive)) {
                    Files.delete(other);
                }
            }
        }
    }
}
