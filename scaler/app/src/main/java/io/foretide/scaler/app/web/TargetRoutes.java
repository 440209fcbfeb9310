package io.foretide.scaler.app.web;

import io.foretide.scaler.kubernetes.TargetStatus;
import io.foretide.telemetry.JobId;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * {@code GET /v1/jobs/JOB/target}: what {@code foretide target status -o json} prints, of the service's own target.
 *
 * @param status looks at the target on Kubernetes; empty if it is elsewhere
 */
public record TargetRoutes(JobId job, Optional<Callable<TargetStatus>> status) {
    /** Where the status of a job's target is. */
    public static String path(String job) {
        return "/v1/jobs/" + job + "/target";
    }

    /** Adds the route to a router. */
    public void mount(Router router) {
        router.get(path(":job")).handler(this::target);
    }

    private void target(RoutingContext context) {
        if (JsonAnswer.isOther(context, job)) {
            return;
        }
        if (status.isEmpty()) {
            JsonAnswer.send(
                    context,
                    404,
                    Map.of(
                            "error",
                            "the target of job '" + job
                                    + "' is not on Kubernetes: only there people ask by annotations"));
            return;
        }
        context.vertx()
                .executeBlocking(status.get(), true) // one at a time: each asks the API server
                .onSuccess(found -> JsonAnswer.send(context, 200, found))
                .onFailure(failure ->
                        JsonAnswer.send(context, 503, Map.of("error", String.valueOf(failure.getMessage()))));
    }
}
