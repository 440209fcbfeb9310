package io.foretide.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the image's ENTRYPOINT on the files that its Dockerfile copies, as a user who may write to the mounted folders only.
 * The image itself is not built: that takes a container engine.
 */
class ImageIT {
    private static final String USER = "10001";
    private static final Pattern SERVING = Pattern.compile("Serving job orders at (http://127\\.0\\.0\\.1:\\d+)/");

    @TempDir
    Path root;

    @BeforeEach
    void layOut() throws Exception {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (Dockerfile.Copied copied : Dockerfile.read().copies()) {
            Path destination = root.resolve(copied.destination().substring(1));
            copy(Dockerfile.CONTEXT.resolve(copied.source()), destination);
        }
        for (String folder : List.of("cache", "tmp", "data")) {
            Path writable = Files.createDirectory(root.resolve(folder));
            Files.setPosixFilePermissions(writable, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        try (Stream<Path> files = Files.walk(root.resolve("opt"))) {
            for (Path file : files.toList()) {
                boolean executed =
                        Files.isDirectory(file) || file.getFileName().toString().equals("foretide");
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(executed ? "r-xr-xr-x" : "r--r--r--"));
            }
        }
    }

    @Test
    void trainsAndWritesToItsFoldersOnly() throws Exception {
        Process train = start(
                "train",
                "--preset",
                "quick",
                "--models",
                "lstm",
                "--until",
                "2001-01-29T00:00:00Z",
                "--registry",
                data("models"),
                "--promote");
        try {
            assertThat(train.waitFor(10, TimeUnit.MINUTES)).isTrue();
            assertThat(train.exitValue()).as(Files.readString(messages())).isZero();
        } finally {
            train.destroyForcibly();
        }
        assertThat(root.resolve("data/models")).isNotEmptyDirectory();
        assertThat(root.resolve("cache")).isNotEmptyDirectory();
    }

    @Test
    void servesAndAnswersTheProbe() throws Exception {
        HttpServer flink = flinkInReactiveMode();
        Path config = Files.writeString(root.resolve("foretide.yaml"), """
                job: orders
                data: %s
                flink: {rest: "http://127.0.0.1:%d"}
                target: {type: dry-run, taskManagers: 1}
                http: {port: 0}
                """.formatted(
                        data(""), flink.getAddress().getPort()));
        Process serve = start("serve", "--config", config.toString());
        try {
            String address = Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .failFast("it ended", () -> !serve.isAlive())
                    .until(this::address, Optional::isPresent)
                    .orElseThrow();
            HttpResponse<String> live = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address + "/health/live"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(live.statusCode()).isEqualTo(200);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> Files.exists(root.resolve("data/features.db")));
        } finally {
            serve.destroyForcibly().waitFor();
            flink.stop(0);
        }
    }

    private Optional<String> address() throws IOException {
        Matcher serving = SERVING.matcher(Files.readString(messages()));
        return serving.find() ? Optional.of(serving.group(1)) : Optional.empty();
    }

    private String data(String name) {
        return root.resolve("data").resolve(name).toString();
    }

    private Path messages() {
        return root.resolve("messages.txt");
    }

    /** As in the image; root, who may write anywhere, becomes another user first. */
    private Process start(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--reuid", USER, "--regid", USER, "--clear-groups"));
        }
        String entryPoint = Dockerfile.read().words("ENTRYPOINT").get(0);
        command.add(root.resolve("opt/foretide/bin").resolve(entryPoint).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.resolve("data").toFile())
                .redirectErrorStream(true)
                .redirectOutput(messages().toFile());
        String path = Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().put("FORETIDE_CACHE", root.resolve("cache").toString());
        builder.environment().put("TMPDIR", root.resolve("tmp").toString());
        return builder.start();
    }

    /** Answers what is asked before the service starts. */
    private static HttpServer flinkInReactiveMode() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(server, "/jobmanager/config", "[{\"key\":\"scheduler-mode\",\"value\":\"reactive\"}]");
        answer(server, "/jobs/overview", "{\"jobs\":[]}");
        server.start();
        return server;
    }

    private static void answer(HttpServer server, String path, String json) {
        server.createContext(path, exchange -> {
            byte[] answer = json.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
    }

    private static void copy(Path source, Path destination) throws IOException {
        Files.createDirectories(destination.getParent());
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(
                        destination.resolve(source.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path to = file.equals(source)
                        ? destination
                        : destination.resolve(source.relativize(file).toString());
                Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
