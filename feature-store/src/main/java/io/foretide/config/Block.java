package io.foretide.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys that stand together. Immutable.
 *
 * @param allowed what may stand there, as an error says it, such as {@code a block with rest and job}
 * @param required those that have to be there, whatever the others say
 * @param keys in the order in which they are shown
 */
public record Block(String allowed, List<Key<?>> required, List<Key<?>> keys) {
    public Block {
        required = List.copyOf(required);
        keys = List.copyOf(keys);
    }

    /** A block in which every key that is required has to be there. */
    public Block(String allowed, List<Key<?>> keys) {
        this(allowed, keys.stream().filter(Key::isRequired).toList(), keys);
    }

    /** As a JSON schema; no other keys are allowed. */
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        keys.forEach(key -> properties.put(key.name(), key.codec().schema()));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        if (!required.isEmpty()) {
            schema.put("required", required.stream().map(Key::name).toList());
        }
        schema.put("description", allowed);
        schema.put("properties", properties);
        return schema;
    }
}
