package io.foretide.scaler.cli;

import io.foretide.datasets.TraceFormatException;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.scaler.app.HttpServerRunner;
import io.foretide.scaler.app.Service;
import io.foretide.scaler.app.ServiceWiring;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.Condition;
import io.foretide.scaler.control.Conditions;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.text.InputException;
import io.foretide.text.Json;
import io.foretide.text.UnreachableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code foretide serve}. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Forecasts and scales a Flink job, always on.")
final class ServeCommand implements Callable<Integer> {
    private static final int ONCE_LOOKS = 15;
    private static final int ONCE_PAUSE_MILLIS = 3000;
    private static final int RETRY_MILLIS = 5000;

    @Option(names = "--config", required = true, description = "The configuration, e.g. foretide.yaml.")
    private Path config = Path.of("");

    @Option(names = "--once", description = "Look for some seconds, decide once, print the decision as JSON and end.")
    private boolean once;

    @Override
    public Integer call() throws Exception {
        ForetideConfig settings = ConfigReader.read(config);
        return Interruptible.call(() -> run(settings));
    }

    /** What the configuration names and is not as it must be, is the configuration's fault. */
    static Service open(ServiceWiring wiring, Path config, UnaryOperator<ScalingTarget> seenAs) throws IOException {
        try {
            return wiring.open(seenAs);
        } catch (InputException e) {
            throw e; // says itself what it is about
        } catch (IllegalArgumentException | TraceFormatException | UncheckedIOException e) {
            throw UserError.usage("configuration " + config + ": " + e.getMessage());
        }
    }

    /** Looks until the counters have moved long enough to decide on, or the time is up. */
    static ScalingDecision firstDecision(Service service) throws InterruptedException {
        System.err.println("Looking at the job for up to " + ONCE_LOOKS * ONCE_PAUSE_MILLIS / 1000 + " s ...");
        ScalingDecision decision = service.tickOnce().decision();
        for (int look = 1; look < ONCE_LOOKS && decision.basis().isEmpty(); look++) {
            Thread.sleep(ONCE_PAUSE_MILLIS);
            decision = service.tickOnce().decision();
        }
        return decision;
    }

    /** An always-on service waits for what is not there yet, and says so in its log, on its page and in its metrics. */
    private Service openOnceThere(ServiceWiring wiring) throws IOException, InterruptedException {
        Conditions conditions = wiring.front().conditions();
        String lastMessage = "";
        while (true) {
            try {
                Service service = open(wiring, config, target -> target);
                conditions.clear(Condition.WAITING);
                return service;
            } catch (UnreachableException e) {
                String message = String.valueOf(e.getMessage());
                conditions.raise(Condition.WAITING, "waiting: " + message, Instant.now());
                if (!lastMessage.equals(message)) {
                    lastMessage = message;
                    System.err.println("Waiting: " + message);
                }
                Interruptible.pause(RETRY_MILLIS);
            }
        }
    }

    private int run(ForetideConfig settings) throws Exception {
        ServiceWiring wiring = new ServiceWiring(settings, System.err);
        try (Opened opened = new Opened()) {
            opened.keep(wiring.claim());
            return once ? once(wiring) : serve(wiring, settings);
        }
    }

    private int once(ServiceWiring wiring) throws Exception {
        try (Service service = open(wiring, config, target -> target)) {
            System.out.println(Json.pretty(firstDecision(service)));
            return 0;
        }
    }

    private int serve(ServiceWiring wiring, ForetideConfig settings) throws Exception {
        ForetideConfig.Http http = settings.http();
        try (HttpServerRunner server =
                HttpServerRunner.listen(http.host(), http.port(), http.hosts(), 1, wiring.front()::router)) {
            System.err.println(
                    "Serving job " + settings.job() + " at http://" + http.host() + ":" + server.port() + "/");
            try (Service service = openOnceThere(wiring)) {
                service.start();
                server.answerBy(service::router);
                Interruptible.awaitEnd();
            }
            return 0;
        }
    }
}
