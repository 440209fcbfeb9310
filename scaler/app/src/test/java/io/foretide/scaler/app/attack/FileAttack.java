package io.foretide.scaler.app.attack;

import io.foretide.telemetry.access.Mutator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file that is read. */
final class FileAttack implements Attack {
    private final String name;
    private final Path file;
    private final List<byte[]> good;
    private final Reading reading;
    private int next;
    private boolean login;

    /** Reads a file. */
    interface Reading {
        void read(Path file) throws Exception;
    }

    /** @param good contents that are read without complaint */
    FileAttack(String name, Path file, List<byte[]> good, Reading reading) throws Exception {
        this.name = name;
        this.file = file;
        this.good = good;
        this.reading = reading;
        for (byte[] content : good) {
            Files.write(file, content);
            reading.read(file);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int once(Mutator mutator) throws Exception {
        byte[] content = mutator.mutated(good.get(next++ % good.size()));
        login = new String(content, StandardCharsets.UTF_8).contains(":" + SECRET + "@");
        write(content);
        reading.read(file);
        return 1;
    }

    @Override
    public Optional<String> secret() {
        return login ? Optional.of(SECRET) : Optional.empty();
    }

    private void write(byte[] content) throws IOException {
        Files.write(file, content);
    }
}
