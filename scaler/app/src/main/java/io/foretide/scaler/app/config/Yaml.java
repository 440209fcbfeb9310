package io.foretide.scaler.app.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.Map;

/** YAML as people write it, and as Foretide prints it. Thread-safe. */
final class Yaml {
    /** Blocks within blocks: a configuration has five. */
    static final int MAX_DEPTH = 50;

    private static final YAMLMapper MAPPER = YAMLMapper.builder(YAMLFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            // "mode: off" and "country: NO" are words
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();
    private static final TypeReference<Map<String, Object>> PLAIN = new TypeReference<>() {};

    private Yaml() {}

    static MappingIterator<JsonNode> documents(String text) throws IOException {
        return MAPPER.readerFor(JsonNode.class).readValues(text);
    }

    /** A block with one key. */
    static ObjectNode block(String key, JsonNode value) {
        return MAPPER.createObjectNode().set(key, value);
    }

    static JsonNode tree(Map<String, Object> plain) {
        return MAPPER.valueToTree(plain);
    }

    /** Texts, numbers, booleans, lists and maps. */
    static Map<String, Object> plain(JsonNode tree) {
        return MAPPER.convertValue(tree, PLAIN);
    }

    static String text(Map<String, Object> plain) {
        try {
            return MAPPER.writeValueAsString(plain);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a configuration is a tree of numbers and texts", e);
        }
    }
}
