package io.foretide.scaler.app.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads {@code foretide.yaml} against its schema, and reports everything that is wrong at once. */
public final class ConfigReader {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            // "mode: off" and "country: NO" are words
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .build();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private ConfigReader() {}

    /**
     * Reads a file.
     *
     * @throws ConfigException listing every problem by key, value and what is allowed
     */
    public static ForetideConfig read(Path file) {
        JsonNode root = parse(file, "job, flink and target are needed");
        check(schema(), root, file);
        return new ConfigBinding(root, file).bind();
    }

    /**
     * Reads a file that holds nothing but what {@code foretide.yaml} has under {@code signals}.
     *
     * @param zone of a calendar that names none
     * @throws ConfigException listing every problem by key, value and what is allowed
     */
    public static ForetideConfig.Signals signals(Path file, ZoneId zone) {
        ObjectNode root = YAML.createObjectNode();
        root.set("signals", parse(file, "calendar or traces are needed"));
        ObjectNode schema = root().deepCopy();
        schema.remove("required");
        check(FACTORY.getSchema(schema), root, file);
        return new ConfigBinding(root, file).bindSignals(zone);
    }

    private static void check(JsonSchema schema, JsonNode root, Path file) {
        List<String> problems = new ArrayList<>();
        for (ValidationMessage message : schema.validate(root)) {
            problems.add(describe(message));
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(file, problems);
        }
    }

    private static JsonNode parse(Path file, String needed) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(Files.readString(file))) {
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
        } catch (JsonProcessingException e) {
            throw new ConfigException(
                    file,
                    List.of("line " + e.getLocation().getLineNr() + ": "
                            + e.getOriginalMessage()
                                    .lines()
                                    .filter(line -> !line.startsWith(" ")) // the parser quotes the file there
                                    .collect(Collectors.joining("; "))));
        } catch (CharacterCodingException e) {
            throw new ConfigException(file, List.of("the file is not text in UTF-8"));
        } catch (IOException e) {
            throw new ConfigException(file, List.of("cannot be read: " + e.getMessage()));
        }
    }

    private static JsonSchema schema() {
        try (InputStream in = ConfigReader.class.getResourceAsStream("schema.json")) {
            return FACTORY.getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String describe(ValidationMessage message) {
        String at = message.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
        String prefix = at.isEmpty() ? "" : at + ".";
        return switch (message.getType()) {
            case "additionalProperties" ->
                prefix + message.getProperty() + ": unknown key; allowed are " + allowedKeys(message);
            case "required" -> prefix + message.getProperty() + ": is missing";
            default -> at + " " + message.getInstanceNode() + ": " + allowed(message) + " is allowed";
        };
    }

    private static String allowedKeys(ValidationMessage message) {
        JsonNode properties = parentSchema(message).path("properties");
        TreeSet<String> keys = new TreeSet<>();
        properties.fieldNames().forEachRemaining(keys::add);
        return String.join(", ", keys);
    }

    private static String allowed(ValidationMessage message) {
        return parentSchema(message).path("description").asText(message.getMessage());
    }

    /** The schema object whose keyword failed. */
    private static JsonNode parentSchema(ValidationMessage message) {
        return message.getSchemaLocation().getFragment().getNameCount() <= 1 ? root() : root().at(pointer(message));
    }

    private static JsonNode root() {
        return schema().getSchemaNode();
    }

    private static String pointer(ValidationMessage message) {
        String full = message.getSchemaLocation().getFragment().toString();
        return full.substring(0, full.lastIndexOf('/'));
    }
}
