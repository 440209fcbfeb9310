package io.foretide.process;

import io.foretide.text.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Foretide is installed: the project's folder, or that of a container image.
 *
 * @param home the folder that holds the programs and what they keep for the next start
 */
public record Installation(Path home) {
    /** The system property by which a launcher says where. */
    public static final String PROPERTY = "foretide.home";

    public Installation {
        home = home.toAbsolutePath();
    }

    /**
     * That of this process.
     *
     * @throws InputException if the launcher does not say
     */
    public static Installation here() {
        String home = System.getProperty(PROPERTY);
        if (home == null) {
            throw new InputException("the property " + PROPERTY + " is not set: start Foretide through ./foretide");
        }
        return new Installation(Path.of(home));
    }

    /** The folder of a program's jars. */
    public Path programFolder(String program) {
        return home.resolve("target/dist").resolve(program);
    }

    /** The class path of a program; empty if it is not built. */
    public Optional<ClassPath> program(String program) {
        Path folder = programFolder(program);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            return jars.isEmpty() ? Optional.empty() : Optional.of(new ClassPath(jars));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not list " + folder, e);
        }
    }

    /** The folder of what makes later starts of programs faster. */
    public Path classArchives() {
        return home.resolve("target/class-archives");
    }

    /** The folder of what Foretide writes for whoever names no other. */
    public Path ownFolder() {
        return home.resolve(".foretide");
    }

    /** The folder of the models of whoever names no other. */
    public Path models() {
        return ownFolder().resolve("models");
    }
}
