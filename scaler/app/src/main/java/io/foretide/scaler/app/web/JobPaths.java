package io.foretide.scaler.app.web;

import io.foretide.telemetry.JobId;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.List;

/**
 * Where a job is over HTTP.
 *
 * @param alone whether the service has no other: the page and what has no job in its path are then its own
 */
public record JobPaths(JobId job, boolean alone) {
    /** What its paths begin with. */
    public List<String> bases() {
        String named = "/v1/jobs/" + job;
        return alone ? List.of("/v1", named) : List.of(named);
    }

    /** Adds its page and its events where they are its own, and the answers to unknown paths; after all others. */
    public void mountLast(Vertx vertx, DashboardFeed feed, Router router) {
        if (alone) {
            DashboardRoutes.ofJob(vertx, this, feed).mount(router);
        } else {
            LastAnswers.OF_FLEET.mount(router);
        }
    }
}
