package io.foretide.scaler.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a job says, upon what its fleet says for all. */
final class Layers {
    private static final String TYPE = "type";

    private Layers() {}

    /**
     * Both together: blocks key by key, everything else as {@code upper} has it where it has something. A block of another type
     * has other keys, so it is taken as it is.
     */
    static ObjectNode over(ObjectNode lower, ObjectNode upper) {
        ObjectNode both = lower.deepCopy();
        upper.properties().forEach(entry -> {
            JsonNode below = both.get(entry.getKey());
            both.set(
                    entry.getKey(),
                    below instanceof ObjectNode block
                                    && entry.getValue() instanceof ObjectNode above
                                    && fits(block, above)
                            ? over(block, above)
                            : entry.getValue().deepCopy());
        });
        return both;
    }

    private static boolean fits(ObjectNode lower, ObjectNode upper) {
        return !lower.has(TYPE) || !upper.has(TYPE) || lower.get(TYPE).equals(upper.get(TYPE));
    }
}
