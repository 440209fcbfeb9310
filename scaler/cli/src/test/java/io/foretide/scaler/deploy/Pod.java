package io.foretide.scaler.deploy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Runs the programs of an unpacked image as a container of the chart runs, one at a time: as its user, on a read-only root, with its
 * environment, its volumes and its limit of memory. See container.sh.
 */
final class Pod implements AutoCloseable {
    private final Path folder;
    private final Path root;
    private final Container container;

    /** In an empty folder, of an image that is unpacked in the folder root. */
    Pod(Path folder, Path root, List<String> imageEnvironment, Container container) throws IOException {
        this.folder = folder;
        this.root = root;
        this.container = container;
        Files.createDirectory(config());
        for (String volume : List.of("data", "cache")) {
            Files.setPosixFilePermissions(
                    Files.createDirectory(folder.resolve(volume)), PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        Files.write(
                folder.resolve("environment"),
                Stream.concat(
                                imageEnvironment.stream(),
                                container.getEnv().stream()
                                        .map(variable -> variable.getName() + "=" + variable.getValue()))
                        .toList());
    }

    /** What is mounted at /etc/foretide. */
    Path config() {
        return folder.resolve("config");
    }

    /** What is mounted at /var/lib/foretide. */
    Path data() {
        return folder.resolve("data");
    }

    /** What is mounted at /var/cache/foretide. */
    Path cache() {
        return folder.resolve("cache");
    }

    /** What the last command printed. */
    String messages() throws IOException {
        return Files.readString(folder.resolve("messages.txt"));
    }

    long memoryLimit() {
        return Quantity.getAmountInBytes(container.getResources().getLimits().get("memory"))
                .longValueExact();
    }

    /** Starts what the container starts. */
    Process start() throws IOException {
        return start(Stream.concat(container.getCommand().stream(), container.getArgs().stream())
                .toList());
    }

    /** Starts another program in it, as {@code kubectl exec} does. */
    Process start(List<String> program) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of("src", "test", "resources", "image", "container.sh")
                        .toAbsolutePath()
                        .toString(),
                folder.toString(),
                root.toString(),
                Long.toString(memoryLimit())));
        command.addAll(program);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("messages.txt").toFile())
                .start();
    }

    /** Asks the program to end, as Kubernetes does. */
    static void terminate(Process started) {
        started.children().forEach(ProcessHandle::destroy);
    }

    /** Ends the program at once, if it has not ended, with all that it started. */
    static void kill(Process started) throws InterruptedException {
        started.descendants().forEach(ProcessHandle::destroyForcibly);
        started.destroyForcibly().waitFor();
    }

    /** The most memory that the program had, in bytes; empty where the limit is not one of a group of processes. */
    Optional<Long> mostMemory() throws IOException {
        Path group = folder.resolve("group");
        if (!Files.exists(group)) {
            return Optional.empty();
        }
        for (String name : List.of("memory.max_usage_in_bytes", "memory.peak")) { // version 1, or 2 of a newer kernel
            Path file = Path.of(Files.readString(group).strip(), name);
            if (Files.exists(file)) {
                return Optional.of(Long.valueOf(Files.readString(file).strip()));
            }
        }
        return Optional.empty();
    }

    /** Removes the group of processes, once the last of them has ended. */
    @Override
    public void close() throws IOException {
        Path group = folder.resolve("group");
        if (Files.exists(group)) {
            Path made = Path.of(Files.readString(group).strip());
            Awaitility.await().ignoreExceptions().until(() -> Files.deleteIfExists(made));
        }
    }
}
