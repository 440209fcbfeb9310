package io.foretide.scaler.app.web;

import io.foretide.text.Json;
import io.vertx.ext.web.RoutingContext;

/** An answer in JSON. */
final class JsonAnswer {
    private JsonAnswer() {}

    /** Sends {@code body}, written as JSON. */
    static void send(RoutingContext context, int status, Object body) {
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(Json.line(body));
    }
}
