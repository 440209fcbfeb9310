package io.foretide.scaler.cli;

import io.foretide.models.Models;
import io.foretide.process.Installation;
import io.foretide.retraining.Retraining;
import io.foretide.retraining.StoredDays;
import io.foretide.retraining.TrainingJob;
import io.foretide.scaler.app.Registries;
import io.foretide.scaler.app.TrainingBar;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.app.config.RegistryPlace;
import io.foretide.scaler.control.KeptStores;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.pieces.FleetReport;
import io.foretide.scaler.pieces.FleetTable;
import io.foretide.scaler.pieces.Histories;
import io.foretide.scaler.pieces.Piece;
import io.foretide.scaler.pieces.StoredTraining;
import io.foretide.scaler.pieces.TrainingPiece;
import io.foretide.series.Period;
import io.foretide.text.InputException;
import io.foretide.training.Effort;
import io.foretide.training.FlightsHistory;
import io.foretide.training.TrainingMask;
import io.foretide.training.backtest.BacktestTable;
import io.foretide.training.registry.ModelRegistry;
import io.foretide.training.registry.TrainingPlan;
import io.foretide.whatif.policy.ComparedPolicies;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code foretide train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Trains models on a job's history, or on the flights that ship, and publishes the best of them.",
        footer = {
            "",
            "The newest tenth, at least two weeks, is held out: champion, challengers and baselines forecast along it, and a"
                    + " challenger becomes champion only if it beats all others by pinball loss and by the simulated cost of serving with its"
                    + " forecasts. Otherwise it is kept as challenger, with the reason.",
            "A training that was ended goes on where it was if it is begun again with the same data: the history ends with the"
                    + " last midnight UTC."
        })
final class TrainCommand implements Callable<Integer> {
    @Option(names = "--config", description = "Train on the stored history of this configuration's job.")
    private @Nullable Path config;

    @Option(names = "--job", description = "With --config: which job, where it is the file of a fleet.")
    private @Nullable String job;

    @Option(
            names = "--until",
            description = "Train on what comes before (flights: 2001-06-01; a job: last midnight UTC).")
    private @Nullable Instant until;

    @Option(
            names = "--models",
            split = ",",
            description = "Challengers (as configured, else ridge,xgboost,lstm,ensemble).")
    private List<String> models = List.of();

    @Option(
            names = "--exclude",
            paramLabel = "FROM/TO",
            description = "Leave out a period, two UTC times; may be given several times.")
    private List<String> excluded = List.of();

    @Option(
            names = "--preset",
            paramLabel = "<preset>",
            defaultValue = "full",
            description = "full, or quick: networks learn for a minute (${DEFAULT-VALUE}).")
    private Effort effort = Effort.FULL;

    @Option(names = "--seed", defaultValue = "7", description = "Same seed and data, same model (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--registry", description = "Folder of the model registry (.foretide/models beside the launcher).")
    private @Nullable Path registry;

    @Option(names = "--promote", description = "Make the new model the champion, whatever its scores.")
    private boolean promote;

    @Mixin
    private FleetOptions fleet = new FleetOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws Exception {
        Logging.warningsOnly();
        checkModels();
        Instant now = Instant.now();
        if (fleet.isAll()) {
            return all(now);
        }
        Optional<ForetideConfig> settings =
                Optional.ofNullable(config).map(file -> ConfigReader.read(file, Optional.ofNullable(job)));
        TrainingJob job = settings.map(one -> stored(one, now))
                .orElseGet(() -> TrainingJob.flights(until == null ? FlightsHistory.CUT : until));
        RegistryPlace place = place(settings);
        Retraining.Result result;
        try (Opened opened = new Opened()) {
            ModelRegistry published = Registries.open(place, opened);
            result = Interruptible.call(() -> trained(retraining(job, published, settings), job, now));
            if (promote && !result.promoted()) {
                published.promote(result.card().version());
            }
        }
        System.err.println("Published " + result.card().version() + (promote ? " as champion, as asked for" : "") + "; "
                + result.card().evaluation().verdict());
        output.print(
                result.card(), () -> BacktestTable.of(result.card().evaluation().scores()) + System.lineSeparator());
        return 0;
    }

    private static Retraining.Result trained(Retraining retraining, TrainingJob job, Instant now)
            throws InterruptedException, IOException {
        try (TrainingBar bar = new TrainingBar(System.err)) {
            return retraining.run(job.history(), bar, now);
        } catch (IllegalArgumentException e) {
            throw UserError.failed(String.valueOf(e.getMessage()));
        }
    }

    private TrainingJob stored(ForetideConfig settings, Instant now) {
        try (KeptStores stores = KeptStores.read(settings.store())) {
            Histories histories = Histories.of(stores)
                    .orElseThrow(() ->
                            StoredDays.tooLittle(settings.job(), settings.data().toString()));
            return new StoredTraining(settings.job(), settings.calendar().zone(), settings.planner())
                    .read(histories, settings.training().incidents(), until(now));
        }
    }

    private Instant until(Instant now) {
        return until == null ? StoredDays.lastMidnight(now) : until;
    }

    private int all(Instant now) throws Exception {
        if (config == null) {
            throw UserError.usage("--all: takes --config, the file of the jobs");
        }
        if (job != null || registry != null || promote) {
            throw UserError.usage(
                    "--all with --job, --registry or --promote: must be left out; every job has a registry of its own");
        }
        FleetJobs jobs = new FleetJobs(config);
        List<Period> left = excluded();
        FleetReport report = new FleetRun("train", jobs.store(), fleet, ComparedPolicies.builtIn())
                .report(jobs.pieces(one -> piece(one, left, now)), jobs.wrong());
        output.print(report, () -> FleetTable.of(report));
        return FleetRun.exitCode(report);
    }

    private Piece piece(ForetideConfig settings, List<Period> left, Instant now) {
        return new TrainingPiece(
                settings.job().value(),
                settings.tuning().block(),
                Stream.concat(settings.training().incidents().stream(), left.stream())
                        .toList(),
                registry(settings.registry()),
                new TrainingPiece.Request(
                        models.isEmpty() ? settings.training().models() : models, effort, seed, until(now), now));
    }

    private static TrainingPiece.Registry registry(RegistryPlace place) {
        return place instanceof RegistryPlace.Folder folder
                ? new TrainingPiece.Registry(folder.path().toAbsolutePath(), false)
                : new TrainingPiece.Registry(
                        ((RegistryPlace.InStore) place).local().toAbsolutePath(), true);
    }

    private List<Period> excluded() {
        return excluded.stream().map(Period::parse).toList();
    }

    /** Before anything is read or written. */
    private void checkModels() {
        for (String model : models) {
            try {
                Models.named(model);
            } catch (InputException e) {
                throw UserError.usage("--models: " + e.getMessage());
            }
        }
        if (models.stream().distinct().count() < models.size()) {
            throw UserError.usage("--models " + String.join(",", models) + ": each model once is allowed");
        }
    }

    private Retraining retraining(TrainingJob job, ModelRegistry published, Optional<ForetideConfig> settings) {
        List<Period> masked = new ArrayList<>(job.masked());
        masked.addAll(excluded());
        List<String> challengers =
                settings.map(one -> one.training().models()).orElse(ForetideConfig.Training.CHALLENGERS);
        TrainingPlan plan = new TrainingPlan(
                job.name(),
                models.isEmpty() ? challengers : models,
                job.zone(),
                TrainingPlan.HELD_OUT,
                effort,
                seed,
                published.trainingFolder());
        return new Retraining(published, plan, job.planner(), job.options(), new TrainingMask(masked), System.err);
    }

    private RegistryPlace place(Optional<ForetideConfig> settings) {
        return registry != null
                ? new RegistryPlace.Folder(registry)
                : settings.map(ForetideConfig::registry)
                        .orElseGet(() ->
                                new RegistryPlace.Folder(Installation.here().models()));
    }
}
