package io.foretide.inference;

import io.foretide.forecast.Forecast;
import io.foretide.text.Durations;
import io.foretide.text.Json;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The prediction service over HTTP: current forecasts, health and metrics. Handlers only read what the schedule has made,
 * so no model ever runs on the event loop.
 */
public final class InferenceRoutes {
    private final List<ForecastService> services;
    private final PrometheusRegistry registry;
    private final Clock clock;
    private final Duration maxAge;

    /**
     * @param clock the jobs' clock
     * @param maxAge a job whose newest forecast is older is not ready
     */
    public InferenceRoutes(List<ForecastService> services, PrometheusRegistry registry, Clock clock, Duration maxAge) {
        this.services = List.copyOf(services);
        this.registry = registry;
        this.clock = clock;
        this.maxAge = maxAge;
    }

    /** Adds the routes to a router. */
    public void mount(Router router) {
        router.get("/v1/jobs/:job/forecast").handler(this::forecast);
        router.get("/health/live").handler(context -> json(context, 200, Map.of("status", "up")));
        router.get("/health/ready").handler(this::ready);
        router.get("/metrics").handler(this::metrics);
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

    private void ready(RoutingContext context) {
        List<String> stale = services.stream()
                .filter(s -> s.latest()
                        .filter(f -> !Durations.isLonger(f.age(clock.instant()), maxAge))
                        .isEmpty())
                .map(s -> s.job().value())
                .toList();
        json(context, stale.isEmpty() ? 200 : 503, Map.of("ready", stale.isEmpty(), "withoutFreshForecast", stale));
    }

    private void metrics(RoutingContext context) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, registry.scrape());
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        context.response()
                .putHeader("content-type", PrometheusTextFormatWriter.CONTENT_TYPE)
                .end(Buffer.buffer(out.toByteArray()));
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
