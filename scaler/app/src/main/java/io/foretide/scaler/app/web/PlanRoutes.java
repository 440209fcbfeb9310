package io.foretide.scaler.app.web;

import io.foretide.planner.decision.ScalingDecision;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.signal.SignalState;
import io.foretide.text.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code GET /v1/jobs/JOB/plan}: the newest decision of a service, be it to hold, as {@code foretide plan -o json} prints one.
 *
 * @param newest empty before the first tick
 * @param withheld why it is not carried out, half a sentence; empty if it is
 * @param signals what the user's signals tell now
 */
public record PlanRoutes(
        JobId job,
        Supplier<Optional<ScalingDecision>> newest,
        Supplier<Optional<String>> withheld,
        Supplier<List<SignalState>> signals) {
    /** Where the newest decision of a job is. */
    public static String path(String job) {
        return "/v1/jobs/" + job + "/plan";
    }

    /** A decision, with why it is withheld and the user's signals where there are any, as JSON. */
    public static String json(ScalingDecision decision, Optional<String> withheld, List<SignalState> signals) {
        Map<String, Object> more = new LinkedHashMap<>();
        withheld.ifPresent(why -> more.put("withheld", why));
        if (!signals.isEmpty()) {
            more.put("signals", signals);
        }
        return more.isEmpty() ? Json.pretty(decision) : Json.pretty(decision, more);
    }

    /** Adds the route to a router. */
    public void mount(Router router) {
        router.get(path(":job")).handler(this::plan);
    }

    private void plan(RoutingContext context) {
        if (JsonAnswer.isOther(context, job)) {
            return;
        }
        Optional<ScalingDecision> decision = newest.get();
        if (decision.isEmpty()) {
            JsonAnswer.send(context, 503, Map.of("error", "job '" + job + "' was not decided on yet"));
            return;
        }
        context.response()
                .putHeader("content-type", "application/json")
                .end(json(decision.get(), withheld.get(), signals.get()));
    }
}
