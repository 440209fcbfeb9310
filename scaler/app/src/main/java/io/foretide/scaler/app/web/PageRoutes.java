package io.foretide.scaler.app.web;

import io.foretide.whatif.page.Digests;
import io.foretide.whatif.page.PageFiles;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pages and the files that they load, which lie at the root whatever the page. A browser that has a file is told so by its
 * {@code ETag}. Stateless but for the files' bytes; thread-safe.
 */
final class PageRoutes {
    private static final String JOB_PAGE = "index.html";
    private static final String FLEET_PAGE = "fleet.html";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final boolean fleet;

    private PageRoutes(boolean fleet) {
        this.fleet = fleet;
    }

    /** {@code /} is the page of the only job. */
    static PageRoutes ofJob() {
        return new PageRoutes(false);
    }

    /** {@code /} is the page of the fleet, {@code /jobs/NAME/} that of a job; without its last slash it leads there. */
    static PageRoutes ofFleet() {
        return new PageRoutes(true);
    }

    /** A file as it is sent. */
    private record Sent(Buffer content, String tag, String type) {
        static Sent of(PageFiles files, String name) {
            byte[] bytes = files.bytes(name);
            return new Sent(
                    Buffer.buffer(bytes),
                    "\"" + Digests.sha256(bytes) + "\"",
                    Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
                            .orElseThrow());
        }

        void to(RoutingContext context) {
            HttpServerResponse response = SecurityHeaders.putForPage(context.response())
                    .putHeader("Content-Type", type)
                    .putHeader("Cache-Control", "no-cache")
                    .putHeader("ETag", tag);
            if (tag.equals(context.request().getHeader("If-None-Match"))) {
                response.setStatusCode(304).end();
            } else {
                response.end(content);
            }
        }
    }

    /** Adds the routes, for GET. */
    void mount(Router router) {
        Sent job = Sent.of(DashboardFiles.FILES, JOB_PAGE);
        serve(router, "/", fleet ? Sent.of(DashboardFiles.FILES, FLEET_PAGE) : job);
        if (fleet) {
            router.get("/jobs/:job").handler(context -> page(context, job));
            DashboardFiles.OF_FLEET.forEach(file -> serve(router, "/" + file, Sent.of(DashboardFiles.FILES, file)));
        }
        serve(router, "/" + DashboardFiles.STYLE, Sent.of(DashboardFiles.FILES, DashboardFiles.STYLE));
        DashboardFiles.MODULES.forEach(
                module -> serve(router, "/" + module, Sent.of(DashboardFiles.of(module), module)));
        List.of(PageFiles.TOKENS, PageFiles.ICON, PageFiles.ECHARTS)
                .forEach(file -> serve(router, "/" + file, Sent.of(PageFiles.SHARED, file)));
    }

    private static void serve(Router router, String path, Sent file) {
        router.get(path).handler(file::to);
    }

    private static void page(RoutingContext context, Sent job) {
        String path = context.request().path();
        if (path.endsWith("/")) {
            job.to(context);
        } else {
            context.response()
                    .setStatusCode(308)
                    .putHeader("Location", path + "/")
                    .end();
        }
    }
}
