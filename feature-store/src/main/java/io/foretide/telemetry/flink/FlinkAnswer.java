package io.foretide.telemetry.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.telemetry.UnreadException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Flink answers, or a part of it. Whoever asks for a value gets one of the right kind that is possible, or an {@link
 * UnreadException} which names the answer, the field, what is there and what must be: an answer that is empty, cut off or
 * somebody else's is no state of a job. Immutable.
 *
 * @param of address of the answer, for messages
 */
record FlinkAnswer(String of, JsonNode node) {
    /** The most subtasks that Flink gives a vertex: {@code KeyGroupRangeAssignment.UPPER_BOUND_MAX_PARALLELISM}. */
    static final int MAX_PARALLELISM = 1 << 15;

    /** The year 5138. */
    private static final long MAX_MILLIS = 100_000_000_000_000L;

    private static final int MAX_SHOWN = 40;

    /** What can stand in a path; Flink's own ids are hexadecimal, a TaskManager's may have its host and port. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,255}");

    /** Itself, if it is an object. */
    FlinkAnswer object() throws UnreadException {
        if (!node.isObject()) {
            throw UnreadException.badAnswer(of + " answers with " + shown(node) + ": must be a JSON object");
        }
        return this;
    }

    /** Its elements, if it is an array of objects. */
    List<FlinkAnswer> objects() throws UnreadException {
        if (!node.isArray()) {
            throw UnreadException.badAnswer(of + " answers with " + shown(node) + ": must be a JSON array");
        }
        List<FlinkAnswer> elements = new ArrayList<>();
        for (JsonNode element : node) {
            elements.add(new FlinkAnswer(of, element).object());
        }
        return elements;
    }

    /** An object in it. */
    FlinkAnswer at(String field) throws UnreadException {
        JsonNode inside = node.path(field);
        if (!inside.isObject()) {
            throw wrong(field, "a JSON object");
        }
        return new FlinkAnswer(of, inside);
    }

    /** An object in it, where it is null or not there if there is nothing to tell. */
    Optional<FlinkAnswer> find(String field) throws UnreadException {
        JsonNode inside = node.path(field);
        return inside.isMissingNode() || inside.isNull() ? Optional.empty() : Optional.of(at(field));
    }

    /** The objects of an array in it. */
    List<FlinkAnswer> list(String field) throws UnreadException {
        if (!node.path(field).isArray()) {
            throw wrong(field, "a JSON array");
        }
        return new FlinkAnswer(of, node.path(field)).objects();
    }

    /** A text in it. */
    String text(String field) throws UnreadException {
        if (!node.path(field).isTextual()) {
            throw wrong(field, "a text");
        }
        return node.path(field).textValue();
    }

    /** An id in it, which can stand in a path. */
    String id(String field) throws UnreadException {
        if (!ID.matcher(text(field)).matches()) {
            throw wrong(field, "an id of letters, digits and . _ : -");
        }
        return text(field);
    }

    /** A number of things in it, of which there are never more than {@code most}. */
    int count(String field, int most) throws UnreadException {
        return (int) whole(field, 0, most);
    }

    /** The same, where nothing is told of none. */
    int countIfAny(String field, int most) throws UnreadException {
        return node.path(field).isMissingNode() ? 0 : count(field, most);
    }

    /** An instant in it, milliseconds since 1970. */
    long millis(String field) throws UnreadException {
        return whole(field, 0, MAX_MILLIS);
    }

    /** The same, where -1 is told of what has not happened. */
    long millisOrNever(String field) throws UnreadException {
        return whole(field, -1, MAX_MILLIS);
    }

    /** A whole number in it. */
    long whole(String field, long least, long most) throws UnreadException {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw wrong(field, "a whole number from " + least + " to " + most);
        }
        return value.longValue();
    }

    private UnreadException wrong(String field, String allowed) {
        return UnreadException.badAnswer(
                of + " has " + shown(node.path(field)) + " at " + field + ": must be " + allowed);
    }

    private static String shown(JsonNode found) {
        String text = found.toString();
        return found.isMissingNode()
                ? "nothing"
                : text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
    }
}
