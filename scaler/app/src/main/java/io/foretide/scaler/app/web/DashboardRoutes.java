package io.foretide.scaler.app.web;

import io.foretide.text.Json;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The dashboard over HTTP: pages with their files, and the events of the jobs. Other paths and methods are answered with a JSON
 * sentence. Thread-safe.
 */
public final class DashboardRoutes {
    private final PageRoutes pages;
    private final FeedRoutes feeds;
    private final String whatThereIs;

    private DashboardRoutes(PageRoutes pages, FeedRoutes feeds, String whatThereIs) {
        this.pages = pages;
        this.feeds = feeds;
        this.whatThereIs = whatThereIs;
    }

    /** That of the only job: its page is {@code /}, its events are {@code /v1/stream} and {@code /v1/events}. */
    public static DashboardRoutes ofJob(Vertx vertx, DashboardFeed feed) {
        return new DashboardRoutes(
                PageRoutes.ofJob(),
                FeedRoutes.ofJob(vertx, feed),
                "the dashboard is at /, its events at /v1/stream and /v1/events.");
    }

    /**
     * That of a fleet: its page is {@code /}, a job's is {@code /jobs/NAME/}, with its events at {@code /v1/jobs/NAME/stream} and
     * {@code /v1/jobs/NAME/events}.
     *
     * @param feeds the feed of the job of a name, asked at every request: jobs come and go
     */
    public static DashboardRoutes ofFleet(Vertx vertx, Function<String, Optional<DashboardFeed>> feeds) {
        return new DashboardRoutes(
                PageRoutes.ofFleet(),
                FeedRoutes.ofFleet(vertx, feeds),
                "the fleet is at / and at /v1/jobs, a job's page at /jobs/NAME/, its events at /v1/jobs/NAME/events.");
    }

    /** Adds the routes and the answers to unknown paths and methods; after all others, which then answer HEAD as well. */
    public void mount(Router router) {
        pages.mount(router);
        feeds.mount(router);
        answerHead(router);
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
                        context, 404, "There is nothing at " + context.request().path() + ": " + whatThereIs));
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

    private static void refuse(RoutingContext context, int status, String sentence) {
        SecurityHeaders.putForPage(context.response())
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(Json.line(Map.of("error", sentence)));
    }
}
