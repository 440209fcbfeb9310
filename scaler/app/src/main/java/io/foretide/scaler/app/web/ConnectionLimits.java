package io.foretide.scaler.app.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bounds on what clients hold open: how many connections, and for how long one may be without a whole request. A request that is
 * answered, the stream of events or a simulation, takes as long as it takes. Thread-safe.
 */
public final class ConnectionLimits {
    /** As a service has them: a hundred readers of the stream, and as many pages as browsers load at once. */
    public static final ConnectionLimits USUAL =
            new ConnectionLimits(512, Duration.ofSeconds(15), Duration.ofSeconds(120), Duration.ofSeconds(30));

    private static final int LOOKS_PER_TIME = 4;

    private final int max;
    private final Duration firstRequest;
    private final Duration nextRequest;
    private final Duration body;

    /**
     * Limits.
     *
     * @param max connections at once; one more closes the one that has waited longest without a request, else itself
     * @param firstRequest until the headers of the first request are complete
     * @param nextRequest between two requests
     * @param body until the whole request is there
     */
    public ConnectionLimits(int max, Duration firstRequest, Duration nextRequest, Duration body) {
        this.max = max;
        this.firstRequest = firstRequest;
        this.nextRequest = nextRequest;
        this.body = body;
    }

    /**
     * Options with which connections can be watched: without HTTP/2, a connection is known before it says something, and has one request
     * at a time.
     */
    public static HttpServerOptions watchable(HttpServerOptions options) {
        return options.setHttp2ClearTextEnabled(false);
    }

    /** Begins to watch the connections of a server. */
    public Watch watch(Vertx vertx) {
        Watch watch = new Watch();
        long look = Math.max(1, firstRequest.toMillis() / LOOKS_PER_TIME);
        vertx.setPeriodic(look, ignored -> watch.look(System.nanoTime()));
        return watch;
    }

    /** The connections that are open. Thread-safe. */
    public final class Watch {
        private final Map<HttpConnection, Client> clients = new LinkedHashMap<>();

        /** To be told of every connection. */
        public void connected(HttpConnection connection) {
            HttpConnection victim = add(connection, System.nanoTime());
            connection.closeHandler(ignored -> remove(connection));
            if (victim != null) {
                victim.close();
            }
        }

        /** To be told of every request, before it is answered. */
        public synchronized void requested(HttpServerRequest request) {
            Client client = clients.get(request.connection());
            if (client != null) {
                client.begins(request, System.nanoTime());
            }
        }

        private synchronized @Nullable HttpConnection add(HttpConnection connection, long now) {
            clients.put(connection, new Client(now));
            if (clients.size() <= max) {
                return null;
            }
            return clients.entrySet().stream()
                    .filter(client -> client.getValue().isWaiting())
                    .min(Comparator.comparingLong(client -> client.getValue().since - now))
                    .map(Map.Entry::getKey)
                    .orElse(connection);
        }

        private synchronized void remove(HttpConnection connection) {
            clients.remove(connection);
        }

        void look(long now) {
            overdue(now).forEach(HttpConnection::close);
        }

        private synchronized List<HttpConnection> overdue(long now) {
            return clients.entrySet().stream()
                    .filter(client -> client.getValue().isOverdue(now))
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    /** One connection: waits for a request, or has one that is read or answered. */
    private final class Client {
        private long since;
        private boolean isNew = true;
        private @Nullable HttpServerRequest request;

        Client(long now) {
            since = now;
        }

        void begins(HttpServerRequest next, long now) {
            request = next;
            since = now;
            isNew = false;
        }

        boolean isWaiting() {
            HttpServerRequest current = request;
            return current == null || (current.isEnded() && current.response().ended());
        }

        boolean isOverdue(long now) {
            HttpServerRequest current = request;
            if (current != null && current.isEnded() && current.response().ended()) {
                request = null;
                since = now;
            }
            if (current == null || request == null) {
                return isOlder(now, isNew ? firstRequest : nextRequest);
            }
            return !current.isEnded() && isOlder(now, body);
        }

        private boolean isOlder(long now, Duration than) {
            return now - since > than.toNanos();
        }
    }
}
