package io.foretide.telemetry.access;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The HTTP client of a way to a peer, built anew when a file of its TLS has changed. Thread-safe. */
final class RenewedClient {
    private final HttpAccess access;
    private final Duration connectTimeout;
    private @Nullable HttpClient client;
    private List<FileTime> written = List.of();

    RenewedClient(HttpAccess access, Duration connectTimeout) {
        this.access = access;
        this.connectTimeout = connectTimeout;
    }

    /**
     * The client of the files as they are now.
     *
     * @throws IOException naming the key and the file that is not as it must be
     */
    synchronized HttpClient current() throws IOException {
        List<FileTime> now = times();
        HttpClient known = client;
        if (known != null && now.equals(written)) {
            return known;
        }
        HttpClient built = build();
        client = built;
        written = now;
        return built;
    }

    /** A file that is not there is said when it is read. */
    private List<FileTime> times() throws IOException {
        List<FileTime> times = new ArrayList<>();
        for (Path file : access.tls().files()) {
            if (Files.exists(file)) {
                times.add(Files.getLastModifiedTime(file));
            }
        }
        return times;
    }

    private HttpClient build() throws IOException {
        // all that Flink and Prometheus speak; an offer of HTTP/2 is refused by some proxies
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(connectTimeout);
        if (!access.tls().files().isEmpty()) {
            builder.sslContext(access.tls().context(access.peer()));
        }
        access.proxy().ifPresent(proxy -> builder.proxy(ProxySelector.of(proxy)));
        return builder.build();
    }
}
