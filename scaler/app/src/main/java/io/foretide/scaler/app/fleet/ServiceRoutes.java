package io.foretide.scaler.app.fleet;

import io.foretide.scaler.app.ServiceHost;
import io.foretide.scaler.app.web.DashboardRoutes;
import io.foretide.scaler.app.web.JsonAnswer;
import io.foretide.scaler.app.web.StatusRoutes;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HTTP interface of a service: of the whole, and each job's below its name. Thread-safe. */
public final class ServiceRoutes implements Handler<HttpServerRequest> {
    private static final Pattern OF_JOB = Pattern.compile("/v1/jobs/([^/]+)/.*");

    /** What is one for all jobs: their readers are counted together. */
    private static final Pattern EVENTS = Pattern.compile("/v1/jobs/[^/]+/(stream|events)");

    /** HTTP's word for a request to a server that has no answer, and another one has. */
    private static final int MISDIRECTED = 421;

    private static final Pattern OF_ALL = Pattern.compile("/v1/jobs/?|/v1/fleet|/health/.*|/metrics");

    private final Vertx vertx;
    private final Fleet fleet;
    private final Router whole;

    public ServiceRoutes(Vertx vertx, Fleet fleet, ServiceHost host) {
        this.vertx = vertx;
        this.fleet = fleet;
        this.whole = Router.router(vertx);
        new StatusRoutes(host.metrics().registry(), fleet::allConditions, () -> FleetHealth.of(fleet)).mount(whole);
        new FleetRoutes(fleet).mount(whole);
        if (fleet.only().isEmpty()) {
            DashboardRoutes.ofFleet(
                            vertx,
                            name -> fleet.job(name).map(job -> job.front().feed()))
                    .mount(whole);
        }
        whole.route("/v1/jobs/:job/*").handler(this::unserved);
    }

    @Override
    public void handle(HttpServerRequest request) {
        String path = normalized(String.valueOf(request.path()));
        Matcher named = OF_JOB.matcher(path);
        Optional<ServedJob> only = fleet.only();
        Optional<ServedJob> job = named.matches()
                ? fleet.job(named.group(1))
                        .filter(one -> only.isPresent() || !EVENTS.matcher(path).matches())
                : only.filter(one -> !OF_ALL.matcher(path).matches());
        job.map(served -> served.router(vertx)).orElse(whole).handle(request);
    }

    /** As the routers read it; what cannot be read is theirs to refuse. */
    private static String normalized(String path) {
        try {
            return URI.create("http://host" + path.replaceAll("/{2,}", "/"))
                    .normalize()
                    .getPath();
        } catch (IllegalArgumentException e) {
            return path;
        }
    }

    /** Of a job that is not served here: another replica's has its owner's name. */
    private void unserved(RoutingContext context) {
        String job = context.pathParam("job");
        Optional<String> owner =
                fleet.member(job).filter(member -> member.served().isEmpty()).flatMap(fleet::owner);
        JsonAnswer.send(
                context,
                owner.isPresent() ? MISDIRECTED : 404,
                Map.of(
                        "error",
                        owner.map(replica -> "job '" + job + "' is served by replica " + replica)
                                .orElse("job '" + job + "' is not served; see " + FleetRoutes.JOBS)));
    }
}
