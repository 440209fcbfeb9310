package io.foretide.scaler.cli;

import io.foretide.process.Installation;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.text.Json;
import io.foretide.training.registry.ModelAliases;
import io.foretide.training.registry.ModelCard;
import io.foretide.training.registry.ModelPage;
import io.foretide.training.registry.ModelRefusedException;
import io.foretide.training.registry.ModelRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
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
        ModelRegistry models = registry();
        ModelAliases aliases = models.aliases();
        if (models.list().isEmpty()) {
            System.err.println("There is no model in " + folder() + "\nMaybe train one: foretide train");
        }
        for (String version : models.list()) {
            String role = aliases.champion().filter(version::equals).isPresent()
                    ? "champion"
                    : aliases.shadow().filter(version::equals).isPresent()
                            ? "shadow"
                            : aliases.challenger().filter(version::equals).isPresent() ? "challenger" : "";
            System.out.printf("%-50s %-10s %s%n", version, role, describe(models, version));
        }
        return 0;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "The card of a version or alias.")
    int show(
            @Parameters(paramLabel = "VERSION") String version,
            @Option(
                            names = {"-o", "--output"},
                            defaultValue = "json",
                            description = "json, or table for a page of Markdown (${DEFAULT-VALUE}).")
                    OutputFormat output) {
        ModelCard card = registry().card(version);
        System.out.println(output == OutputFormat.json ? Json.pretty(card) : ModelPage.of(card));
        return 0;
    }

    @Command(
            name = "shadow",
            mixinStandardHelpOptions = true,
            description = "Lets a version forecast beside the champion, only to be scored; none without a version.")
    int shadow(@Parameters(paramLabel = "VERSION", arity = "0..1") @Nullable String version) {
        registry().shadow(Optional.ofNullable(version));
        return list();
    }

    @Command(name = "promote", mixinStandardHelpOptions = true, description = "Makes a version the champion.")
    int promote(@Parameters(paramLabel = "VERSION") String version) {
        registry().promote(version);
        return list();
    }

    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            description = "Makes the champion before this one the champion again.")
    int rollback() {
        registry().rollback();
        return list();
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

    private ModelRegistry registry() {
        Path folder = folder();
        if (!Files.isDirectory(folder)) {
            throw UserError.failed("there is no model registry " + folder
                    + "\nMaybe train a model: foretide train, or name another registry: --registry or --config");
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw UserError.failed("the model registry " + folder + " cannot be read: no permission");
        }
        return new ModelRegistry(folder);
    }

    private Path folder() {
        if (registry != null && config != null) {
            throw UserError.usage("--registry and --config: one of them is allowed");
        }
        if (config != null) {
            return ConfigReader.read(config, Optional.ofNullable(job)).registry();
        }
        return registry == null ? Installation.here().models() : registry;
    }
}
