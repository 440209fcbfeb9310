package io.foretide.scaler.app.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A stand-in for the service of a fleet on 127.0.0.1: the page itself, answers that a test has made, and one job's feed for all. */
final class FleetServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private volatile List<Map<String, Object>> rows;
    private volatile List<String> problems = List.of();

    /** Listens on the port, or on a free one if it is 0. */
    FleetServer(List<Map<String, Object>> rows, DashboardFeed feed, int port) throws Exception {
        this.rows = rows;
        Router router = Router.router(vertx);
        router.get("/v1/jobs").handler(this::jobs);
        router.get("/v1/fleet")
                .handler(context -> JsonAnswer.send(context, 200, SyntheticFleet.summary(this.rows, problems)));
        DashboardRoutes.ofFleet(vertx, name -> name.equals("gone") ? Optional.empty() : Optional.of(feed))
                .mount(router);
        server = vertx.createHttpServer(ConnectionLimits.watchable(new HttpServerOptions()))
                .requestHandler(router)
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private void jobs(RoutingContext context) {
        int limit = Integer.parseInt(context.queryParam("limit").get(0));
        int offset = Integer.parseInt(context.queryParam("offset").get(0));
        int end = Math.min(rows.size(), offset + limit);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("jobs", rows.subList(offset, end));
        answer.put("total", rows.size());
        if (end < rows.size()) {
            answer.put("next", "/v1/jobs?limit=" + limit + "&offset=" + end);
        }
        JsonAnswer.send(context, 200, answer);
    }

    void answers(List<Map<String, Object>> newRows, List<String> newProblems) {
        rows = newRows;
        problems = newProblems;
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
