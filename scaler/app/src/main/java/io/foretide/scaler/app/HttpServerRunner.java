package io.foretide.scaler.app;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** The HTTP server with its own Vert.x. */
public final class HttpServerRunner implements AutoCloseable {
    private static final int WAIT_SECONDS = 20;
    private static final int LAST_PORT = 65_535;

    private final Vertx vertx;
    private final HttpServer server;
    private final AtomicReference<Router> routes;

    private HttpServerRunner(Vertx vertx, HttpServer server, AtomicReference<Router> routes) {
        this.vertx = vertx;
        this.server = server;
        this.routes = routes;
    }

    /**
     * Listens.
     *
     * @param attempts how many ports to try, from {@code port} upwards
     * @throws IOException if none of them is free; the message names the first
     */
    public static HttpServerRunner listen(String host, int port, int attempts, Function<Vertx, Router> router)
            throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
        AtomicReference<Router> routes = new AtomicReference<>(router.apply(vertx));
        for (int attempt = 0; ; attempt++) {
            try {
                HttpServer server = vertx.createHttpServer(
                                new HttpServerOptions().setHost(host).setPort(port + attempt))
                        .requestHandler(request -> routes.get().handle(request))
                        .listen()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(WAIT_SECONDS, TimeUnit.SECONDS);
                return new HttpServerRunner(vertx, server, routes);
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

    /** Answers by other routes from now on; who is being answered stays so. */
    public void answerBy(Function<Vertx, Router> router) {
        routes.set(router.apply(vertx));
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the HTTP server does not stop: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
