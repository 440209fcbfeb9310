package io.foretide.scaler.cli;

import io.foretide.datasets.TraceFormatException;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.scaler.app.HttpServerRunner;
import io.foretide.scaler.app.Service;
import io.foretide.scaler.app.ServiceHost;
import io.foretide.scaler.app.ServiceWiring;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.FleetConfig;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.app.config.Origin;
import io.foretide.scaler.app.fleet.Fleet;
import io.foretide.scaler.app.fleet.FleetObjects;
import io.foretide.scaler.app.fleet.ServedJob;
import io.foretide.scaler.app.fleet.ServiceRoutes;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.replicas.Replicas;
import io.foretide.scaler.kubernetes.autoscaler.AutoscalerWatch;
import io.foretide.store.DataFolder;
import io.foretide.store.FolderLock;
import io.foretide.store.StoreAddress;
import io.foretide.store.StoreLogin;
import io.foretide.text.Counted;
import io.foretide.text.InputException;
import io.foretide.text.Json;
import io.foretide.text.UnreachableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code foretide serve}. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Forecasts and scales Flink jobs, always on.")
final class ServeCommand implements Callable<Integer> {
    private static final int ONCE_LOOKS = 15;
    private static final int ONCE_PAUSE_MILLIS = 3000;
    private static final int RETRY_MILLIS = 5000;

    @Mixin
    private ConfigOption of = new ConfigOption();

    @Option(names = "--once", description = "Look for some seconds, decide once, print the decision as JSON and end.")
    private boolean once;

    @Override
    public Integer call() throws Exception {
        return Interruptible.call(() -> once ? once(of.read()) : serve(ConfigReader.fleet(of.file())));
    }

    /** Opens a job. */
    @FunctionalInterface
    private interface Opening<T> {
        T open() throws IOException;
    }

    /** A job by itself, with its target wrapped. */
    static Service open(ForetideConfig settings, UnaryOperator<ScalingTarget> seenAs) throws IOException {
        return opened(settings.origin(), () -> new ServiceWiring(settings, System.err).open(seenAs));
    }

    /** What the configuration names and is not as it must be, is the configuration's fault. */
    private static <T> T opened(Origin origin, Opening<T> opening) throws IOException {
        try {
            return opening.open();
        } catch (InputException e) {
            throw e; // says itself what it is about
        } catch (IllegalArgumentException | TraceFormatException | UncheckedIOException e) {
            throw UserError.usage("configuration " + origin + ": " + e.getMessage());
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

    private static int once(ForetideConfig settings) throws Exception {
        try (Opened opened = new Opened()) {
            opened.keep(FolderLock.take(new DataFolder(settings.data())));
            Service service = opened.keep(open(settings, target -> target));
            System.out.println(Json.pretty(firstDecision(service)));
            return 0;
        }
    }

    private int serve(FleetConfig settings) throws Exception {
        if (of.job().isPresent()) {
            throw UserError.usage("--job: is allowed with --once; a service serves all jobs of its file");
        }
        try (Opened opened = new Opened()) {
            DataFolder data = new DataFolder(settings.data());
            opened.keep(FolderLock.take(data));
            ServiceHost host = host(settings, data, opened);
            Fleet fleet = opened.keep(new Fleet(of.file(), settings, host, System.err));
            ForetideConfig.Http http = settings.http();
            HttpServerRunner server = opened.keep(HttpServerRunner.listen(
                    http.host(), http.port(), http.hosts(), 1, vertx -> new ServiceRoutes(vertx, fleet, host)));
            System.err.println("Serving " + served(settings) + " at http://" + http.host() + ":" + server.port() + "/");
            fleet.start();
            if (fleet.only().isPresent()) {
                openOnceThere(fleet);
            }
            settings.objects().ifPresent(objects -> {
                FleetObjects served = opened.keep(new FleetObjects(fleet, host));
                objects.clusters()
                        .forEach(context -> served.start(
                                context, service -> AutoscalerWatch.start(context, objects.namespaces(), service)));
            });
            Interruptible.awaitEnd();
            return 0;
        }
    }

    /** Jobs of a store that replicas can share are shared. */
    private static ServiceHost host(FleetConfig settings, DataFolder data, Opened opened)
            throws IOException, InterruptedException {
        ServiceHost alone = ServiceHost.open(data, opened.keep(new StoreWait(settings, System.err).open()), opened);
        return settings.replica().isPresent() && settings.store() instanceof StoreAddress.Postgres store
                ? alone.among(opened.keep(Replicas.open(
                        store,
                        StoreLogin.of(store, System.getenv()),
                        settings.replica().get())))
                : alone;
    }

    private String served(FleetConfig settings) {
        return settings.isFleet()
                ? Counted.of(settings.jobs().size(), "job") + " of " + of.file()
                : "job " + settings.jobs().get(0).name();
    }

    /** An always-on service waits for what is not there yet, and says so in its log, on its page and in its metrics. */
    private void openOnceThere(Fleet fleet) throws IOException, InterruptedException {
        String lastMessage = "";
        while (true) {
            ServedJob job = fleet.only().orElseThrow(); // another one once the file says so
            try {
                opened(Origin.of(of.file()), () -> {
                    job.open(0);
                    return job;
                });
                return;
            } catch (UnreachableException e) {
                String message = String.valueOf(e.getMessage());
                job.waits(message);
                if (!lastMessage.equals(message)) {
                    lastMessage = message;
                    System.err.println("Waiting: " + message);
                }
                Interruptible.pause(RETRY_MILLIS);
            }
        }
    }
}
