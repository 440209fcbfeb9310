package io.foretide.scaler.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.foretide.config.Block;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The JSON schema of a file, made of its keys, and what a file says that does not fit it. Immutable. */
final class ConfigSchema {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private final JsonNode tree;
    private final JsonSchema schema;

    private ConfigSchema(JsonNode tree) {
        this.tree = tree;
        this.schema = FACTORY.getSchema(tree);
    }

    /** The schema of a file that holds the keys of {@code block}. */
    static ConfigSchema of(Block block) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        plain.put("title", "foretide.yaml");
        plain.putAll(block.schema());
        return new ConfigSchema(Yaml.tree(plain));
    }

    /** Every problem by key, value and what is allowed. */
    List<String> problems(JsonNode file) {
        List<String> problems = new ArrayList<>();
        for (ValidationMessage message : schema.validate(file)) {
            problems.add(describe(message));
        }
        return problems;
    }

    /** Indented JSON. */
    @Override
    public String toString() {
        return tree.toPrettyString();
    }

    private String describe(ValidationMessage message) {
        String at = message.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
        String prefix = at.isEmpty() ? "" : at + ".";
        return switch (message.getType()) {
            case "additionalProperties" -> unknown(prefix + message.getProperty(), message);
            case "required" -> prefix + message.getProperty() + ": is missing";
            default -> at + " " + message.getInstanceNode() + ": must be " + allowed(message);
        };
    }

    private String unknown(String key, ValidationMessage message) {
        return key + ": unknown key; allowed are " + allowedKeys(message)
                + FormerKeys.now(key).map(now -> "\nMaybe " + now).orElse("");
    }

    private String allowedKeys(ValidationMessage message) {
        JsonNode properties = parentSchema(message).path("properties");
        TreeSet<String> keys = new TreeSet<>();
        properties.fieldNames().forEachRemaining(keys::add);
        return String.join(", ", keys);
    }

    private String allowed(ValidationMessage message) {
        return parentSchema(message).path("description").asText(message.getMessage());
    }

    /** The schema object whose keyword failed. */
    private JsonNode parentSchema(ValidationMessage message) {
        return message.getSchemaLocation().getFragment().getNameCount() <= 1 ? tree : tree.at(pointer(message));
    }

    private static String pointer(ValidationMessage message) {
        String full = message.getSchemaLocation().getFragment().toString();
        return full.substring(0, full.lastIndexOf('/'));
    }
}
