package io.foretide.scaler.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.config.Block;
import io.foretide.config.Key;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The CustomResourceDefinition {@code PredictiveAutoscaler}, whose spec is made of a job's keys. A structural schema can say less
 * than they do: a key of any type of target is allowed with every type, and nothing is required, as the fleet's defaults may say
 * it. Keys that are unknown are kept, so that the service can name them: the API server would drop them without a word.
 */
final class AutoscalerDefinition {
    private static final String DESCRIPTION = "description";
    private static final String KEPT = "x-kubernetes-preserve-unknown-fields";
    private static final String HEAD = """
            # Written from the keys of foretide.yaml, with their documentation; see docs/fleet.md.
            """;
    private static final String FRAME = "predictiveautoscaler.yaml";

    private AutoscalerDefinition() {}

    /** The manifest. */
    static String manifest() {
        JsonNode tree = frame();
        ObjectNode properties = (ObjectNode) tree.at("/spec/versions/0/schema/openAPIV3Schema/properties");
        List<Key<?>> keys = new ArrayList<>(ObjectKeys.controls());
        keys.addAll(ObjectKeys.root());
        properties.set("spec", block("a job with the keys of foretide.yaml, and what is asked for it now", keys));
        return HEAD + Yaml.text(Yaml.plain(tree));
    }

    private static JsonNode frame() {
        try (InputStream file = Objects.requireNonNull(AutoscalerDefinition.class.getResourceAsStream(FRAME))) {
            return Yaml.documents(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode block(String description, List<Key<?>> keys) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "object").put(DESCRIPTION, description).put(KEPT, true);
        ObjectNode properties = schema.putObject("properties");
        keys.forEach(key -> properties.set(key.name(), key(key)));
        return schema;
    }

    private static ObjectNode key(Key<?> key) {
        ObjectNode schema = (ObjectNode) Yaml.tree(key.codec().schema());
        String description = key.help() + ": " + schema.path(DESCRIPTION).asText();
        if (key.codec().inside().isEmpty()) {
            return structural(schema).put(DESCRIPTION, description);
        }
        Block inside = key.codec().inside().get();
        ObjectNode block = block(inside.allowed(), ObjectKeys.of(inside));
        if (schema.path("type").asText().equals("object")) {
            return block.put(DESCRIPTION, description);
        }
        schema.set("items", block);
        return structural(schema).put(DESCRIPTION, description);
    }

    /** As apiextensions/v1 wants it, without what that cannot say. */
    private static ObjectNode structural(ObjectNode schema) {
        schema.remove("uniqueItems");
        if (schema.path("pattern").asText().contains("(?")) {
            schema.remove("pattern"); // RE2 has no lookahead
        }
        exclusive(schema, "exclusiveMinimum", "minimum");
        exclusive(schema, "exclusiveMaximum", "maximum");
        if (schema.get("enum") instanceof ArrayNode words) {
            words.removeIf(word -> ObjectKeys.isProgram(word.asText()));
            schema.put("type", words.path(0).isNumber() ? "number" : "string");
        }
        for (String inside : List.of("items", "additionalProperties")) {
            if (schema.get(inside) instanceof ObjectNode nested) {
                structural(nested);
            }
        }
        return schema;
    }

    /** A bound that is not allowed itself: in OpenAPI a word beside the bound. */
    private static void exclusive(ObjectNode schema, String exclusive, String bound) {
        JsonNode limit = schema.remove(exclusive);
        if (limit != null) {
            schema.set(bound, limit);
            schema.put(exclusive, true);
        }
    }
}
