package io.foretide.scaler.app;

import io.foretide.process.Uninterrupted;
import io.foretide.scaler.app.web.ConnectionLimits;
import io.foretide.scaler.app.web.HostCheck;
import io.foretide.scaler.app.web.SecurityHeaders;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** The HTTP server with its own Vert.x. */
public final class HttpServerRunner implements AutoCloseable {
    private static final int WAIT_SECONDS = 20;
    private static final int LAST_PORT = 65_535;

    private final Vertx vertx;
    private final HttpServer server;

    private HttpServerRunner(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /**
     * Listens.
     *
     * @param attempts how many ports to try, from {@code port} upwards
     * @throws IOException if none of them is free; the message names the first
     */
    public static HttpServerRunner listen(
            String host, int port, int attempts, Function<Vertx, ? extends Handler<HttpServerRequest>> answering)
            throws IOException, InterruptedException {
        return listen(host, port, List.of(), attempts, answering);
    }

    /**
     * The same for browsers that ask under further names.
     *
     * @param names see {@link HostCheck}
     */
    public static HttpServerRunner listen(
            String host,
            int port,
            List<String> names,
            int attempts,
            Function<Vertx, ? extends Handler<HttpServerRequest>> answering)
            throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
        Handler<HttpServerRequest> routes = answering.apply(vertx);
        HostCheck hosts = new HostCheck(names, ownNames(host));
        ConnectionLimits.Watch clients = ConnectionLimits.USUAL.watch(vertx);
        for (int attempt = 0; ; attempt++) {
            try {
                HttpServer server = vertx.createHttpServer(ConnectionLimits.watchable(
                                new HttpServerOptions().setHost(host).setPort(port + attempt)))
                        .connectionHandler(clients::connected)
                        .requestHandler(request -> {
                            clients.requested(request);
                            SecurityHeaders.put(request.response());
                            if (!hosts.refuses(request)) {
                                routes.handle(request);
                            }
                        })
                        .listen()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(WAIT_SECONDS, TimeUnit.SECONDS);
                return new HttpServerRunner(vertx, server);
            } catch (ExecutionException | TimeoutException e) {
                if (attempt + 1 >= attempts || port + attempt >= LAST_PORT) {
                    vertx.close();
                    String reason = e.getCause() == null
                            ? "no answer in time"
                            : e.getCause().getMessage();
                    throw new IOException(
                            "cannot listen on " + host + ":" + port + ": " + reason
                                    + "\nMaybe another program uses the port: choose another one",
                            e);
                }
            }
        }
    }

    /** Where the service listens, and what the machine is called. */
    private static List<String> ownNames(String host) {
        List<String> names = new ArrayList<>(List.of(host));
        try {
            names.add(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            // a machine that does not know its name is not asked by it
        }
        return names;
    }

    public int port() {
        return server.actualPort();
    }

    /** Closes whatever interrupts it: what is being ended is no reason to leave its files. */
    @Override
    public void close() {
        Uninterrupted.run("http-server-end", this::end);
    }

    private void end() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the HTTP server does not stop: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
