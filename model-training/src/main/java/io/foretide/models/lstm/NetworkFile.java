package io.foretide.models.lstm;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/** A network without its updater in DL4J's archive. The same network gives the same file: entries carry no time of their own. */
public final class NetworkFile {
    /** The earliest that an archive can hold. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private NetworkFile() {}

    public static void write(MultiLayerNetwork network, Path file) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, archive, false);
        try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(archive.toByteArray()));
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(file))) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                ZipEntry timeless = new ZipEntry(entry.getName());
                timeless.setTimeLocal(NO_TIME);
                to.putNextEntry(timeless);
                from.transferTo(to);
            }
        }
    }

    /** Only for files whose checksum the registry has verified: the library that reads networks must not meet others. */
    public static MultiLayerNetwork read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    /** The same of a file that is open; it stays so. */
    public static MultiLayerNetwork read(InputStream in) throws IOException {
        Natives.load();
        return ModelSerializer.restoreMultiLayerNetwork(in, false);
    }
}
