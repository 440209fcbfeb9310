package io.foretide.telemetry.signal;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.datasets.Timestamps;
import io.foretide.telemetry.access.HttpAccess;
import io.foretide.telemetry.access.HttpRequests;
import io.foretide.text.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** A number in what a peer answers, JSON. What follows '?' in its path may be a secret, and is in no message. */
final class JsonProbe implements Probe {
    private static final int OK = 200;

    private final HttpRequests http;
    private final String path;
    private final JsonPointer value;
    private final Optional<JsonPointer> time;

    /**
     * A question that is not asked yet.
     *
     * @param path what follows the address; empty or begins with a slash or '?'
     * @param value where the number stands
     * @param time where the instant stands at which it was true; empty: that of the answer
     */
    JsonProbe(HttpAccess access, String path, JsonPointer value, Optional<JsonPointer> time) {
        this.http = new HttpRequests(access);
        this.path = path;
        this.value = value;
        this.time = time;
    }

    @Override
    public Reading read(Instant now) throws IOException {
        JsonNode answer = answer();
        double number = number(answer);
        return new Reading(time.isPresent() ? time(answer, time.get()) : now, number);
    }

    private JsonNode answer() throws IOException {
        HttpRequests.Answer answer;
        try {
            answer = http.get(path);
        } catch (IOException e) {
            throw new IOException(masked(String.valueOf(e.getMessage())), e);
        }
        if (answer.status() != OK) {
            throw new IOException(named() + " answers with HTTP status " + answer.status() + ": must be " + OK);
        }
        try {
            return Json.tree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IOException(named() + " answers with what is no JSON", e);
        }
    }

    private double number(JsonNode answer) throws IOException {
        JsonNode node = answer.at(value);
        String text = node.asText();
        try {
            double number = node.isNumber() || node.isTextual() ? Double.parseDouble(text) : Double.NaN;
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // no number either: said below
        }
        throw refused(value, node, "a number");
    }

    private Instant time(JsonNode answer, JsonPointer at) throws IOException {
        JsonNode node = answer.at(at);
        try {
            return new Timestamps(Optional.empty()).parse(node.asText());
        } catch (IllegalArgumentException e) {
            throw refused(at, node, "a time: ISO-8601 with offset, or an epoch");
        }
    }

    private IOException refused(JsonPointer at, JsonNode node, String allowed) {
        String text = node.toString();
        String found = node.isMissingNode() ? "nothing" : text.length() > 40 ? text.substring(0, 40) + "..." : text;
        return new IOException(named() + " has " + found + " at \"" + at + "\": must be " + allowed);
    }

    private String named() {
        return http.address() + masked(path);
    }

    private String masked(String text) {
        int query = path.indexOf('?');
        return query < 0 ? text : text.replace(path.substring(query), "?***");
    }
}
