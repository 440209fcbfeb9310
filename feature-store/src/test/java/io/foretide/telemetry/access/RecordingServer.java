package io.foretide.telemetry.access;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers with what it got, or as it is told; keeps method, address and credentials of each request. */
final class RecordingServer implements AutoCloseable {
    final List<String> requests = new CopyOnWriteArrayList<>();
    final Map<String, Redirect> redirects = new ConcurrentHashMap<>();
    final Map<String, Told> answers = new ConcurrentHashMap<>();

    private final HttpServer server;

    record Redirect(int status, String location) {}

    sealed interface Told {}

    record Fixed(int status, Map<String, String> headers) implements Told {}

    /** A body of so many bytes. */
    record Long(int bytes) implements Told {}

    RecordingServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String authority() {
        return "127.0.0.1:" + port();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] sent = exchange.getRequestBody().readAllBytes();
        if (redirects.containsKey(path)) {
            exchange.getResponseHeaders().set("Location", redirects.get(path).location());
            exchange.sendResponseHeaders(redirects.get(path).status(), -1);
        } else if (answers.get(path) instanceof Fixed fixed) {
            fixed.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(fixed.status(), -1);
        } else if (answers.get(path) instanceof Long told) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[told.bytes()]);
        } else {
            byte[] body = sent.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : sent;
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
