package io.foretide.scaler.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.config.Block;
import io.foretide.config.Place;
import io.foretide.config.Values;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code foretide.yaml} by its keys, and reports everything that is wrong at once. */
public final class ConfigReader {
    private static final String NEEDED = "job, flink and target are needed";

    private ConfigReader() {}

    /**
     * Reads a file of one job.
     *
     * @throws ConfigException listing every problem by key, value and what is allowed
     */
    public static ForetideConfig read(Path file) {
        return read(file, Optional.empty());
    }

    /**
     * Reads what a file says of a job.
     *
     * @param job which one; may be left out where there is one alone
     * @throws ConfigException as {@link #read(Path)}, or if there is no such job
     */
    public static ForetideConfig read(Path file, Optional<String> job) {
        return reading(file, job).config();
    }

    /**
     * The same with every default, as YAML that reads the same; a password in an address is masked.
     *
     * @throws ConfigException as {@link #read}
     */
    public static String show(Path file, Optional<String> job) {
        return Yaml.text(reading(file, job).root().shown());
    }

    /**
     * All that a file says, be it of one job or of a fleet. What is wrong with a job of a fleet is said there, and the others
     * are as they are.
     *
     * @throws ConfigException if the file of one job is wrong, or what a fleet's says of the whole
     */
    public static FleetConfig fleet(Path file) {
        return fleet(file, List.of());
    }

    /**
     * The same again.
     *
     * @param before jobs that were read of it before: what says the same is not read anew
     * @throws ConfigException as {@link #fleet(Path)}
     */
    public static FleetConfig fleet(Path file, List<FleetConfig.Job> before) {
        ObjectNode tree = YamlFile.parse(file, NEEDED);
        return FleetFile.isFleet(tree)
                ? new FleetFile(file, tree).read(before)
                : FleetConfig.of(new JobReading(Origin.of(file), tree));
    }

    /**
     * Reads a file that holds nothing but what {@code foretide.yaml} has under {@code signals}.
     *
     * @param zone of a calendar that names none
     * @throws ConfigException listing every problem by key, value and what is allowed
     */
    public static ForetideConfig.Signals signals(Path file, ZoneId zone) {
        JsonNode signals = YamlFile.parse(file, "calendar or traces are needed");
        Block block = new Block("a file of signals", List.of(ConfigKeys.SIGNALS));
        List<String> problems = new ArrayList<>();
        Origin origin = Origin.of(file);
        Values root = values(block, Yaml.block("signals", signals), origin, problems);
        ForetideConfig.Signals read = ConfigBinding.signals(root.block(ConfigKeys.SIGNALS), zone);
        refuse(origin, problems);
        return read;
    }

    /** The schema of a job's file, for editors. */
    static String schema() {
        return ConfigSchema.of(new ConfigKeys().root()).toString();
    }

    private static JobReading reading(Path file, Optional<String> job) {
        ObjectNode tree = YamlFile.parse(file, NEEDED);
        if (FleetFile.isFleet(tree)) {
            return new FleetFile(file, tree).job(job);
        }
        JobReading reading = new JobReading(Origin.of(file), tree);
        job.filter(name -> !name.equals(reading.config().job().value())).ifPresent(name -> {
            throw new ConfigException(
                    Origin.of(file),
                    List.of("job " + name + ": is not there; there is "
                            + reading.config().job()));
        });
        return reading;
    }

    /** Values of a tree that fits the schema. */
    static Values values(Block block, JsonNode tree, Origin origin, List<String> problems) {
        refuse(origin, ConfigSchema.of(block).problems(tree));
        return new Values(block, Yaml.plain(tree), new Place("", problems));
    }

    static void refuse(Origin origin, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigException(origin, problems);
        }
    }
}
