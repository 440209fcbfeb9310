package io.foretide.scaler.app.web;

import io.foretide.text.Json;
import io.foretide.whatif.page.Digests;
import io.foretide.whatif.page.PageFiles;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The dashboard over HTTP: {@code GET /} the page, {@code GET /v1/stream} its events as they happen (server-sent events; first
 * what happened before), {@code GET /v1/events} what happened so far as one JSON array. Other paths and methods are answered with
 * a JSON sentence. Thread-safe; one instance per feed.
 */
public final class DashboardRoutes {
    private static final String STREAM = "/v1/stream";
    private static final int MAX_CLIENTS = 100;
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Vertx vertx;
    private final DashboardFeed feed;
    private final AtomicInteger clients = new AtomicInteger();

    public DashboardRoutes(Vertx vertx, DashboardFeed feed) {
        this.vertx = vertx;
        this.feed = feed;
    }

    /** Adds the routes and the answers to unknown paths and methods; after all others, which then answer HEAD as well. */
    public void mount(Router router) {
        serve(router, "/", DashboardFiles.FILES, "index.html");
        serve(router, "/dashboard.css", DashboardFiles.FILES, "dashboard.css");
        DashboardFiles.MODULES.forEach(module -> serve(router, "/" + module, DashboardFiles.of(module), module));
        List.of(PageFiles.TOKENS, PageFiles.ICON, PageFiles.ECHARTS)
                .forEach(file -> serve(router, "/" + file, PageFiles.SHARED, file));
        router.get("/v1/events")
                .handler(context -> secured(context)
                        .putHeader("Content-Type", "application/json")
                        .putHeader("Cache-Control", "no-store")
                        .end(Json.line(feed.replay().toArray(DashboardEvent[]::new))));
        answerHead(router);
        router.get(STREAM).handler(this::stream);
        router.head(STREAM).handler(context -> streamed(context).end()); // without a body, which has no end
        router.errorHandler(
                400,
                context -> refuse(
                        context,
                        400,
                        context.request().getHeader(HttpHeaders.HOST) == null
                                ? "The header Host is missing."
                                : "The path " + context.request().path()
                                        + " cannot be read: what follows '%' must be two digits or letters a to f."));
        router.errorHandler(
                404,
                context -> refuse(
                        context,
                        404,
                        "There is nothing at " + context.request().path()
                                + ": the dashboard is at /, its events at /v1/stream and /v1/events."));
        router.errorHandler(405, context -> {
            context.response().putHeader("Allow", "GET, HEAD");
            refuse(
                    context,
                    405,
                    "The method " + context.request().method() + " is not allowed on "
                            + context.request().path() + ": use GET.");
        });
    }

    /** What answers GET answers HEAD: the same without its body. */
    private static void answerHead(Router router) {
        router.getRoutes().stream()
                .filter(route -> Set.of(HttpMethod.GET).equals(route.methods()))
                .forEach(route -> route.method(HttpMethod.HEAD));
    }

    private void serve(Router router, String path, PageFiles files, String file) {
        Buffer content = Buffer.buffer(files.bytes(file));
        String tag = "\"" + Digests.sha256(content.getBytes()) + "\"";
        String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(context -> {
            HttpServerResponse response = secured(context)
                    .putHeader("Content-Type", type)
                    .putHeader("Cache-Control", "no-cache")
                    .putHeader("ETag", tag);
            if (tag.equals(context.request().getHeader("If-None-Match"))) {
                response.setStatusCode(304).end();
            } else {
                response.end(content);
            }
        });
    }

    private void stream(RoutingContext context) {
        if (clients.incrementAndGet() > MAX_CLIENTS) {
            clients.decrementAndGet();
            refuse(context, 503, clients.get() + " browsers are connected: " + MAX_CLIENTS + " are allowed.");
            return;
        }
        HttpServerResponse response = streamed(context).setChunked(true);
        SseClient client = new SseClient(vertx, feed, response);
        response.closeHandler(ignored -> {
            clients.decrementAndGet();
            client.end();
        });
        client.start();
    }

    private static HttpServerResponse streamed(RoutingContext context) {
        return secured(context)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Encoding", "identity");
    }

    private static HttpServerResponse secured(RoutingContext context) {
        return SecurityHeaders.put(context.response()).putHeader(SecurityHeaders.POLICY, PAGE_POLICY);
    }

    private static void refuse(RoutingContext context, int status, String sentence) {
        secured(context)
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(Json.line(Map.of("error", sentence)));
    }
}
