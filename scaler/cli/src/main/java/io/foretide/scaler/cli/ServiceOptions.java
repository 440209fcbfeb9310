package io.foretide.scaler.cli;

import io.foretide.scaler.app.UserError;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.ForetideConfig;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that name a job by its configuration on this machine, or by a service that runs elsewhere. */
final class ServiceOptions {
    @Option(names = "--config", description = "The configuration, e.g. foretide.yaml.")
    private @Nullable Path config;

    @Option(
            names = "--at",
            paramLabel = "URL",
            description = "Ask the service at this address instead, such as http://127.0.0.1:8090.")
    private @Nullable String at;

    @Option(names = "--job", description = "Which job, where there are several.")
    private @Nullable String job;

    /** Who is asked, if anybody is. */
    Optional<RunningService> service() {
        return Optional.ofNullable(at).map(RunningService::new);
    }

    /** The job that {@code service} is asked about. */
    String job(RunningService service) {
        if (job != null) {
            return job;
        }
        return config == null ? service.job() : read().job().value();
    }

    /** The file of the configuration, where nobody is asked. */
    Path file() {
        if (config == null) {
            throw UserError.usage("either --config or --at is needed: whose job it is");
        }
        return config;
    }

    /** The configuration, checked, where nobody is asked. */
    ForetideConfig read() {
        return ConfigReader.read(file(), Optional.ofNullable(job));
    }
}
