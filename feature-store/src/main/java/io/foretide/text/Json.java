package io.foretide.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Map;

/**
 * JSON as Foretide writes it: ISO-8601 times, empty optionals as null. What else has a mapper says why. Thread-safe.
 */
public final class Json {
    // a record's components are its data; its isX() methods are derived
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private Json() {}

    /** One line of JSON. */
    public static String line(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "no JSON for a " + value.getClass().getSimpleName(), e);
        }
    }

    /** Indented JSON for people. */
    public static String pretty(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "no JSON for a " + value.getClass().getSimpleName(), e);
        }
    }

    /** The same of an object, with more fields at its end. */
    public static String pretty(Object value, Map<String, ?> more) {
        ObjectNode whole = MAPPER.valueToTree(value);
        more.forEach((name, field) -> whole.set(name, MAPPER.valueToTree(field)));
        return pretty(whole);
    }

    /** A record of {@code type} from JSON that {@link #line} wrote. */
    public static <T> T read(String json, Class<T> type) {
        try {
            T read = MAPPER.readValue(json, type);
            if (read == null) {
                throw new IllegalArgumentException("no " + type.getSimpleName() + " in this JSON: it is null");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "no " + type.getSimpleName() + " in this JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** What is wrong with it, for people, without what the library's own users may set. */
    public static String why(JsonProcessingException wrong) {
        return wrong.getOriginalMessage()
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("\\s*[:;(]?[^:;(]*(`|\\[Source).*$", "");
    }

    /**
     * JSON of any shape; a missing node if the text is empty.
     *
     * @throws JsonProcessingException if it is none
     */
    public static JsonNode tree(String json) throws JsonProcessingException {
        return MAPPER.readTree(json);
    }
}
