package io.foretide.scaler.cli;

import io.foretide.planner.decision.SizeAt;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.KeptStores;
import io.foretide.store.DataFolder;
import io.foretide.store.FeatureStore;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.JobId;
import io.foretide.text.InputException;
import io.foretide.whatif.StoredHistory;
import io.foretide.whatif.policy.KnownJob;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that name a job whose stored history is replayed instead of a trace. */
final class StoredJobOptions {
    @Option(
            names = "--config",
            description =
                    "Replay the stored history of this configuration's job instead of a trace; what is not named below is as"
                            + " the service has learned it (rate per slot, lead time, restart time) and as its planner is"
                            + " configured (bounds, slots per TaskManager, objective, cooldown).")
    private @Nullable Path config;

    @Option(
            names = "--store",
            description =
                    "The same from this file of a feature store, features.db, or from jdbc:postgresql://host:5432/database.")
    private @Nullable String store;

    @Option(names = "--job", description = "Which job, where there are several.")
    private @Nullable String job;

    @Option(
            names = "--from",
            description =
                    "Score a stored history from this UTC time, and train on what comes before it (as --train-share says).")
    private @Nullable Instant from;

    @Option(names = "--to", description = "Score a stored history up to this UTC time (its end).")
    private @Nullable Instant to;

    boolean isGiven() {
        return config != null || store != null;
    }

    /** The files that are read, by what names them. */
    Map<String, Path> files() {
        Map<String, Path> files = new LinkedHashMap<>();
        if (config != null) {
            files.put("--config", config);
        }
        if (isGiven() && address() instanceof StoreAddress.Sqlite sqlite) {
            Path features = sqlite.features();
            files.put(store != null ? "--store" : "data of --config", features);
            files.put("the decisions beside " + features, DataFolder.decisionsBeside(features));
        }
        return files;
    }

    Optional<Instant> from() {
        return Optional.ofNullable(from);
    }

    /**
     * Reads the history.
     *
     * @throws UserError if there is none
     */
    StoredHistory read() {
        ZoneId zone =
                config == null ? ZoneOffset.UTC : configuration().calendar().zone();
        try (KeptStores stores = KeptStores.read(address())) {
            FeatureStore history = history(stores);
            JobId named = job(history);
            List<SizeAt> sizes =
                    stores.decisionLog().map(log -> log.sizes(named)).orElseGet(List::of);
            return StoredHistory.read(history, named, zone, Optional.ofNullable(to), sizes);
        }
    }

    private JobId job(FeatureStore history) {
        if (job != null) {
            return new JobId(job);
        }
        return config == null ? StoredHistory.onlyJob(history) : configuration().job();
    }

    /** The file of the configuration, where it is given. */
    Optional<Path> file() {
        return Optional.ofNullable(config);
    }

    /** Where the history is that is named by itself. */
    Optional<StoreAddress> store() {
        return Optional.ofNullable(store).map(StoreAddress::of);
    }

    /** Where the history is. */
    private StoreAddress address() {
        return store != null ? StoreAddress.of(store) : configuration().store();
    }

    /** What a store holds, which has to be there. */
    static FeatureStore history(KeptStores stores) {
        return stores.featureStore()
                .orElseThrow(() -> new InputException("store " + stores.place()
                        + ": there is no such file on this machine"
                        + "\nMaybe the service runs elsewhere, in Kubernetes for instance: simulate --at http://127.0.0.1:8090 asks it,"
                        + " after kubectl port-forward"));
    }

    /** What the configuration and the memory beside the history tell of the job. */
    KnownJob known() {
        if (config == null) {
            return KnownJob.unknown();
        }
        ForetideConfig settings = configuration();
        try (KeptStores stores = KeptStores.read(address())) {
            return KnownJob.of(settings.planner(), stores.decisionLog().flatMap(log -> log.learned(settings.job())));
        }
    }

    /** The job's name, where it is given. */
    Optional<String> name() {
        return Optional.ofNullable(job);
    }

    /** Whether a job's configuration is all that was named. */
    boolean isConfigurationAlone() {
        return config != null && store == null && from == null && to == null;
    }

    /** The configuration that was named. */
    ForetideConfig configuration() {
        if (config == null) {
            throw new IllegalStateException("no --config");
        }
        return ConfigReader.read(config, Optional.ofNullable(job));
    }
}
