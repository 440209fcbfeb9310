package io.foretide.scaler.app.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import io.foretide.config.Block;
import io.foretide.config.Place;
import io.foretide.config.Values;
import io.foretide.text.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads {@code foretide.yaml} by its keys, and reports everything that is wrong at once. */
public final class ConfigReader {
    private static final int MAX_BYTES = 256 * 1024;

    private ConfigReader() {}

    /**
     * Reads a file.
     *
     * @throws ConfigException listing every problem by key, value and what is allowed
     */
    public static ForetideConfig read(Path file) {
        return new Reading(file).config;
    }

    /**
     * A file with every default, as YAML that reads the same; a password in an address is masked.
     *
     * @throws ConfigException as {@link #read}
     */
    public static String show(Path file) {
        return Yaml.text(new Reading(file).root.shown());
    }

    /**
     * Reads a file that holds nothing but what {@code foretide.yaml} has under {@code signals}.
     *
     * @param zone of a calendar that names none
     * @throws ConfigException listing every problem by key, value and what is allowed
     */
    public static ForetideConfig.Signals signals(Path file, ZoneId zone) {
        JsonNode signals = parse(file, "calendar or traces are needed");
        Block block = new Block("a file of signals", List.of(ConfigKeys.SIGNALS));
        List<String> problems = new ArrayList<>();
        Values root = values(block, Yaml.block("signals", signals), file, problems);
        ForetideConfig.Signals read = ConfigBinding.signals(root.block(ConfigKeys.SIGNALS), zone);
        refuse(file, problems);
        return read;
    }

    /** The schema of the whole file, for editors. */
    static String schema() {
        return ConfigSchema.of(new ConfigKeys().root()).toString();
    }

    /** One file, read. */
    private static final class Reading {
        private final Values root;
        private final ForetideConfig config;

        Reading(Path file) {
            JsonNode tree = parse(file, "job, flink and target are needed");
            ConfigKeys keys = new ConfigKeys(
                    block -> Optional.of(tree.path(block).path("type").asText()));
            List<String> problems = new ArrayList<>();
            root = values(keys.root(), tree, file, problems);
            Optional<ForetideConfig> bound = new ConfigBinding(keys, root, file).bind();
            refuse(file, problems);
            config = bound.orElseThrow();
        }
    }

    private static Values values(Block block, JsonNode tree, Path file, List<String> problems) {
        refuse(file, ConfigSchema.of(block).problems(tree));
        return new Values(block, Yaml.plain(tree), new Place("", problems));
    }

    private static void refuse(Path file, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigException(file, problems);
        }
    }

    /** A configuration has some kilobytes; what the parser takes for a remark grows with the square of its length. */
    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ConfigException(
                        file, List.of("the file has more than " + MAX_BYTES + " bytes: must have at most that many"));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    private static JsonNode parse(Path file, String needed) {
        try (MappingIterator<JsonNode> documents = Yaml.documents(text(file))) {
            JsonNode root = documents.hasNextValue() ? documents.nextValue() : null;
            if (root == null || root.isNull() || root.isMissingNode()) {
                throw new ConfigException(file, List.of("the file is empty: " + needed));
            }
            if (!root.isObject()) {
                throw new ConfigException(file, List.of("the file has no keys: " + needed));
            }
            if (documents.hasNextValue()) {
                throw new ConfigException(
                        file, List.of("the file holds more than one document, separated by ---: one is allowed"));
            }
            return root;
        } catch (NoSuchFileException e) {
            throw new ConfigException(file, List.of("there is no such file"));
        } catch (StreamConstraintsException e) {
            throw new ConfigException(
                    file, List.of("the file is nested too deep: must be at most " + Yaml.MAX_DEPTH + " blocks deep"));
        } catch (JsonProcessingException e) {
            throw new ConfigException(
                    file,
                    List.of((e.getLocation() == null
                                    ? ""
                                    : "line " + e.getLocation().getLineNr() + ": ")
                            + e.getOriginalMessage()
                                    .lines()
                                    .filter(line -> !line.startsWith(" ")) // the parser quotes the file there
                                    .collect(Collectors.joining("; "))));
        } catch (CharacterCodingException e) {
            throw new ConfigException(file, List.of("the file is not text in UTF-8"));
        } catch (IOException e) {
            throw new ConfigException(file, List.of("cannot be read: " + IoReason.of(e)));
        }
    }
}
