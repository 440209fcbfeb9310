package io.foretide.scaler.app.web;

import io.foretide.text.Json;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * What a job's page listens to: {@code GET .../stream} its events as they happen (server-sent events; first what happened before),
 * {@code GET .../events} what happened so far as one JSON array. One instance serves all jobs, so that the readers of all of
 * them together are bounded: {@value #MAX_READERS}. Thread-safe.
 */
final class FeedRoutes {
    private static final int MAX_READERS = 100;

    private final Vertx vertx;
    private final List<String> prefixes;
    private final Function<RoutingContext, Optional<DashboardFeed>> feeds;
    private final AtomicInteger readers = new AtomicInteger();

    /**
     * The routes of some feeds.
     *
     * @param prefixes the paths they lie below
     * @param feeds whose feed a request asks for; looked up each time, and empty if there is no such job
     */
    FeedRoutes(Vertx vertx, List<String> prefixes, Function<RoutingContext, Optional<DashboardFeed>> feeds) {
        this.vertx = vertx;
        this.prefixes = List.copyOf(prefixes);
        this.feeds = feeds;
    }

    /** Those of the only job. */
    static FeedRoutes ofJob(Vertx vertx, JobPaths paths, DashboardFeed feed) {
        return new FeedRoutes(vertx, paths.bases(), context -> Optional.of(feed));
    }

    /** Those of the jobs of a fleet, by their names. */
    static FeedRoutes ofFleet(Vertx vertx, Function<String, Optional<DashboardFeed>> feeds) {
        return new FeedRoutes(vertx, List.of("/v1/jobs/:job"), context -> feeds.apply(context.pathParam("job")));
    }

    /** Adds the routes, for GET and HEAD. */
    void mount(Router router) {
        route(
                router,
                "/events",
                (context, feed) -> SecurityHeaders.putForPage(context.response())
                        .putHeader("Content-Type", "application/json")
                        .putHeader("Cache-Control", "no-store")
                        .end(Json.line(feed.replay().toArray(DashboardEvent[]::new))));
        route(router, "/stream", this::stream);
    }

    private interface Answer {
        void give(RoutingContext context, DashboardFeed feed);
    }

    private void route(Router router, String path, Answer answer) {
        prefixes.forEach(prefix -> router.route(prefix + path)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> feeds.apply(context)
                        .ifPresentOrElse(
                                feed -> answer.give(context, feed),
                                () -> JsonAnswer.send(
                                        context,
                                        404,
                                        Map.of("error", "job '" + context.pathParam("job") + "' is not served")))));
    }

    private void stream(RoutingContext context, DashboardFeed feed) {
        if (context.request().method().equals(HttpMethod.HEAD)) {
            streamed(context).end(); // without a body, which has no end
            return;
        }
        if (readers.incrementAndGet() > MAX_READERS) {
            int connected = readers.decrementAndGet();
            JsonAnswer.send(
                    context,
                    503,
                    Map.of("error", connected + " browsers are connected: " + MAX_READERS + " are allowed."));
            return;
        }
        HttpServerResponse response = streamed(context).setChunked(true);
        SseClient client = new SseClient(vertx, feed, response);
        response.closeHandler(ignored -> {
            readers.decrementAndGet();
            client.end();
        });
        client.start();
    }

    private static HttpServerResponse streamed(RoutingContext context) {
        return SecurityHeaders.putForPage(context.response())
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Encoding", "identity");
    }
}
