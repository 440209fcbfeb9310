package io.foretide.scaler.cli;

import io.foretide.planner.decision.ScalingDecision;
import io.foretide.retraining.tuning.KeptTuning;
import io.foretide.scaler.app.Service;
import io.foretide.scaler.app.Wiring;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.app.web.PlanRoutes;
import io.foretide.scaler.control.KeptStores;
import io.foretide.scaler.control.PlannedTarget;
import io.foretide.scaler.control.Stores;
import io.foretide.store.DataFolder;
import io.foretide.store.DatabaseFile;
import io.foretide.store.JobContents;
import io.foretide.store.StoreAddress;
import io.foretide.store.copy.StoreCopy;
import io.foretide.telemetry.signal.SignalState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code foretide plan}. Works on a copy of history and memory, so that a service that runs is not disturbed. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Looks for some seconds and says what would be decided now, and why. Changes and records nothing."
                + " With --at: what a service decided last.")
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private ServiceOptions of = new ServiceOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws Exception {
        Optional<RunningService> service = of.service();
        if (service.isPresent()) {
            System.out.print(newest(service.get()));
            return 0;
        }
        ForetideConfig settings = of.read();
        return Interruptible.call(() -> plan(settings));
    }

    /** What a service decided last, which looks once a tick. */
    private String newest(RunningService service) {
        String job = of.job(service);
        String json = service.plan(job);
        Planned planned = service.planned(json, job);
        System.err.println("Decided at " + planned.at() + " by the service at " + service.address());
        return output.format() == OutputFormat.json ? json + System.lineSeparator() : planned.text();
    }

    private int plan(ForetideConfig settings) throws Exception {
        Path copy = Files.createTempDirectory("foretide-plan");
        try {
            if (settings.store() instanceof StoreAddress.Sqlite file) {
                copyFiles(file.features(), new DataFolder(copy));
                copyTuning(new JobContents.InFolder(settings.own()), copy);
            } else {
                copyJob(settings, new DataFolder(copy));
            }
            try (Service service = ServeCommand.open(settings.aside(copy), PlannedTarget::new)) {
                ScalingDecision decision = ServeCommand.firstDecision(service);
                System.out.print(shown(decision, service.signals(), output.format()));
            }
        } finally {
            TemporaryFolder.delete(copy);
        }
        return 0;
    }

    /** The decision, and the user's signals where there are any. */
    static String shown(ScalingDecision decision, List<SignalState> signals, OutputFormat output) {
        if (output == OutputFormat.table) {
            return DecisionText.of(decision) + SignalText.of(signals);
        }
        return PlanRoutes.json(decision, Optional.empty(), signals) + System.lineSeparator();
    }

    private static void copyFiles(Path features, DataFolder to) {
        if (!new DatabaseFile(features).isThere()) {
            System.err.println("There is no history " + features.toAbsolutePath()
                    + " on this machine: decided without one.\n" + RunningService.HINT);
        }
        copy(features, to.features());
        copy(DataFolder.decisionsBeside(features), to.decisions());
    }

    /** Of a server that others use too: what a decision looks at of this job. */
    private static void copyJob(ForetideConfig settings, DataFolder to) throws IOException {
        Instant from = Instant.now().minus(Wiring.HISTORY);
        try (KeptStores all = KeptStores.read(settings.store());
                Stores copy = Stores.open(new StoreAddress.Sqlite(to.features()))) {
            StoreCopy.history(settings.job(), from, all.features().orElseThrow(), copy.features());
            all.decisionLog()
                    .flatMap(log -> log.load(settings.job()))
                    .ifPresent(memory -> copy.decisionLog().save(settings.job(), memory));
            copyTuning(all.contents(settings.job(), settings.own()), to.path());
        }
    }

    private static void copyTuning(JobContents from, Path to) throws IOException {
        Optional<byte[]> tuned = from.content(KeptTuning.NAME).read();
        if (tuned.isPresent()) {
            Files.write(to.resolve(KeptTuning.NAME), tuned.get());
        }
    }

    private static void copy(Path from, Path to) {
        DatabaseFile original = new DatabaseFile(from);
        if (original.isThere()) {
            original.copyTo(to);
        }
    }
}
