package io.foretide.telemetry.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.telemetry.flink.access.FlinkAccess;
import io.foretide.telemetry.flink.access.FlinkAddress;
import io.foretide.telemetry.flink.access.FlinkHttp;
import io.foretide.text.Json;
import java.io.IOException;
import java.util.Optional;

/** JSON from and to a Flink REST address; all that is asked of one Flink shares it. Thread-safe. */
public final class FlinkRest {
    private final FlinkHttp http;

    /** A Flink that is not asked yet. */
    public FlinkRest(FlinkAccess access) {
        this.http = new FlinkHttp(access);
    }

    FlinkAddress address() {
        return http.address();
    }

    /**
     * The answer to a path that always has one.
     *
     * @throws IOException if Flink cannot be reached, answers with another status than 200, or not with JSON
     */
    JsonNode get(String path) throws IOException {
        FlinkHttp.Answer answer = http.get(path);
        if (answer.status() != 200) {
            throw new IOException(
                    address() + path + " answers with HTTP status " + answer.status() + ": 200 is expected");
        }
        return parse(path, answer.body());
    }

    /** The answer to a path that has none while a job restarts: empty if the status is not 200. */
    Optional<JsonNode> find(String path) throws IOException {
        FlinkHttp.Answer answer = http.get(path);
        return answer.status() == 200 ? Optional.of(parse(path, answer.body())) : Optional.empty();
    }

    /**
     * Sends JSON, and answers with what comes back.
     *
     * @throws IOException if Flink cannot be reached or refuses
     */
    JsonNode send(String method, String path, Object body) throws IOException {
        FlinkHttp.Answer answer = http.send(method, path, Json.line(body));
        if (answer.status() / 100 != 2) {
            throw new IOException(method + " " + address() + path + " answers with HTTP status " + answer.status()
                    + ": " + answer.body().lines().findFirst().orElse(""));
        }
        return parse(path, answer.body());
    }

    private JsonNode parse(String path, String body) throws IOException {
        try {
            return Json.tree(body);
        } catch (StreamConstraintsException e) {
            throw new IOException(
                    address() + path + " answers with JSON that is nested too deeply, or has too long a text or number",
                    e);
        } catch (JsonProcessingException e) {
            throw new IOException(address() + path + " does not answer with JSON: " + e.getOriginalMessage(), e);
        }
    }
}
