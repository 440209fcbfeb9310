package io.foretide.scaler.cli;

import io.foretide.scaler.app.UserError;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.app.web.DecisionRoutes;
import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.DecisionLog.Explained;
import io.foretide.scaler.control.KeptStores;
import io.foretide.store.DataFolder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code foretide explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Says why a past decision was taken, and what became of it.")
final class ExplainCommand implements Callable<Integer> {
    private static final String LAST = DecisionRoutes.LAST;

    @Mixin
    private ServiceOptions of = new ServiceOptions();

    @Parameters(
            paramLabel = "ID",
            arity = "0..1",
            defaultValue = LAST,
            description =
                    "The decision's id, its time; last: the newest that rescales, or the newest of all if none does (${DEFAULT-VALUE}).")
    private String id = LAST;

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        Logging.warningsOnly();
        Explained explained = of.service()
                .map(service -> service.explained(of.job(service), id))
                .orElseGet(this::logged);
        output.print(explained, () -> table(explained));
        return 0;
    }

    private Explained logged() {
        ForetideConfig settings = of.read();
        try (KeptStores stores = KeptStores.read(settings.store())) {
            DecisionLog log = stores.decisionLog()
                    .orElseThrow(() -> UserError.failed("there is no decision log "
                            + new DataFolder(settings.data()).decisions().toAbsolutePath()
                            + " on this machine: nothing was decided yet by a service here\n" + RunningService.HINT));
            return DecisionRoutes.find(log, settings.job(), id)
                    .orElseThrow(() -> UserError.failed(DecisionRoutes.none(id) + " of job "
                            + settings.job() + " in " + log.name() + "\nMaybe see the ids on the page or in"
                            + " the annotation foretide.io/last-decision"));
        }
    }

    private static String table(Explained explained) {
        StringBuilder text = new StringBuilder();
        DecisionText.row(text, "id", explained.entry().id());
        text.append(DecisionText.of(
                explained.entry().from(),
                explained.entry().to(),
                explained.entry().reason(),
                explained.basis(),
                explained.adjustments(),
                explained.planned()));
        explained
                .tuned()
                .ifPresent(settings -> DecisionText.row(
                        text, "settings", "tuned at " + settings.at() + ", below what the configuration says"));
        explained
                .entry()
                .why()
                .ifPresent(
                        why -> DecisionText.row(text, explained.entry().fate().word(), why));
        explained.outcome().map(DecisionText::of).ifPresent(text::append);
        return text.toString();
    }
}
