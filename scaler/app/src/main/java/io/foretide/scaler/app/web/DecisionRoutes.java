package io.foretide.scaler.app.web;

import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.DecisionLog.Explained;
import io.foretide.telemetry.JobId;
import io.foretide.text.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /v1/jobs/JOB/decisions/ID}: what {@code foretide explain ID -o json} prints; the newest rescale for {@code last}. */
public record DecisionRoutes(JobId job, DecisionLog decisions) {
    /** The id that stands for the newest rescale. */
    public static final String LAST = "last";

    private static final Logger log = LoggerFactory.getLogger(DecisionRoutes.class);

    /** Where a decision of a job is. */
    public static String path(String job, String id) {
        return "/v1/jobs/" + job + "/decisions/" + id;
    }

    /** A decision by its id; for {@link #LAST} the newest rescale, or the newest of all if none is one. */
    public static Optional<Explained> find(DecisionLog decisions, JobId job, String id) {
        return id.equals(LAST)
                ? decisions.rescales(job).stream()
                        .reduce((older, newer) -> newer)
                        .or(() -> decisions.newest(job))
                        .flatMap(newest -> decisions.explained(job, newest.id()))
                : decisions.explained(job, id);
    }

    /** What there is not, if {@link #find} finds nothing. */
    public static String none(String id) {
        return id.equals(LAST) ? "no decision" : "no decision '" + id + "'";
    }

    /** Adds the route to a router. */
    public void mount(Router router) {
        router.get(path(":job", ":id")).handler(this::decision);
    }

    private void decision(RoutingContext context) {
        if (JsonAnswer.isOther(context, job)) {
            return;
        }
        String id = context.pathParam("id");
        context.vertx()
                .executeBlocking(() -> find(decisions, job, id), false)
                .onSuccess(found -> json(
                        context,
                        found.isPresent() ? 200 : 404,
                        found.<Object>map(explained -> explained)
                                .orElse(Map.of("error", "job '" + job + "' has " + none(id)))))
                .onFailure(failure -> {
                    log.warn("a decision cannot be read", failure);
                    json(context, 500, Map.of("error", "The decision cannot be read."));
                });
    }

    private static void json(RoutingContext context, int status, Object body) {
        if (!context.response().closed()) {
            context.response()
                    .setStatusCode(status)
                    .putHeader("content-type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(Json.line(body));
        }
    }
}
