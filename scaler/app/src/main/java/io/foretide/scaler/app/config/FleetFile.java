package io.foretide.scaler.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.config.Values;
import io.foretide.planner.fleet.FleetSettings;
import io.foretide.scaler.control.replicas.ReplicaSettings;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.JobId;
import io.foretide.text.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A file of many jobs: which there are, and what each of them says. */
final class FleetFile {
    private static final String FROM = "from";

    /** What is one for all jobs of a service. */
    private static final List<String> SHARED =
            List.of("data", "store", "keep", "http", "jobs", "defaults", "fleet", "metrics", "kubernetes");

    private final Path file;
    private final ObjectNode tree;
    private final ObjectNode defaults;
    private final JobSchema.OfFile schemas = new JobSchema.OfFile();

    /** @throws ConfigException if something is wrong with what it says of the whole */
    FleetFile(Path file, ObjectNode tree) {
        this.file = file;
        this.tree = tree;
        this.defaults = tree.get("defaults") instanceof ObjectNode block ? block : tree.objectNode();
        List<String> problems = ConfigSchema.of(FleetKeys.BLOCK).problems(tree);
        if (tree.has("defaults") && !tree.get("defaults").isObject()) {
            problems.add("defaults: must be a block with the keys of a job");
        }
        SHARED.stream().filter(defaults::has).forEach(key -> problems.add("defaults." + shared(key)));
        ConfigReader.refuse(Origin.of(file), problems);
    }

    static boolean isFleet(ObjectNode tree) {
        return tree.has("jobs");
    }

    /**
     * The folder whose files are the jobs of a file; empty if it lists them itself, or is one job's.
     *
     * @throws ConfigException if it cannot be read
     */
    static Optional<Path> folder(Path file) {
        JsonNode from = YamlFile.parse(file, "jobs are needed").path("jobs").path(FROM);
        return from.isTextual() ? Optional.of(file.toAbsolutePath().resolveSibling(from.asText())) : Optional.empty();
    }

    /**
     * A job by its name.
     *
     * @param name may be left out where there is one alone
     * @throws ConfigException if there is no such job, or something is wrong with it
     */
    JobReading job(Optional<String> name) {
        List<Piece> pieces = pieces();
        List<Piece> named = name.map(wanted -> pieces.stream()
                        .filter(piece -> piece.name().equals(wanted))
                        .toList())
                .orElse(pieces);
        if (named.isEmpty() || (name.isEmpty() && named.size() > 1)) {
            String there = pieces.isEmpty()
                    ? "there are none"
                    : "there are " + pieces.size() + ", such as "
                            + pieces.get(0).name();
            throw new ConfigException(
                    Origin.of(file),
                    List.of(name.map(wanted -> "job " + wanted + ": is not there; " + there)
                            .orElse("the file has many jobs and one is needed: name it, --job; " + there)));
        }
        return read(named.get(0));
    }

    /** All of it; {@code before}: see {@link ConfigReader#fleet}. */
    FleetConfig read(List<FleetConfig.Job> before) {
        List<String> problems = new ArrayList<>();
        Origin origin = Origin.of(file);
        Values values = ConfigReader.values(FleetKeys.BLOCK, tree, origin, problems);
        ForetideConfig.Http http = ConfigBinding.http(values.block(ConfigKeys.HTTP));
        Values limits = values.block(FleetKeys.FLEET);
        FleetSettings together =
                new FleetSettings(limits.count(FleetKeys.MAX_SLOTS), limits.count(FleetKeys.RESCALES_AT_ONCE));
        Path data = values.get(ConfigKeys.DATA);
        StoreAddress store = ConfigBinding.store(values, data);
        ConfigBinding.folder("data", data).ifPresent(problems::add);
        Optional<ReplicaSettings> replica = replica(limits, store, problems);
        ConfigReader.refuse(origin, problems);
        JobConflicts conflicts = new JobConflicts();
        each(named(pieces(), before), before).forEach(conflicts::add);
        return new FleetConfig(
                data,
                store,
                values.get(ConfigKeys.KEEP),
                http,
                together,
                replica,
                objects(values),
                conflicts.jobs(),
                conflicts.problems(),
                OptionalInt.of(values.block(FleetKeys.METRICS).get(FleetKeys.METRICS_OF_JOBS)));
    }

    /** Whoever shares a store of a server may share its jobs, too. */
    private static Optional<ReplicaSettings> replica(Values fleet, StoreAddress store, List<String> problems) {
        if (store instanceof StoreAddress.Postgres) {
            return Optional.of(new ReplicaSettings(
                    fleet.get(FleetKeys.REPLICA, FleetKeys.hostName()), fleet.get(FleetKeys.LEASE)));
        }
        if (fleet.has(FleetKeys.REPLICA)) {
            problems.add("fleet.replica: takes a store that replicas can share"
                    + "\nMaybe set store: jdbc:postgresql://HOST/DATABASE");
        }
        return Optional.empty();
    }

    /** Every job by itself, whatever the others are; {@code before}: see {@link ConfigReader#fleet}. */
    List<FleetConfig.Job> each(List<FleetConfig.Job> before) {
        return each(pieces(), before);
    }

    private List<FleetConfig.Job> each(List<Piece> pieces, List<FleetConfig.Job> before) {
        Map<ObjectNode, FleetConfig.Job> known = new HashMap<>();
        before.stream()
                .filter(job -> job.config().isPresent())
                .forEach(job -> known.put(job.said().orElseThrow(), job));
        return pieces.stream()
                .map(piece -> piece.said
                        .map(known::get)
                        .filter(job -> job.where().equals(piece.where))
                        .orElseGet(() -> job(piece)))
                .toList();
    }

    private Optional<FleetConfig.Objects> objects(Values values) {
        if (!values.block(FleetKeys.KUBERNETES).has(FleetKeys.AUTOSCALERS)) {
            return Optional.empty();
        }
        Values autoscalers = values.block(FleetKeys.KUBERNETES).block(FleetKeys.AUTOSCALERS);
        ObjectNode shared = tree.deepCopy().retain("data", "store", "keep", "http", "defaults");
        return Optional.of(new FleetConfig.Objects(
                autoscalers.get(FleetKeys.NAMESPACES), autoscalers.get(FleetKeys.CONTEXTS), shared));
    }

    /** Those that were right before come first; one that does not say its name any more is called as before. */
    private static List<Piece> named(List<Piece> pieces, List<FleetConfig.Job> before) {
        Map<String, String> names = new HashMap<>();
        before.forEach(job -> names.put(job.where(), job.name()));
        Set<String> served = before.stream()
                .filter(job -> job.config().isPresent())
                .map(FleetConfig.Job::name)
                .collect(Collectors.toSet());
        return pieces.stream()
                .map(piece -> piece.isNamed()
                        ? piece
                        : new Piece(
                                names.getOrDefault(piece.where, piece.name), piece.where, piece.said, piece.problems))
                .sorted(Comparator.comparing(piece -> !served.contains(piece.name)))
                .toList();
    }

    private List<Piece> pieces() {
        JsonNode jobs = tree.get("jobs");
        if (jobs.isArray()) {
            List<Piece> pieces = new ArrayList<>();
            for (JsonNode said : jobs) {
                String where = "jobs[" + pieces.size() + "]";
                pieces.add(piece(where, where, said));
            }
            return pieces;
        }
        if (jobs.size() != 1 || !jobs.path(FROM).isTextual()) {
            throw new ConfigException(
                    Origin.of(file), List.of("jobs: must be a list of jobs, or {from: FOLDER} with a file for each"));
        }
        return folder(jobs.get(FROM).asText());
    }

    /** Its files by name; hidden ones are somebody else's. */
    private List<Piece> folder(String name) {
        Path folder = file.toAbsolutePath().resolveSibling(name);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(one -> one.getFileName().toString().matches("[^.].*\\.ya?ml"))
                    .sorted()
                    .map(this::piece)
                    .toList();
        } catch (IOException e) {
            throw new ConfigException(
                    Origin.of(file),
                    List.of("jobs.from " + name + ": must be a folder that can be read: " + IoReason.of(e)));
        }
    }

    private Piece piece(Path one) {
        String name = one.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        if (Files.exists(one) && !Files.isRegularFile(one)) { // who reads a pipe waits for ever
            return new Piece(
                    name,
                    one.getFileName().toString(),
                    Optional.empty(),
                    List.of("must be a file, and is something else"));
        }
        try {
            return piece(name, one.getFileName().toString(), YamlFile.parse(one, "job, flink and target are needed"));
        } catch (ConfigException e) {
            return new Piece(name, one.getFileName().toString(), Optional.empty(), e.problems());
        }
    }

    /**
     * A job as it is said.
     *
     * @param unnamed what it is called if it does not say so itself
     * @param where in the file or folder
     */
    private Piece piece(String unnamed, String where, JsonNode said) {
        if (!(said instanceof ObjectNode own)) {
            return new Piece(unnamed, where, Optional.empty(), List.of("must be a block with the keys of a job"));
        }
        List<String> problems = new ArrayList<>();
        SHARED.stream().filter(own::has).forEach(key -> problems.add(shared(key)));
        String name = own.path("job").asText("");
        if (name.matches("\\.+")) {
            problems.add("job \"" + name + "\": must have a letter or a digit, as a folder is named by it");
        }
        ObjectNode whole = Layers.over(defaults, own);
        List.of("data", "store", "keep", "http").stream()
                .filter(tree::has)
                .forEach(key -> whole.set(key, tree.get(key)));
        return new Piece(name.isEmpty() ? unnamed : name, where, Optional.of(whole), problems);
    }

    private static String shared(String key) {
        return key + ": is said once, in the fleet's file, for all jobs";
    }

    /**
     * One job as it was found.
     *
     * @param where in the file or the folder
     * @param said with what is said for all; empty if it cannot be read
     */
    private record Piece(String name, String where, Optional<ObjectNode> said, List<String> problems) {
        boolean isNamed() {
            return said.isPresent() && name.equals(said.get().path("job").asText()) && JobId.isValid(name);
        }
    }

    private JobReading read(Piece piece) {
        Origin origin =
                new Origin(file, JobId.isValid(piece.name) ? Optional.of(new JobId(piece.name)) : Optional.empty());
        if (!piece.problems.isEmpty() || piece.said.isEmpty()) {
            throw new ConfigException(origin, piece.problems);
        }
        return new JobReading(origin, piece.said.get(), schemas);
    }

    private FleetConfig.Job job(Piece piece) {
        try {
            return FleetConfig.Job.of(read(piece), piece.where);
        } catch (ConfigException e) {
            return FleetConfig.Job.wrong(piece.name, piece.where, piece.said, e.problems());
        }
    }
}
