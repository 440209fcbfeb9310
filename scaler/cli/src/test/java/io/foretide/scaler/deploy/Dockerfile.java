package io.foretide.scaler.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The Dockerfile, as far as tests want to know it. */
final class Dockerfile {
    /** The folder that is sent to the builder: that of the project, above the module's. */
    static final Path CONTEXT = Path.of("..", "..").toAbsolutePath().normalize();

    private final List<String> instructions;

    private Dockerfile(List<String> instructions) {
        this.instructions = instructions;
    }

    /** What is copied, from the context into the image. */
    record Copied(String source, String destination) {}

    static Dockerfile read() throws IOException {
        String text = Files.readString(Chart.DEPLOY.resolve("Dockerfile"))
                .replaceAll("(?m)^#.*\n", "")
                .replaceAll("\\\\\n", " ");
        return new Dockerfile(text.lines().filter(line -> !line.isBlank()).toList());
    }

    List<Copied> copies() {
        return arguments("COPY")
                .map(arguments -> Arrays.stream(arguments.split("\\s+"))
                        .filter(argument -> !argument.startsWith("--"))
                        .toList())
                .map(parts -> new Copied(parts.get(0), parts.get(1)))
                .toList();
    }

    /** The arguments of the only such instruction. */
    String only(String instruction) {
        List<String> found = arguments(instruction).toList();
        if (found.size() != 1) {
            throw new IllegalStateException("not one " + instruction + ": " + found);
        }
        return found.get(0);
    }

    /** The same where they are a JSON array. */
    List<String> words(String instruction) throws IOException {
        return List.of(new ObjectMapper().readValue(only(instruction), String[].class));
    }

    private Stream<String> arguments(String instruction) {
        return instructions.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1).strip());
    }
}
