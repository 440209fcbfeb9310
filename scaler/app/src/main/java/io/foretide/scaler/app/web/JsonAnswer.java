package io.foretide.scaler.app.web;

import io.foretide.telemetry.JobId;
import io.foretide.text.Json;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** An answer in JSON. */
public final class JsonAnswer {
    private JsonAnswer() {}

    /** Answers who asks about another job than {@code job}, by a path with {@code :job}; returns whether that was so. */
    static boolean isOther(RoutingContext context, JobId job) {
        String name = context.pathParam("job");
        boolean other = !job.value().equals(name);
        if (other) {
            send(context, 404, Map.of("error", "job '" + name + "' is not served; there is " + job));
        }
        return other;
    }

    /** Sends {@code body}, written as JSON. */
    public static void send(RoutingContext context, int status, Object body) {
        if (!context.response().closed()) {
            context.response()
                    .setStatusCode(status)
                    .putHeader("content-type", "application/json")
                    .end(Json.line(body));
        }
    }
}
