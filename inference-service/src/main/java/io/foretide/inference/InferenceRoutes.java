package io.foretide.inference;

import io.foretide.forecast.Forecast;
import io.foretide.text.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The current forecasts over HTTP. Handlers only read what the schedule has made, so no model ever runs on the event loop.
 */
public final class InferenceRoutes {
    private final List<ForecastService> services;

    public InferenceRoutes(List<ForecastService> services) {
        this.services = List.copyOf(services);
    }

    /** Adds the routes to a router. */
    public void mount(Router router) {
        router.get("/v1/jobs/:job/forecast").handler(this::forecast);
    }

    private void forecast(RoutingContext context) {
        String name = context.pathParam("job");
        Optional<ForecastService> service =
                services.stream().filter(s -> s.job().value().equals(name)).findFirst();
        if (service.isEmpty()) {
            error(
                    context,
                    "job '" + name + "' is not served; there are "
                            + services.stream().map(s -> s.job().value()).toList());
            return;
        }
        Optional<Forecast> latest = service.get().latest();
        if (latest.isEmpty()) {
            error(context, "job '" + name + "' has no forecast yet");
            return;
        }
        json(context, 200, latest.get());
    }

    private static void error(RoutingContext context, String message) {
        json(context, 404, Map.of("error", message));
    }

    private static void json(RoutingContext context, int status, Object body) {
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(Json.line(body));
    }
}
