package io.foretide.telemetry.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.text.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** JSON from and to a Flink REST address; all that is asked of one Flink shares it. Thread-safe. */
public final class FlinkRest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI address;
    private final HttpClient client;

    /**
     * A Flink that is not asked yet.
     *
     * @param address such as {@code http://127.0.0.1:8081}
     * @param client shared by all Flinks of a process
     */
    public FlinkRest(URI address, HttpClient client) {
        if (!("http".equals(address.getScheme()) || "https".equals(address.getScheme())) || address.getHost() == null) {
            throw new IllegalArgumentException("Flink address '" + address
                    + "': an http or https address such as http://127.0.0.1:8081 is needed");
        }
        this.address = address;
        this.client = client;
    }

    /** A client that gives up soon, for a process to build once. */
    public static HttpClient client() {
        return HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    }

    URI address() {
        return address;
    }

    /**
     * The answer to a path that always has one.
     *
     * @throws IOException if Flink cannot be reached, answers with another status than 200, or not with JSON
     */
    JsonNode get(String path) throws IOException {
        HttpResponse<String> response = send(path);
        if (response.statusCode() != 200) {
            throw new IOException(
                    uri(path) + " answers with HTTP status " + response.statusCode() + ": 200 is expected");
        }
        return parse(path, response.body());
    }

    /** The answer to a path that has none while a job restarts: empty if the status is not 200. */
    Optional<JsonNode> find(String path) throws IOException {
        HttpResponse<String> response = send(path);
        return response.statusCode() == 200 ? Optional.of(parse(path, response.body())) : Optional.empty();
    }

    /**
     * Sends JSON, and answers with what comes back.
     *
     * @throws IOException if Flink cannot be reached or refuses
     */
    JsonNode send(String method, String path, Object body) throws IOException {
        HttpResponse<String> response = exchange(HttpRequest.newBuilder(uri(path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(Json.line(body)))
                .build());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(method + " " + uri(path) + " answers with HTTP status " + response.statusCode() + ": "
                    + response.body().lines().findFirst().orElse(""));
        }
        return parse(path, response.body());
    }

    private HttpResponse<String> send(String path) throws IOException {
        return exchange(HttpRequest.newBuilder(uri(path)).timeout(TIMEOUT).build());
    }

    private HttpResponse<String> exchange(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + request.uri());
        } catch (IOException e) {
            throw new IOException("Flink at " + address + " cannot be reached: " + reason(e), e);
        }
    }

    private URI uri(String path) {
        return URI.create(address.toString().replaceAll("/+$", "") + path);
    }

    private JsonNode parse(String path, String body) throws IOException {
        try {
            return Json.tree(body);
        } catch (JsonProcessingException e) {
            throw new IOException(uri(path) + " does not answer with JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
