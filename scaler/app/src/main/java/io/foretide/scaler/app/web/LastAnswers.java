package io.foretide.scaler.app.web;

import io.foretide.text.Json;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;

/**
 * What a router answers where nothing else does: unknown paths and methods, with a JSON sentence, and HEAD. Thread-safe.
 *
 * @param whatThereIs instead of an unknown path; ends its sentence
 */
public record LastAnswers(String whatThereIs) {
    /** Those of a service of one job. */
    public static final LastAnswers OF_JOB =
            new LastAnswers("the dashboard is at /, its events at /v1/stream and /v1/events.");

    /** Those of a service of many, and of each of its jobs. */
    public static final LastAnswers OF_FLEET = new LastAnswers(
            "the fleet is at / and at /v1/jobs, a job's page at /jobs/NAME/, its events at /v1/jobs/NAME/events.");

    /** Adds them, after all routes, which then answer HEAD as well. */
    public void mount(Router router) {
        answerHead(router);
        router.errorHandler(
                400,
                context -> refuse(
                        context,
                        400,
                        context.request().getHeader(HttpHeaders.HOST) == null
                                ? "The header Host is missing."
                                : "The path " + context.request().path()
                                        + " cannot be read: what follows '%' must be two digits or letters a to f."));
        router.errorHandler(
                404,
                context -> refuse(
                        context, 404, "There is nothing at " + context.request().path() + ": " + whatThereIs));
        router.errorHandler(405, context -> {
            context.response().putHeader("Allow", "GET, HEAD");
            refuse(
                    context,
                    405,
                    "The method " + context.request().method() + " is not allowed on "
                            + context.request().path() + ": use GET.");
        });
    }

    /** What answers GET answers HEAD: the same without its body. */
    private static void answerHead(Router router) {
        router.getRoutes().stream()
                .filter(route -> Set.of(HttpMethod.GET).equals(route.methods()))
                .forEach(route -> route.method(HttpMethod.HEAD));
    }

    private static void refuse(RoutingContext context, int status, String sentence) {
        SecurityHeaders.putForPage(context.response())
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(Json.line(Map.of("error", sentence)));
    }
}
