package io.foretide.scaler.cli;

import io.foretide.process.Installation;
import io.foretide.scaler.app.Registries;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.RegistryPlace;
import io.foretide.scaler.control.Opened;
import io.foretide.text.Json;
import io.foretide.training.registry.ModelAliases;
import io.foretide.training.registry.ModelCard;
import io.foretide.training.registry.ModelPage;
import io.foretide.training.registry.ModelRefusedException;
import io.foretide.training.registry.ModelRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** {@code foretide models}. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists, shows, promotes and rolls back trained models.")
final class ModelsCommand implements Callable<Integer> {
    @Option(
            names = "--registry",
            scope = ScopeType.INHERIT,
            description = "Folder of the model registry (.foretide/models beside the launcher).")
    private @Nullable Path registry;

    @Option(
            names = "--config",
            scope = ScopeType.INHERIT,
            paramLabel = "<file>",
            description = "The registry of this configuration, instead of --registry.")
    private @Nullable Path config;

    @Option(
            names = "--job",
            scope = ScopeType.INHERIT,
            description = "With --config: which job, where it is the file of a fleet.")
    private @Nullable String job;

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All versions, and who is champion.")
    int list() {
        return with(ModelsCommand::list);
    }

    private static void list(ModelRegistry models) {
        ModelAliases aliases = models.aliases();
        List<String> versions = models.list();
        if (versions.isEmpty()) {
            System.err.println("There is no model in " + models.name() + "\nMaybe train one: foretide train");
        }
        for (String version : versions) {
            String role = aliases.champion().filter(version::equals).isPresent()
                    ? "champion"
                    : aliases.shadow().filter(version::equals).isPresent()
                            ? "shadow"
                            : aliases.challenger().filter(version::equals).isPresent() ? "challenger" : "";
            System.out.printf("%-50s %-10s %s%n", version, role, describe(models, version));
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "The card of a version or alias.")
    int show(
            @Parameters(paramLabel = "VERSION") String version,
            @Option(
                            names = {"-o", "--output"},
                            defaultValue = "json",
                            description = "json, or table for a page of Markdown (${DEFAULT-VALUE}).")
                    OutputFormat output) {
        return with(models -> {
            ModelCard card = models.card(version);
            System.out.println(output == OutputFormat.json ? Json.pretty(card) : ModelPage.of(card));
        });
    }

    @Command(
            name = "shadow",
            mixinStandardHelpOptions = true,
            description = "Lets a version forecast beside the champion, only to be scored; none without a version.")
    int shadow(@Parameters(paramLabel = "VERSION", arity = "0..1") @Nullable String version) {
        return with(models -> {
            models.shadow(Optional.ofNullable(version));
            list(models);
        });
    }

    @Command(name = "promote", mixinStandardHelpOptions = true, description = "Makes a version the champion.")
    int promote(@Parameters(paramLabel = "VERSION") String version) {
        return with(models -> {
            models.promote(version);
            list(models);
        });
    }

    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            description = "Makes the champion before this one the champion again.")
    int rollback() {
        return with(models -> {
            models.rollback();
            list(models);
        });
    }

    private static String describe(ModelRegistry models, String version) {
        try {
            ModelCard card = models.card(version);
            return "trained on data before " + card.provenance().data().to()
                    + (card.evaluation().verdict().isEmpty()
                            ? ""
                            : "; " + card.evaluation().verdict());
        } catch (ModelRefusedException e) {
            return "refused: " + e.getMessage();
        }
    }

    private int with(Consumer<ModelRegistry> work) {
        RegistryPlace place = place();
        if (place instanceof RegistryPlace.Folder folder) {
            check(folder.path());
        }
        try (Opened opened = new Opened()) {
            work.accept(Registries.open(place, opened));
            return 0;
        }
    }

    private static void check(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw UserError.failed("there is no model registry " + folder
                    + "\nMaybe train a model: foretide train, or name another registry: --registry or --config");
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw UserError.failed("the model registry " + folder + " cannot be read: no permission");
        }
    }

    private RegistryPlace place() {
        if (registry != null && config != null) {
            throw UserError.usage("--registry and --config: one of them is allowed");
        }
        if (config != null) {
            return ConfigReader.read(config, Optional.ofNullable(job)).registry();
        }
        return new RegistryPlace.Folder(registry == null ? Installation.here().models() : registry);
    }
}
