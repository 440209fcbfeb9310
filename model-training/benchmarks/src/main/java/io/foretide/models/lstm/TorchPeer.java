package io.foretide.models.lstm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** PyTorch in a process of its own that trains the same network; it stays up between measurements. Not thread-safe. */
final class TorchPeer implements AutoCloseable {
    // Debian's packages belong to its own Python, which may not be the first
    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;
    private final Path script;
    private final String version;

    private TorchPeer(Process process, Path script) throws IOException {
        this.process = process;
        this.script = script;
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = process.outputWriter(StandardCharsets.UTF_8);
        version = answer();
    }

    /** Empty without Python and PyTorch. */
    static Optional<TorchPeer> start(int inputs, int units, int steps, int outputs)
            throws IOException, InterruptedException {
        for (String python : PYTHONS) {
            if (hasTorch(python)) {
                return Optional.of(start(python, inputs, units, steps, outputs));
            }
        }
        return Optional.empty();
    }

    private static boolean hasTorch(String python) throws InterruptedException {
        try {
            return new ProcessBuilder(python, "-c", "import torch")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static TorchPeer start(String python, int inputs, int units, int steps, int outputs) throws IOException {
        Path script = Files.createTempFile("lstm", ".py");
        try (InputStream source = Objects.requireNonNull(TorchPeer.class.getResourceAsStream("lstm.py"), "lstm.py")) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
        }
        return new TorchPeer(
                new ProcessBuilder(
                                python,
                                script.toString(),
                                Integer.toString(inputs),
                                Integer.toString(units),
                                Integer.toString(steps),
                                Integer.toString(outputs))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start(),
                script);
    }

    String version() {
        return version;
    }

    /** Trains on batches of a size for at least that long. */
    Speed train(int batch, double seconds) throws IOException {
        questions.write(batch + " " + seconds + "\n");
        questions.flush();
        String[] parts = answer().split(" ", -1);
        return new Speed(Long.parseLong(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("PyTorch ended with " + process.info() + "; its messages are above");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        Files.deleteIfExists(script);
    }
}
