package io.foretide.scaler.local;

import io.foretide.process.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A Prometheus as a child process that scrapes one port of this machine every second. */
final class LocalPrometheus implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/prometheus");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ChildProcess process;
    private final URI address;
    private final Path config;

    private LocalPrometheus(ChildProcess process, URI address, Path config) {
        this.process = process;
        this.address = address;
        this.config = config;
    }

    /** Whether it is installed: Debian's package {@code prometheus}. */
    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    static LocalPrometheus start(Path folder, int target) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path config = folder.resolve("prometheus.yml");
        write(config, List.of("127.0.0.1:" + target));
        int port = FreePorts.find(1).get(0);
        URI address = URI.create("http://127.0.0.1:" + port);
        ChildProcess process = ChildProcess.start(
                "prometheus",
                new ProcessBuilder(
                                PROGRAM.toString(),
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + folder.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port,
                                "--web.enable-lifecycle")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("prometheus.log").toFile()));
        process.awaitReady(() -> isReady(address), Duration.ofMinutes(1));
        return new LocalPrometheus(process, address, config);
    }

    URI address() {
        return address;
    }

    /** Goes on answering, and scrapes nothing any more. */
    void scrapeNothing() throws IOException, InterruptedException {
        write(config, List.of());
        HttpRequest reload = HttpRequest.newBuilder(address.resolve("/-/reload"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        int status = CLIENT.send(reload, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IOException("Prometheus answers its reload with HTTP status " + status);
        }
    }

    private static void write(Path config, List<String> targets) throws IOException {
        Files.writeString(config, """
                global: {scrape_interval: 1s, scrape_timeout: 1s}
                scrape_configs:
                  - job_name: flink
                    static_configs: [{targets: %s}]
                """.formatted(targets));
    }

    private static boolean isReady(URI address) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address.resolve("/-/ready")).build();
            return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        process.stop(Duration.ofSeconds(10));
    }
}
