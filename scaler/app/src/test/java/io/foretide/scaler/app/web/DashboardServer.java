package io.foretide.scaler.app.web;

import io.foretide.telemetry.JobId;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;

/** The dashboard on 127.0.0.1, for tests. */
final class DashboardServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    /** Listens on the port, or on a free one if it is 0. */
    DashboardServer(DashboardFeed feed, int port) throws Exception {
        Router router = Router.router(vertx);
        DashboardRoutes.ofJob(vertx, new JobPaths(new JobId("flights"), true), feed)
                .mount(router);
        server = vertx.createHttpServer(ConnectionLimits.watchable(new HttpServerOptions()))
                .requestHandler(router)
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/";
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
