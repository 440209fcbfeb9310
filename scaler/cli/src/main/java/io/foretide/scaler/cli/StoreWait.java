package io.foretide.scaler.cli;

import io.foretide.scaler.app.HttpServerRunner;
import io.foretide.scaler.app.config.FleetConfig;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.app.web.Health;
import io.foretide.scaler.app.web.StatusRoutes;
import io.foretide.scaler.control.Condition;
import io.foretide.scaler.control.Conditions;
import io.foretide.scaler.control.Stores;
import io.foretide.store.StoreException;
import io.foretide.text.Durations;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Opens the store of a service that starts, as soon as its server answers: until then the process is live but not ready, and says
 * what it waits for.
 */
final class StoreWait {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final FleetConfig settings;
    private final PrintStream messages;
    private final Conditions conditions = new Conditions();
    private String said = "";

    /** @param messages for people */
    StoreWait(FleetConfig settings, PrintStream messages) {
        this.settings = settings;
        this.messages = messages;
    }

    /**
     * The store, however long that takes.
     *
     * @throws StoreException if it cannot be used, which does not pass by itself
     */
    Stores open() throws IOException, InterruptedException {
        Optional<Stores> stores = tryToOpen();
        if (stores.isPresent()) {
            return stores.get();
        }
        ForetideConfig.Http http = settings.http();
        try (HttpServerRunner status =
                HttpServerRunner.listen(http.host(), http.port(), http.hosts(), 1, this::routes)) {
            messages.println("Not ready at http://" + http.host() + ":" + status.port() + "/health/ready");
            for (Duration pause = FIRST_PAUSE;
                    stores.isEmpty();
                    pause = Durations.min(pause.multipliedBy(2), LONGEST_PAUSE)) {
                Interruptible.pause(pause.toMillis());
                stores = tryToOpen();
            }
        }
        return stores.get();
    }

    private Optional<Stores> tryToOpen() {
        try {
            return Optional.of(Stores.open(settings.store()));
        } catch (StoreException e) {
            if (!e.isAway()) {
                throw e;
            }
            say(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void say(String message) {
        conditions.raise(Condition.WAITING, "waiting: " + message, Instant.now());
        if (!said.equals(message)) {
            messages.println("Waiting: " + message);
        }
        said = message;
    }

    private Router routes(Vertx vertx) {
        Router router = Router.router(vertx);
        Health waiting = new Health(true, false, List.of());
        new StatusRoutes(new PrometheusRegistry(), conditions::all, () -> waiting).mount(router);
        return router;
    }
}
