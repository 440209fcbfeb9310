package io.foretide.scaler.app;

import io.foretide.inference.InferenceRoutes;
import io.foretide.planner.decision.Cause;
import io.foretide.process.Installation;
import io.foretide.scaler.app.web.DecisionRoutes;
import io.foretide.scaler.app.web.PlanRoutes;
import io.foretide.scaler.app.web.RecommendationRoutes;
import io.foretide.scaler.app.web.SimulationRoutes;
import io.foretide.scaler.app.web.TargetRoutes;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.kubernetes.TargetStatus;
import io.foretide.whatif.StoredSimulation;
import io.foretide.whatif.policy.KnownJob;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The HTTP interface and the page of a job.
 *
 * @param zone whose weekdays the load follows
 * @param target looks at the target, if it is on Kubernetes
 */
public record JobRoutes(JobLine line, Shared shared, ZoneId zone, Optional<Callable<TargetStatus>> target) {
    /** All of them on one router. */
    public Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        Front front = line.parts().front();
        front.status(line::health).mount(router);
        new InferenceRoutes(List.of(line.forecasts())).mount(router);
        new RecommendationRoutes(
                        line.job(),
                        line.recommendation(),
                        shared.clock(),
                        line.parts().planner().timing().maxForecastAge())
                .mount(router);
        new DecisionRoutes(line.job(), shared.decisions()).mount(router);
        new PlanRoutes(
                        line.job(),
                        () -> line.latest().get().map(TickReport::decision),
                        () -> line.latest()
                                .get()
                                .flatMap(TickReport::target)
                                .flatMap(TargetSnapshot::whyRecommended)
                                .map(Cause::sentence),
                        line::signals)
                .mount(router);
        new TargetRoutes(line.job(), target).mount(router);
        new SimulationRoutes(vertx, simulation(), front.paths().bases()).mount(router);
        front.paths().mountLast(vertx, front.feed(), router);
        return router;
    }

    private StoredSimulation simulation() {
        return StoredSimulation.of(
                Installation.here(),
                shared.store(),
                () -> shared.decisions().sizes(line.job()),
                line.job(),
                zone,
                () -> KnownJob.of(
                        line.parts().planner(),
                        line.latest().get().map(tick -> tick.state().learned())));
    }
}
