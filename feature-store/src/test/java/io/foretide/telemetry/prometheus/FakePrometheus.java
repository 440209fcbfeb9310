package io.foretide.telemetry.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.foretide.telemetry.access.HttpAccess;
import io.foretide.telemetry.access.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers queries with what a test says, and keeps their paths, decoded. */
public final class FakePrometheus implements AutoCloseable {
    static {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else each answer waits 40 ms for an acknowledgement
    }

    public final List<String> requests = new CopyOnWriteArrayList<>();

    /** The body for a request's path, decoded. */
    public volatile Function<String, String> answer = path -> vector("");

    public volatile int status = 200;

    private final HttpServer server;

    public FakePrometheus() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** An answer of instant vectors. */
    public static String vector(String series) {
        return success("vector", series);
    }

    /** An answer of ranges. */
    public static String matrix(String series) {
        return success("matrix", series);
    }

    private static String success(String type, String series) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"" + type + "\",\"result\":[" + series + "]}}";
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public PromQl client() {
        return new PromQl(
                HttpAccess.at(new Peer("Prometheus", "source", "url"), address().toString()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = URLDecoder.decode(exchange.getRequestURI().toString(), StandardCharsets.UTF_8);
        requests.add(path);
        byte[] body = answer.apply(path).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
