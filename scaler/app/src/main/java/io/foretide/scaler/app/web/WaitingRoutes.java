package io.foretide.scaler.app.web;

import io.foretide.scaler.control.Condition;
import io.foretide.scaler.control.Conditions;
import io.foretide.telemetry.JobId;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** What a service that has not begun answers to who asks about its job: 503, and what it waits for. */
public record WaitingRoutes(JobId job, Conditions conditions) {
    /** Adds the routes to a router. */
    public void mount(Router router) {
        List.of("/v1/jobs/*", "/v1/simulations*")
                .forEach(path -> router.route(path).handler(this::waits));
    }

    private void waits(RoutingContext context) {
        String what = conditions.all().stream()
                .filter(condition -> condition.id().equals(Condition.WAITING))
                .map(condition -> "; " + condition.sentence())
                .findFirst()
                .orElse("");
        JsonAnswer.send(context, 503, Map.of("error", "job '" + job + "' is not served yet" + what));
    }
}
