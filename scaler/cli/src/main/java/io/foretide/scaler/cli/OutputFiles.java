package io.foretide.scaler.cli;

import io.foretide.scaler.app.UserError;
import io.foretide.text.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files that a command reads and those it is asked to write, checked before the work: none is written that is read, or written twice. */
final class OutputFiles {
    private final Map<String, Path> read = new LinkedHashMap<>();
    private final Map<String, Path> written = new LinkedHashMap<>();

    /** Adds files that are read, by what names them. */
    OutputFiles reading(Map<String, Path> files) {
        read.putAll(files);
        return this;
    }

    /** Adds a file that is written, if there is one. */
    OutputFiles writing(String option, @Nullable Path file) {
        if (file != null) {
            written.put(option, file);
        }
        return this;
    }

    /**
     * Checks all of them.
     *
     * @throws UserError naming the option, the file and what is allowed
     */
    void check() {
        Map<String, Path> taken = new LinkedHashMap<>(read);
        written.forEach((option, file) -> {
            new OutputFile(file).obstacle().ifPresent(why -> {
                throw UserError.usage(
                        option + " " + file + ": " + why + "; must be a file in a folder that can be written");
            });
            taken.forEach((other, name) -> {
                if (isSame(file, name)) {
                    throw UserError.usage(option + " " + file + ": is what " + other + " names; must be another file");
                }
            });
            taken.put(option, file);
        });
    }

    private static boolean isSame(Path one, Path other) {
        try {
            boolean isSamePlace = one.toAbsolutePath()
                    .normalize()
                    .equals(other.toAbsolutePath().normalize());
            boolean isSameFile = Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
            return (isSamePlace || isSameFile) && !isSpecial(one);
        } catch (IOException e) {
            return false; // what cannot be looked at cannot be written either, and is said then
        }
    }

    /** A terminal may be named twice. */
    private static boolean isSpecial(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file);
    }
}
