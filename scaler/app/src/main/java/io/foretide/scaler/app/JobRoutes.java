package io.foretide.scaler.app;

import io.foretide.inference.InferenceRoutes;
import io.foretide.process.Installation;
import io.foretide.scaler.app.web.DashboardRoutes;
import io.foretide.scaler.app.web.DecisionRoutes;
import io.foretide.scaler.app.web.RecommendationRoutes;
import io.foretide.scaler.app.web.SimulationRoutes;
import io.foretide.whatif.StoredSimulation;
import io.foretide.whatif.policy.KnownJob;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.ZoneId;
import java.util.List;

/**
 * The HTTP interface and the page of a job.
 *
 * @param zone whose weekdays the load follows
 */
public record JobRoutes(JobLine line, Shared shared, ZoneId zone) {
    /** All of them on one router. */
    public Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        shared.front().status(line::health).mount(router);
        new InferenceRoutes(List.of(line.forecasts())).mount(router);
        new RecommendationRoutes(
                        line.job(),
                        line.recommendation(),
                        shared.clock(),
                        line.parts().planner().timing().maxForecastAge())
                .mount(router);
        new DecisionRoutes(line.job(), shared.decisions()).mount(router);
        new SimulationRoutes(vertx, simulation()).mount(router);
        new DashboardRoutes(vertx, shared.front().feed()).mount(router);
        return router;
    }

    private StoredSimulation simulation() {
        return StoredSimulation.of(
                Installation.here(),
                shared.data().features(),
                () -> shared.decisions().sizes(line.job()),
                line.job(),
                zone,
                () -> KnownJob.of(line.parts().planner(), line.learned().latest()));
    }
}
