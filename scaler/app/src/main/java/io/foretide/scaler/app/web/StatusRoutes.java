package io.foretide.scaler.app.web;

import io.foretide.scaler.control.Condition;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a cluster asks of a process: {@code GET /health/live} (503 if only a new process helps), {@code GET /health/ready} (503
 * while decisions are overdue; with the conditions that hold), and {@code GET /metrics}.
 */
public final class StatusRoutes {
    private final PrometheusRegistry registry;
    private final Supplier<List<Condition>> conditions;
    private final Supplier<Health> health;

    /** @param conditions and {@code health} as they are when they are asked for */
    public StatusRoutes(PrometheusRegistry registry, Supplier<List<Condition>> conditions, Supplier<Health> health) {
        this.registry = registry;
        this.conditions = conditions;
        this.health = health;
    }

    private record Ready(boolean ready, List<String> withoutFreshForecast, List<Condition> conditions) {}

    /** Adds the routes. */
    public void mount(Router router) {
        router.get("/health/live").handler(context -> {
            boolean live = health.get().live();
            JsonAnswer.send(context, live ? 200 : 503, Map.of("status", live ? "up" : "stuck"));
        });
        router.get("/health/ready").handler(context -> {
            Health now = health.get();
            JsonAnswer.send(
                    context,
                    now.ready() ? 200 : 503,
                    new Ready(now.ready(), now.withoutFreshForecast(), conditions.get()));
        });
        // of a thousand jobs it takes a second, in which others are answered
        router.get("/metrics").blockingHandler(this::metrics, false);
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
}
