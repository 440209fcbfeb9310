package io.foretide.telemetry.access;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client for all that is reached in the same way, built anew when a file of its TLS has changed: however many jobs are
 * looked at, each way costs one set of threads and connections. Thread-safe.
 */
final class RenewedClient {
    /** Seconds for which the JDK's clients keep connections that are not used; twenty minutes unless it is set. */
    private static final String KEPT = "jdk.httpclient.keepalive.timeout";

    static {
        // A peer is asked several times in a row and then not for a minute; of those that are kept, a client walks
        // through all.
        if (System.getProperty(KEPT) == null) {
            System.setProperty(KEPT, "3");
        }
    }

    /** As many as there are different files and proxies, which a configuration has a handful of. */
    private static final Map<Way, RenewedClient> CLIENTS = new ConcurrentHashMap<>();

    private final Way way;
    private @Nullable HttpClient client;
    private List<FileTime> written = List.of();

    private RenewedClient(Way way) {
        this.way = way;
    }

    /** What tells clients apart; whose interface it is, is in what is said of its files. */
    private record Way(Peer peer, TlsFiles tls, Optional<InetSocketAddress> proxy, Duration connectTimeout) {}

    static RenewedClient of(HttpAccess access, Duration connectTimeout) {
        return CLIENTS.computeIfAbsent(
                new Way(access.peer(), access.tls(), access.proxy(), connectTimeout), RenewedClient::new);
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
        for (Path file : way.tls().files()) {
            if (Files.exists(file)) {
                times.add(Files.getLastModifiedTime(file));
            }
        }
        return times;
    }

    private HttpClient build() throws IOException {
        // HTTP/1.1 is all that Flink and Prometheus speak; an offer of HTTP/2 is refused by some proxies.
        // Nothing that takes an answer apart waits for anything, so that the thread which receives it does:
        // handing each piece to another costs more than the work.
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(way.connectTimeout())
                .executor(Runnable::run);
        if (!way.tls().files().isEmpty()) {
            builder.sslContext(way.tls().context(way.peer()));
        }
        way.proxy().ifPresent(proxy -> builder.proxy(ProxySelector.of(proxy)));
        return builder.build();
    }
}
