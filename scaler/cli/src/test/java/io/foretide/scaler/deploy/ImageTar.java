package io.foretide.scaler.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The image that Maven's profile "image" has built for this machine, as {@code docker save} writes one. */
final class ImageTar {
    static final Path FILE = Path.of("..", "..", "target", "image", "amd64", "foretide-image.tar");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final JsonNode manifest;
    private final JsonNode configuration;

    private ImageTar(Path folder) throws IOException {
        this.folder = folder;
        this.manifest = JSON.readTree(folder.resolve("manifest.json").toFile()).get(0);
        this.configuration =
                JSON.readTree(folder.resolve(manifest.get("Config").asText()).toFile());
    }

    /** Unpacks its description and its layers, not yet their files. */
    static ImageTar openedIn(Path folder) throws IOException, InterruptedException {
        untar(FILE, folder);
        return new ImageTar(folder);
    }

    String name() {
        return manifest.get("RepoTags").get(0).asText();
    }

    String user() {
        return configuration.at("/config/User").asText();
    }

    List<String> entrypoint() {
        return texts(configuration.at("/config/Entrypoint"));
    }

    List<String> arguments() {
        return texts(configuration.at("/config/Cmd"));
    }

    /** NAME=VALUE. */
    List<String> environment() {
        return texts(configuration.at("/config/Env"));
    }

    List<String> ports() {
        return List.copyOf(JSON.convertValue(configuration.at("/config/ExposedPorts"), Map.class)
                .keySet());
    }

    /** Its file system, a layer over the other. */
    void unpack(Path root) throws IOException, InterruptedException {
        Files.createDirectory(root);
        for (String layer : texts(manifest.get("Layers"))) {
            untar(folder.resolve(layer), root);
        }
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static void untar(Path file, Path folder) throws IOException, InterruptedException {
        List<String> command = List.of(
                "tar",
                "--extract",
                "--preserve-permissions",
                "--warning=no-unknown-keyword",
                "--file=" + file,
                "--directory=" + folder);
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException(file + " cannot be unpacked");
        }
    }
}
