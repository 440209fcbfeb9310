package io.foretide.training.registry;

import io.foretide.text.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of published models: {@code versions/VERSION/} and {@code aliases.json}.
 *
 * <p>A version appears whole or not at all and never changes; aliases are replaced in one step. Every load verifies every
 * checksum, and what does not match is refused while the champion stays what it was. Several processes may share a
 * registry. Thread-safe.
 */
public final class ModelRegistry {
    /** The alias of the version that serves. */
    public static final String CHAMPION = "champion";

    /** The alias of the newest version that does not serve yet. */
    public static final String CHALLENGER = "challenger";

    /** The alias of the version that forecasts beside the champion, only to be scored. */
    public static final String SHADOW = "shadow";

    private static final String SHIPPED = "/io/foretide/models/shipped/";
    private static final String UNFINISHED = ".unfinished-";

    private final Path root;
    private final Path versions;
    private final AliasFile aliasFile;

    /** The registry in a folder, which is created when something is stored in it. */
    public ModelRegistry(Path root) {
        this.root = root;
        versions = root.resolve("versions");
        aliasFile = new AliasFile(root);
    }

    /** Whether a folder holds models, or has held some. */
    public static boolean isOne(Path folder) {
        return Files.isDirectory(folder.resolve("versions"));
    }

    /**
     * Creates the folder if need be: whoever will store something later knows now that it can be done.
     *
     * @throws UncheckedIOException if nothing can be stored
     */
    public void create() {
        try {
            Files.createDirectories(versions);
            if (!Files.isWritable(root) || !Files.isWritable(versions)) {
                throw new AccessDeniedException(root.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the model registry " + root + " cannot be written: " + IoReason.of(e), e);
        }
    }

    /** The folder in which trainings keep what they need to go on after they were ended. */
    public Path trainingFolder() {
        return root.resolve("training");
    }

    /** Stores a model under the version of its card, as challenger. */
    public ModelCard publish(TrainedModel trained) {
        String version = trained.card().version();
        return add(version, folder -> ModelFolder.write(trained, folder));
    }

    /**
     * Stores a model that ships with Foretide, unless it is there, as challenger.
     *
     * @param name such as {@code flights}
     */
    public ModelCard installShipped(String name) {
        String from = SHIPPED + name + "/";
        String version = new String(resource(from + "version.txt"), java.nio.charset.StandardCharsets.UTF_8).strip();
        if (Files.isDirectory(versions.resolve(version))) {
            return verified(versions.resolve(version));
        }
        return add(version, folder -> {
            for (String file : List.of(ModelFolder.CARD, ModelFolder.CARD_CHECKSUM)) {
                Files.write(folder.resolve(file), resource(from + file));
            }
            for (String file :
                    ModelFolder.card(folder.resolve(ModelFolder.CARD)).files().keySet()) {
                Files.write(folder.resolve(file), resource(from + file));
            }
            ModelFolder.force(folder);
        });
    }

    /**
     * Verifies and loads a model.
     *
     * @param aliasOrVersion {@code champion}, {@code challenger} or a version
     * @throws ModelRefusedException if it is not there or not as it was published
     */
    public TrainedModel load(String aliasOrVersion) {
        Path folder = folder(aliasOrVersion);
        verified(folder);
        return ModelFolder.load(folder);
    }

    /** The verified card of a model. */
    public ModelCard card(String aliasOrVersion) {
        return verified(folder(aliasOrVersion));
    }

    /** All versions by name. A version that cannot be used is among them; {@link #card} says why. */
    public List<String> list() {
        if (!Files.exists(versions)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(versions)) {
            return folders.map(ModelFolder::name)
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the model registry " + root + " cannot be listed: " + IoReason.of(e), e);
        }
    }

    /** Who is champion and challenger. */
    public ModelAliases aliases() {
        return aliasFile.read();
    }

    /**
     * Makes a version the champion, after loading it once.
     *
     * @throws ModelRefusedException if it cannot be loaded; the champion stays
     */
    public ModelAliases promote(String aliasOrVersion) {
        create();
        return aliasFile.change(
                aliases -> aliases.promoted(load(aliasOrVersion).card().version()));
    }

    /**
     * Makes the champion before this one the champion again, after loading it once.
     *
     * @throws ModelRefusedException if there is none or it cannot be loaded; the champion stays
     */
    public ModelAliases rollback() {
        create();
        return aliasFile.change(aliases -> {
            ModelAliases back = aliases.rolledBack();
            back.champion().ifPresent(this::load);
            return back;
        });
    }

    /**
     * Takes a champion off its place: the one before it serves again, or none if there is none or it is refused.
     *
     * @param version nothing happens unless it is the champion
     */
    public ModelAliases demote(String version) {
        return aliasFile.change(aliases -> {
            ModelAliases next = aliases;
            while (next.champion().filter(version::equals).isPresent()
                    || next.champion().filter(this::isRefused).isPresent()) {
                next = next.withoutChampion();
            }
            return next;
        });
    }

    private boolean isRefused(String version) {
        try {
            load(version);
            return false;
        } catch (ModelRefusedException e) {
            return true;
        }
    }

    /**
     * Lets a version forecast beside the champion; none if empty.
     *
     * @throws ModelRefusedException if it cannot be loaded
     */
    public ModelAliases shadow(Optional<String> aliasOrVersion) {
        create();
        return aliasFile.change(aliases ->
                aliases.withShadow(aliasOrVersion.map(name -> load(name).card().version())));
    }

    /**
     * Deletes what is too old: all but the versions with an alias, the champions that a rollback leads to, and the newest of the
     * others, {@value Retention#MAX_VERSIONS} in all.
     *
     * @return what was deleted
     */
    public List<String> prune() {
        List<String> deleted = new ArrayList<>();
        aliasFile.change(aliases -> {
            Retention retention = Retention.of(aliases, newestFirst());
            for (String version : retention.superfluous()) {
                remove(version);
                deleted.add(version);
            }
            return retention.aliases();
        });
        return deleted;
    }

    private List<String> newestFirst() {
        return list().stream()
                .sorted(Comparator.comparing(this::stored)
                        .reversed()
                        .thenComparing(Comparator.<String>naturalOrder().reversed()))
                .toList();
    }

    private FileTime stored(String version) {
        try {
            return Files.getLastModifiedTime(versions.resolve(version));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "model " + version + " in " + root + " cannot be read: " + IoReason.of(e), e);
        }
    }

    /** In two steps, so that nobody ever sees a part of it. */
    private void remove(String version) {
        try {
            Path gone = Files.createTempDirectory(versions, UNFINISHED);
            Files.move(versions.resolve(version), gone, StandardCopyOption.ATOMIC_MOVE);
            delete(gone);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "model " + version + " cannot be deleted from " + root + ": " + IoReason.of(e), e);
        }
    }

    private static ModelCard verified(Path folder) {
        ModelCard card = ModelFolder.verify(folder);
        if (!card.version().equals(ModelFolder.name(folder))) {
            throw new ModelRefusedException(folder.resolve(ModelFolder.CARD) + " belongs to version " + card.version()
                    + ": it must be in the folder of its version");
        }
        return card;
    }

    private Path folder(String aliasOrVersion) {
        String version = switch (aliasOrVersion) {
            case CHAMPION -> aliases().champion().orElseThrow(() -> none(CHAMPION));
            case CHALLENGER -> aliases().challenger().orElseThrow(() -> none(CHALLENGER));
            case SHADOW -> aliases().shadow().orElseThrow(() -> none(SHADOW));
            default -> aliasOrVersion;
        };
        if (!list().contains(version)) {
            throw new ModelRefusedException("there is no model '" + version + "' in " + root + "; " + those());
        }
        return versions.resolve(version);
    }

    private String those() {
        List<String> all = list();
        return all.isEmpty() ? "it has none" : "there are " + String.join(", ", all);
    }

    private ModelRefusedException none(String alias) {
        return new ModelRefusedException("there is no " + alias + " in " + root + "; " + those());
    }

    private interface Content {
        void writeTo(Path folder) throws IOException;
    }

    private ModelCard add(String version, Content content) {
        Path target = versions.resolve(version);
        create();
        try {
            Path unfinished = Files.createTempDirectory(versions, UNFINISHED);
            try {
                content.writeTo(unfinished);
                ModelCard card = ModelFolder.verify(unfinished);
                if (Files.exists(target)) {
                    throw new ModelRefusedException(target + " exists: a published version never changes");
                }
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
                aliasFile.change(aliases -> aliases.withChallenger(version));
                return card;
            } finally {
                delete(unfinished);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "model " + version + " cannot be stored in " + root + ": " + IoReason.of(e), e);
        }
    }

    private static byte[] resource(String path) {
        try (InputStream in = ModelRegistry.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new ModelRefusedException(path + " is missing: it should ship with Foretide");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ModelRefusedException(path + " cannot be read: " + IoReason.of(e), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path file : ModelFolder.files(folder)) {
                Files.delete(file);
            }
            Files.delete(folder);
        }
    }
}
