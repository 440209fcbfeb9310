package io.foretide.training.registry;

import io.foretide.store.JobFiles;
import io.foretide.store.SharedFile;
import io.foretide.text.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Published models of a job, and who of them plays which part: in a folder ({@code versions/VERSION/} and {@code aliases.json}),
 * or in a database that several processes share.
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

    private final VersionStore versions;
    private final KeptAliases keptAliases;
    private final Path training;

    /** The registry in a folder, which is created when something is stored in it. */
    public ModelRegistry(Path root) {
        this(
                new VersionFolders(root),
                new KeptAliases(new SharedFile(root.resolve(KeptAliases.NAME), root.resolve(".lock"))),
                root);
    }

    /**
     * The registry among the files of a job in a database.
     *
     * @param local folder of this machine for copies and for trainings under way; it may be lost
     */
    public ModelRegistry(JobFiles rows, Path local) {
        this(new VersionRows(rows, local.resolve("fetched")), new KeptAliases(rows.shared(KeptAliases.NAME)), local);
    }

    private ModelRegistry(VersionStore versions, KeptAliases keptAliases, Path local) {
        this.versions = versions;
        this.keptAliases = keptAliases;
        this.training = local.resolve("training");
    }

    /** What it is called in messages: its folder, or whose it is in which database. */
    public String name() {
        return versions.name();
    }

    /** Whether a folder holds models, or has held some. */
    public static boolean isOne(Path folder) {
        return Files.isDirectory(VersionFolders.in(folder));
    }

    /**
     * Creates its folder if need be: whoever will store something later knows now that it can be done.
     *
     * @throws UncheckedIOException if nothing can be stored
     */
    public void create() {
        try {
            versions.create();
        } catch (IOException e) {
            throw new UncheckedIOException("the model registry " + name() + " cannot be written: " + IoReason.of(e), e);
        }
    }

    /** The folder of this machine in which trainings keep what they need to go on after they were ended. */
    public Path trainingFolder() {
        return training;
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
        if (list().contains(version)) {
            return card(version);
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
     * Stores a version of another registry as it is there, unless it is here.
     *
     * @return whether it was stored
     * @throws ModelRefusedException if it is not as it was published, or is here and another one
     */
    public boolean copy(ModelRegistry from, String version) {
        ModelCard card = from.card(version);
        if (list().contains(version)) {
            if (!card(version).equals(card)) {
                throw new ModelRefusedException("model " + version + " of " + from.name()
                        + " is another one than that of " + name() + ": a published version never changes");
            }
            return false;
        }
        Path files = from.files(version);
        add(version, folder -> {
            for (Path file : ModelFolder.files(files)) {
                Files.copy(file, folder.resolve(ModelFolder.name(file)));
            }
            ModelFolder.force(folder);
        });
        return true;
    }

    /** Gives the versions the parts that they play in another registry. */
    public ModelAliases copyAliases(ModelRegistry from) {
        ModelAliases aliases = from.aliases();
        return keptAliases.change(old -> aliases);
    }

    /** All versions, the oldest first. */
    public List<String> oldestFirst() {
        List<String> versions = new ArrayList<>(listed(this.versions::newestFirst));
        Collections.reverse(versions);
        return versions;
    }

    /**
     * Verifies and loads a model.
     *
     * @param aliasOrVersion {@code champion}, {@code challenger} or a version
     * @throws ModelRefusedException if it is not there or not as it was published
     * @throws UncheckedIOException if it cannot be read now
     */
    public TrainedModel load(String aliasOrVersion) {
        String version = version(aliasOrVersion);
        Path folder = files(version);
        verified(version, folder);
        return ModelFolder.load(folder);
    }

    /** The verified card of a model. */
    public ModelCard card(String aliasOrVersion) {
        String version = version(aliasOrVersion);
        return verified(version, files(version));
    }

    /** All versions by name. A version that cannot be used is among them; {@link #card} says why. */
    public List<String> list() {
        return listed(versions::list);
    }

    private List<String> listed(Listing listing) {
        try {
            return listing.list();
        } catch (IOException e) {
            throw new UncheckedIOException("the model registry " + name() + " cannot be listed: " + IoReason.of(e), e);
        }
    }

    private interface Listing {
        List<String> list() throws IOException;
    }

    /** Who is champion and challenger. */
    public ModelAliases aliases() {
        return keptAliases.read();
    }

    /**
     * Makes a version the champion, after loading it once.
     *
     * @throws ModelRefusedException if it cannot be loaded; the champion stays
     */
    public ModelAliases promote(String aliasOrVersion) {
        create();
        return keptAliases.change(
                aliases -> aliases.promoted(load(aliasOrVersion).card().version()));
    }

    /**
     * Makes a version the champion in place of the one that it was compared with, after loading it once.
     *
     * @param before the champion then, if there was one
     * @return whether it is the champion now: not if another has become so meanwhile
     * @throws ModelRefusedException as {@link #promote(String)}
     */
    public boolean promote(String version, Optional<String> before) {
        load(version);
        return keptAliases
                .change(aliases -> aliases.champion().equals(before) ? aliases.promoted(version) : aliases)
                .champion()
                .filter(version::equals)
                .isPresent();
    }

    /**
     * Makes the champion before this one the champion again, after loading it once.
     *
     * @throws ModelRefusedException if there is none or it cannot be loaded; the champion stays
     */
    public ModelAliases rollback() {
        create();
        return keptAliases.change(aliases -> {
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
        return keptAliases.change(aliases -> {
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
        return keptAliases.change(aliases ->
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
        keptAliases.change(aliases -> {
            Retention retention = Retention.of(aliases, listed(versions::newestFirst));
            for (String version : retention.superfluous()) {
                remove(version);
                deleted.add(version);
            }
            return retention.aliases();
        });
        return deleted;
    }

    private void remove(String version) {
        try {
            versions.remove(version);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "model " + version + " cannot be deleted from " + name() + ": " + IoReason.of(e), e);
        }
    }

    private static ModelCard verified(String version, Path folder) {
        ModelCard card = ModelFolder.verify(folder);
        if (!card.version().equals(version)) {
            throw new ModelRefusedException(folder.resolve(ModelFolder.CARD) + " belongs to version " + card.version()
                    + ": it must be in the folder of its version");
        }
        return card;
    }

    private String version(String aliasOrVersion) {
        String version = switch (aliasOrVersion) {
            case CHAMPION -> aliases().champion().orElseThrow(() -> none(CHAMPION));
            case CHALLENGER -> aliases().challenger().orElseThrow(() -> none(CHALLENGER));
            case SHADOW -> aliases().shadow().orElseThrow(() -> none(SHADOW));
            default -> aliasOrVersion;
        };
        if (!list().contains(version)) {
            throw new ModelRefusedException("there is no model '" + version + "' in " + name() + "; " + those());
        }
        return version;
    }

    private Path files(String version) {
        try {
            return versions.files(version);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "model " + version + " in " + name() + " cannot be read: " + IoReason.of(e), e);
        }
    }

    private String those() {
        List<String> all = list();
        return all.isEmpty() ? "it has none" : "there are " + String.join(", ", all);
    }

    private ModelRefusedException none(String alias) {
        return new ModelRefusedException("there is no " + alias + " in " + name() + "; " + those());
    }

    private interface Content {
        void writeTo(Path folder) throws IOException;
    }

    private ModelCard add(String version, Content content) {
        create();
        try {
            Path unfinished = versions.begin();
            try {
                content.writeTo(unfinished);
                ModelCard card = ModelFolder.verify(unfinished);
                if (!versions.add(version, unfinished)) {
                    throw new ModelRefusedException(
                            "model " + version + " is in " + name() + ": a published version never changes");
                }
                keptAliases.change(aliases -> aliases.withChallenger(version));
                return card;
            } finally {
                UnfinishedFolder.delete(unfinished);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "model " + version + " cannot be stored in " + name() + ": " + IoReason.of(e), e);
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
}
