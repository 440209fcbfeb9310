package io.foretide.telemetry.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.telemetry.access.HttpAccess;
import io.foretide.telemetry.access.HttpAccessKeys;
import io.foretide.telemetry.access.HttpAddress;
import io.foretide.telemetry.access.HttpRequests;
import io.foretide.telemetry.access.Peer;
import io.foretide.text.Json;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** JSON from and to a Flink REST address; all that is asked of one Flink shares it. Thread-safe. */
public final class FlinkRest {
    private static final Peer FLINK = new Peer("Flink", "flink", "rest");

    /** Keys of the block {@code flink} that say how it is reached. */
    public static final HttpAccessKeys KEYS = new HttpAccessKeys(
            FLINK,
            "the JobManager's REST address, with its path if it has one; it must be in Reactive Mode, but for `rescale-api`");

    private final HttpRequests http;

    /** A Flink that is not asked yet. */
    public FlinkRest(HttpAccess access) {
        this.http = new HttpRequests(access);
    }

    /** A Flink of which nothing but the address matters, such as {@code http://127.0.0.1:8081}. */
    public static FlinkRest at(URI address) {
        return new FlinkRest(HttpAccess.at(FLINK, address));
    }

    HttpAddress address() {
        return http.address();
    }

    /**
     * The answer to a path that always has one.
     *
     * @throws IOException if Flink cannot be reached, answers with another status than 200, or not with JSON
     */
    JsonNode get(String path) throws IOException {
        HttpRequests.Answer answer = http.get(path);
        if (answer.status() != 200) {
            throw new IOException(
                    address() + path + " answers with HTTP status " + answer.status() + ": 200 is expected");
        }
        return parse(path, answer.body());
    }

    /**
     * The answer to a path that not every version or job has, or that has none while a job restarts: empty if there is no such
     * path.
     *
     * @throws IOException if Flink cannot be reached or fails: that is not to say that there is none
     */
    Optional<JsonNode> find(String path) throws IOException {
        HttpRequests.Answer answer = http.get(path);
        if (answer.status() != 200 && answer.status() != 404) {
            throw new IOException(
                    address() + path + " answers with HTTP status " + answer.status() + ": 200 or 404 is expected");
        }
        return answer.status() == 200 ? Optional.of(parse(path, answer.body())) : Optional.empty();
    }

    /** The answer to what is merely good to know: empty if Flink does not tell it, for whatever reason. */
    Optional<JsonNode> told(String path) throws IOException {
        HttpRequests.Answer answer = http.get(path);
        return answer.status() == 200 ? Optional.of(parse(path, answer.body())) : Optional.empty();
    }

    /**
     * Sends JSON, and answers with what comes back.
     *
     * @throws IOException if Flink cannot be reached or refuses
     */
    JsonNode send(String method, String path, Object body) throws IOException {
        HttpRequests.Answer answer = http.send(method, path, Json.line(body));
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
