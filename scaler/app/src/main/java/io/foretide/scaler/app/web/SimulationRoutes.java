package io.foretide.scaler.app.web;

import io.foretide.text.Durations;
import io.foretide.text.Json;
import io.foretide.text.UnreachableException;
import io.foretide.whatif.SimulationResult;
import io.foretide.whatif.StoredSimulation;
import io.foretide.whatif.policy.Offer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST .../simulations} below the path of a job: replays the stored history as a JSON body asks, see {@link
 * io.foretide.whatif.SimulationBody}, and answers with what {@code foretide simulate -o json} prints. One at a time, on a
 * thread of its own; a few wait, 409 if there are more. A client that goes away ends its simulation, and so does a time limit, with 503. 400
 * names what is wrong; 413 for a body above 16 KB, 415 if it is not declared as JSON. {@code GET .../simulations/policies}: the policies that the page offers.
 */
public final class SimulationRoutes {
    private static final Logger log = LoggerFactory.getLogger(SimulationRoutes.class);
    private static final String PATH = "/simulations";
    private static final String TYPE = "application/json";
    private static final int MAX_BYTES = 16 * 1024;

    private static final int MAX_WAITING = 4;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final StoredSimulation simulation;
    private final Duration limit;
    private final SimulationQueue queue;
    private final List<String> paths;

    /** @param bases of the job's paths, such as {@code /v1} */
    public SimulationRoutes(Vertx vertx, StoredSimulation simulation, List<String> bases) {
        this(vertx, simulation, bases, LIMIT);
    }

    /** @param limit of the time that a simulation runs */
    SimulationRoutes(Vertx vertx, StoredSimulation simulation, List<String> bases, Duration limit) {
        this.simulation = simulation;
        this.limit = limit;
        this.paths = bases.stream().map(base -> base + PATH).toList();
        this.queue = new SimulationQueue(vertx, MAX_WAITING, limit);
    }

    /** A policy as the page offers it. */
    private record Offered(String name, String help, boolean selected) {}

    /** Adds the routes. */
    public void mount(Router router) {
        String policies = Json.line(Map.of("policies", offered()));
        paths.forEach(path -> mount(router, path, policies));
    }

    private void mount(Router router, String path, String policies) {
        router.get(path + "/policies").handler(context -> answer(context, 200, policies));
        router.post(path).handler(this::checkType); // before what would take the body of a form apart
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BYTES))
                .handler(this::simulate)
                .failureHandler(this::failed);
        router.route(path).handler(context -> {
            context.response().putHeader("Allow", "POST");
            refuse(
                    context,
                    405,
                    "The method " + context.request().method() + " is not allowed on " + path + ": use POST.");
        });
    }

    private List<Offered> offered() {
        return simulation.policies().offered(Offer.ALWAYS, Offer.CHOICE).stream()
                .map(policy -> new Offered(policy.name(), policy.help(), policy.offer() == Offer.ALWAYS))
                .toList();
    }

    private void checkType(RoutingContext context) {
        String type = context.request().getHeader("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(TYPE)) {
            refuse(context, 415, "The content type is " + type + ": must be " + TYPE + ".");
            return;
        }
        context.next();
    }

    private void simulate(RoutingContext context) {
        String body = context.body().asString() == null ? "" : context.body().asString();
        Optional<SimulationQueue.Turn<SimulationResult>> turn = queue.offer(() -> simulation.run(body));
        if (turn.isEmpty()) {
            refuse(context, 409, "A simulation is running and " + MAX_WAITING + " wait: so many are allowed.");
            return;
        }
        context.response().closeHandler(gone -> turn.get().cancel());
        Future.fromCompletionStage(turn.get().result, context.vertx().getOrCreateContext())
                .onSuccess(result -> answer(context, 200, Json.line(result)))
                .onFailure(failure -> refuse(context, failure));
    }

    private void failed(RoutingContext context) {
        boolean large = context.statusCode() == 413;
        refuse(
                context,
                large ? 413 : 500,
                large ? "The body is too large: " + MAX_BYTES + " bytes are allowed." : "The simulation failed.");
    }

    private void refuse(RoutingContext context, Throwable failure) {
        if (failure instanceof CancellationException) {
            return; // whoever asked is gone
        }
        if (failure instanceof TimeoutException) {
            refuse(
                    context,
                    503,
                    "The simulation was ended after " + Durations.format(limit)
                            + ", the longest that is allowed here: Maybe a later \"from\", fewer policies, or foretide simulate.");
            return;
        }
        boolean theirs = failure instanceof IllegalArgumentException || failure instanceof UnreachableException;
        if (!theirs) {
            log.warn("a simulation failed", failure);
        }
        refuse(context, theirs ? 400 : 500, theirs ? String.valueOf(failure.getMessage()) : "The simulation failed.");
    }

    private static void refuse(RoutingContext context, int status, String sentence) {
        answer(context, status, Json.line(Map.of("error", sentence)));
    }

    private static void answer(RoutingContext context, int status, String json) {
        if (!context.response().ended() && !context.response().closed()) {
            context.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", TYPE)
                    .putHeader("Cache-Control", "no-store")
                    .end(json);
        }
    }
}
