package io.foretide.scaler.app.web;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.Optional;
import java.util.function.Function;

/** The dashboard over HTTP: pages with their files, the events of the jobs, and {@link LastAnswers}. Thread-safe. */
public final class DashboardRoutes {
    private final PageRoutes pages;
    private final FeedRoutes feeds;
    private final LastAnswers last;

    private DashboardRoutes(PageRoutes pages, FeedRoutes feeds, LastAnswers last) {
        this.pages = pages;
        this.feeds = feeds;
        this.last = last;
    }

    /** That of the only job: its page is {@code /}, its events are {@code /v1/stream} and {@code /v1/events}, and below its name. */
    public static DashboardRoutes ofJob(Vertx vertx, JobPaths paths, DashboardFeed feed) {
        return new DashboardRoutes(PageRoutes.ofJob(), FeedRoutes.ofJob(vertx, paths, feed), LastAnswers.OF_JOB);
    }

    /**
     * That of a fleet: its page is {@code /}, a job's is {@code /jobs/NAME/}, with its events at {@code /v1/jobs/NAME/stream} and
     * {@code /v1/jobs/NAME/events}.
     *
     * @param feeds the feed of the job of a name, asked at every request: jobs come and go
     */
    public static DashboardRoutes ofFleet(Vertx vertx, Function<String, Optional<DashboardFeed>> feeds) {
        return new DashboardRoutes(PageRoutes.ofFleet(), FeedRoutes.ofFleet(vertx, feeds), LastAnswers.OF_FLEET);
    }

    /** Adds the routes; after all others. */
    public void mount(Router router) {
        pages.mount(router);
        feeds.mount(router);
        last.mount(router);
    }
}
