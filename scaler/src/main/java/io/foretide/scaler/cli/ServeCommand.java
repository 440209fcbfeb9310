package io.foretide.scaler.cli;

import io.foretide.scaler.HttpServerRunner;
import io.foretide.scaler.JobRuntime;
import io.foretide.scaler.Json;
import io.foretide.scaler.Service;
import io.foretide.scaler.TickReport;
import io.foretide.scaler.config.ConfigReader;
import io.foretide.scaler.config.ForetideConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code foretide serve}. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Forecasts and scales a Flink job, always on.")
final class ServeCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, description = "The configuration, e.g. foretide.yaml.")
    private Path config = Path.of("");

    @Option(names = "--once", description = "One tick: print the decision as JSON and end.")
    private boolean once;

    @Override
    public Integer call() throws Exception {
        ForetideConfig settings = ConfigReader.read(config);
        return Interruptible.call(() -> run(settings));
    }

    private int run(ForetideConfig settings) throws Exception {
        try (JobRuntime runtime = Service.wire(settings, System.err)) {
            if (once) {
                TickReport report = runtime.tickOnce();
                System.out.println(Json.pretty(report.decision()));
                return 0;
            }
            try (HttpServerRunner server = HttpServerRunner.listen(
                    settings.http().host(),
                    settings.http().port(),
                    1,
                    vertx -> runtime.router(vertx, settings.planner().maxForecastAge()))) {
                System.err.println("Serving job " + settings.job() + " at http://"
                        + settings.http().host() + ":" + server.port() + "/");
                runtime.start(settings.tick(), settings.inferenceEvery());
                new CountDownLatch(1).await();
            }
            return 0;
        }
    }
}
