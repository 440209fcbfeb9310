package io.foretide.telemetry.access;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands before an HTTP server and spoils its answers, by a seed: other statuses, mutated, cut or empty bodies, silence before
 * or in the middle of an answer. Its moods change: most of the time it spoils nothing. Thread-safe.
 */
public final class Moody implements AutoCloseable {
    private static final int[] STATUSES = {401, 403, 404, 429, 500, 502, 503};
    private static final long SILENCE_MILLIS = TimeUnit.SECONDS.toMillis(60);

    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final URI behind;
    private final Mutator mutator;
    private final Random random;
    private final boolean maySayNothing;
    private final AtomicLong spoilt = new AtomicLong();
    private volatile double share;

    /** @param maySayNothing whether answers may stall, which takes whoever asks his patience */
    public Moody(URI behind, long seed, boolean maySayNothing) throws IOException {
        this.behind = behind;
        this.random = new Random(seed);
        this.mutator = new Mutator(seed + 1);
        this.maySayNothing = maySayNothing;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Spoils this share of the answers from now on. */
    public void spoils(double wanted) {
        share = wanted;
    }

    /** Answers spoilt so far. */
    public long spoilt() {
        return spoilt.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpResponse<byte[]> real = client.send(
                    HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            int mood = mood();
            if (mood < 0) {
                send(exchange, real.statusCode(), real.body(), real.body().length);
                return;
            }
            spoilt.incrementAndGet();
            switch (mood) {
                case 0 -> send(exchange, STATUSES[pick(STATUSES.length)], new byte[0], 0);
                case 1 -> send(exchange, 200, new byte[0], 0);
                case 2 -> send(exchange, 200, "{}".getBytes(StandardCharsets.UTF_8), 2);
                case 3 -> silence(exchange, real.body());
                default -> {
                    byte[] body = mutated(real.body());
                    send(exchange, 200, body, body.length);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Below zero for none. */
    private synchronized int mood() {
        if (random.nextDouble() >= share) {
            return -1;
        }
        int mood = random.nextInt(12);
        return mood == 3 && !maySayNothing ? 4 : mood;
    }

    private synchronized int pick(int bound) {
        return random.nextInt(bound);
    }

    private synchronized byte[] mutated(byte[] body) {
        return mutator.mutated(body);
    }

    private static void silence(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        exchange.sendResponseHeaders(200, Math.max(2, body.length));
        OutputStream out = exchange.getResponseBody();
        out.write(body.length == 0 ? '{' : body[0]);
        out.flush();
        Thread.sleep(SILENCE_MILLIS);
    }

    private static void send(HttpExchange exchange, int status, byte[] body, int length) throws IOException {
        exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
        if (length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
