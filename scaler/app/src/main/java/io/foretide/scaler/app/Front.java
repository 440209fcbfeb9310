package io.foretide.scaler.app;

import io.foretide.inference.InferenceMetrics;
import io.foretide.scaler.app.web.DashboardEvent;
import io.foretide.scaler.app.web.DashboardFeed;
import io.foretide.scaler.app.web.Health;
import io.foretide.scaler.app.web.JobPaths;
import io.foretide.scaler.app.web.StatusRoutes;
import io.foretide.scaler.app.web.WaitingRoutes;
import io.foretide.scaler.app.webhook.WebhookMetrics;
import io.foretide.scaler.control.Conditions;
import io.foretide.scaler.control.ScalingMetrics;
import io.foretide.scaler.control.TickTiming;
import io.foretide.telemetry.JobId;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a process shows of a job, from its start on: metrics, the page's feed, and what is wrong. Thread-safe.
 *
 * @param paths where the job is over HTTP
 */
public record Front(JobPaths paths, Metrics metrics, DashboardFeed feed, Conditions conditions) {
    /** Whose it is. */
    public JobId job() {
        return paths.job();
    }

    /** A registry, and what is told to it. */
    public record Metrics(
            JobRegistry registry,
            InferenceMetrics inference,
            ScalingMetrics scaling,
            TickTiming timing,
            TuningMetrics tuning,
            WebhookMetrics webhook) {
        /** For all jobs of a process. */
        public static Metrics create() {
            JobRegistry registry = new JobRegistry();
            return new Metrics(
                    registry,
                    new InferenceMetrics(registry),
                    new ScalingMetrics(registry),
                    new TickTiming(registry),
                    new TuningMetrics(registry),
                    new WebhookMetrics(registry));
        }
    }

    /** A front that shows nothing yet, of a process's only job. */
    public static Front of(JobId job) {
        return of(new JobPaths(job, true), Metrics.create());
    }

    /** The same of one of the jobs whose metrics these are. */
    public static Front of(JobPaths paths, Metrics metrics) {
        return of(paths, metrics, new DashboardFeed());
    }

    /** The front of the same job as it is said now: whoever watches it goes on, and nothing is wrong yet. */
    public Front anew() {
        feed.publish(new DashboardEvent.Conditions(List.of()));
        return of(paths, metrics, feed);
    }

    private static Front of(JobPaths paths, Metrics metrics, DashboardFeed feed) {
        JobId job = paths.job();
        Front front = new Front(paths, metrics, feed, new Conditions());
        front.conditions.listen(all -> front.metrics.scaling().conditions(job, all));
        front.conditions.listen(all -> front.feed.publish(new DashboardEvent.Conditions(all)));
        return front;
    }

    /** Page, health and metrics while what is configured is not there yet; the service can do no more than say so. */
    public Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        status(() -> new Health(true, true, List.of(job().value()))).mount(router);
        new WaitingRoutes(job(), conditions).mount(router);
        paths.mountLast(vertx, feed, router);
        return router;
    }

    StatusRoutes status(Supplier<Health> health) {
        return new StatusRoutes(metrics.registry(), conditions::all, health);
    }
}
