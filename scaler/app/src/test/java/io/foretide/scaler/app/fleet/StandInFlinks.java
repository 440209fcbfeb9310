package io.foretide.scaler.app.fleet;

import io.foretide.process.ParentWatch;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that answers as many Flinks do, each with one job, on a few addresses of this machine: {@code /j/NUMBER} is the
 * REST address of a Flink. Prints its ports and serves until its parent ends. Arguments: how many ports.
 */
public final class StandInFlinks {
    private static final String ROOT = "/j/";
    private static final int NOT_FOUND = 404;

    private StandInFlinks() {}

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        List<String> ports = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            HttpServer server = vertx.createHttpServer(
                            new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                    .requestHandler(StandInFlinks::answer)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            ports.add(String.valueOf(server.actualPort()));
        }
        ParentWatch.start();
        System.out.println(String.join(" ", ports));
        System.out.close();
    }

    private static void answer(HttpServerRequest request) {
        String path = request.path();
        int end = path.indexOf('/', ROOT.length());
        if (!path.startsWith(ROOT) || end < 0) {
            request.response().setStatusCode(NOT_FOUND).end("{\"errors\":[]}");
            return;
        }
        StandInFlink flink = StandInFlink.of(Integer.parseInt(path.substring(ROOT.length(), end)));
        String query = request.query();
        flink.answer(path.substring(end), query == null ? "" : query, System.currentTimeMillis())
                .ifPresentOrElse(
                        body -> request.response().end(body),
                        () -> request.response().setStatusCode(NOT_FOUND).end("{\"errors\":[]}"));
    }
}
