package io.foretide.scaler.app.web;

import io.foretide.scaler.control.LatestRecommendation;
import io.foretide.scaler.control.LatestRecommendation.Recommendation;
import io.foretide.telemetry.JobId;
import io.foretide.text.Durations;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The TaskManagers that a job should have, for another autoscaler to read. Where there is no fresh recommendation the answer is
 * an error and has no number: a number that is wrong would be scaled to.
 *
 * @param clock the job's clock
 * @param maxAge an older recommendation is none
 */
public record RecommendationRoutes(JobId job, LatestRecommendation latest, Clock clock, Duration maxAge) {
    /** Adds the route to a router. */
    public void mount(Router router) {
        router.get("/v1/jobs/:job/recommendation").handler(this::recommendation);
    }

    private void recommendation(RoutingContext context) {
        if (JsonAnswer.isOther(context, job)) {
            return;
        }
        Optional<Recommendation> fresh = latest.at(clock.instant(), maxAge);
        if (fresh.isPresent()) {
            JsonAnswer.send(context, 200, fresh.get());
        } else {
            JsonAnswer.send(
                    context,
                    503,
                    Map.of(
                            "error",
                            "job '" + job + "' has no recommendation of the last " + Durations.format(maxAge)
                                    + ": nothing was decided yet, its telemetry or target cannot be read, or another replica leads"));
        }
    }
}
