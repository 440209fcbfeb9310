package io.foretide.scaler.app.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys of a job, and their schema: to make them takes longer than to read a job, and all jobs of the same types have the same.
 * Immutable.
 */
record JobSchema(ConfigKeys keys, ConfigSchema schema) {
    /** Those of a file, which are made once. Thread-safe. */
    static final class OfFile {
        private final Map<Map<String, String>, JobSchema> byTypes = new ConcurrentHashMap<>();

        /** The keys of a job that says this. */
        JobSchema of(ObjectNode said) {
            Map<String, String> types = new HashMap<>();
            said.properties()
                    .forEach(block -> types.put(
                            block.getKey(), block.getValue().path("type").asText()));
            return byTypes.computeIfAbsent(types, JobSchema::of);
        }
    }

    private static JobSchema of(Map<String, String> types) {
        ConfigKeys keys = new ConfigKeys(block -> Optional.of(types.getOrDefault(block, "")));
        return new JobSchema(keys, ConfigSchema.of(keys.root()));
    }
}
