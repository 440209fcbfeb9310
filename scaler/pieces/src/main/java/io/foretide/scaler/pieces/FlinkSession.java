package io.foretide.scaler.pieces;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.telemetry.access.HttpAccess;
import io.foretide.telemetry.access.HttpRequests;
import io.foretide.telemetry.access.Peer;
import io.foretide.text.Json;
import io.foretide.text.UnreachableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A Flink session cluster by its REST interface: takes a jar, runs it, says how the job is. Not thread-safe. */
final class FlinkSession {
    /** A jar of some hundred MB, which is written to disk there. */
    private static final Duration UPLOAD = Duration.ofMinutes(10);

    private static final Set<String> ENDED = Set.of("FINISHED", "FAILED", "CANCELED", "SUSPENDED");

    private final HttpRequests questions;
    private final HttpRequests uploads;

    /** @param address such as {@code http://flink:8081} */
    FlinkSession(String address) {
        HttpAccess access = HttpAccess.at(new Peer("Flink", "--on", ""), address);
        questions = new HttpRequests(access);
        uploads = new HttpRequests(access, UPLOAD);
    }

    /**
     * Slots of all TaskManagers, taken or not.
     *
     * @throws UnreachableException if it does not answer
     */
    int slots() {
        try {
            return read(questions.get("/overview"), "/overview")
                    .path("slots-total")
                    .asInt();
        } catch (IOException e) {
            throw new UnreachableException(String.valueOf(e.getMessage()));
        }
    }

    /** Uploads a jar and returns its id there. */
    String upload(Path jar) throws IOException {
        String path = "/jars/upload";
        String file = read(uploads.upload(path, "jarfile", jar), path)
                .path("filename")
                .asText();
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /** Begins a job and returns its id. */
    String run(String jar, String mainClass, List<String> arguments, int parallelism) throws IOException {
        String path = "/jars/" + jar + "/run";
        String body =
                Json.line(Map.of("entryClass", mainClass, "programArgsList", arguments, "parallelism", parallelism));
        return read(uploads.send("POST", path, body), path).path("jobid").asText();
    }

    /** Forgets a jar. */
    void delete(String jar) throws IOException {
        questions.send("DELETE", "/jars/" + jar, "");
    }

    /** Ends a job. */
    void cancel(String job) throws IOException {
        questions.send("PATCH", "/jobs/" + job + "?mode=cancel", "");
    }

    /** The state of a job, such as {@code RUNNING}. */
    String state(String job) throws IOException {
        return read(questions.get("/jobs/" + job), "/jobs/" + job).path("state").asText();
    }

    static boolean isEnd(String state) {
        return ENDED.contains(state);
    }

    /** The first line of why a job failed. */
    String failure(String job) throws IOException {
        String path = "/jobs/" + job + "/exceptions";
        JsonNode answer = read(questions.get(path), path);
        String trace = answer.path("exceptionHistory")
                .path("entries")
                .path(0)
                .path("stacktrace")
                .asText(answer.path("root-exception").asText());
        return trace.lines().findFirst().orElse("Flink does not say why");
    }

    private JsonNode read(HttpRequests.Answer answer, String path) throws IOException {
        if (answer.status() / 100 != 2) {
            throw new IOException(questions.address().named(path) + " answers with HTTP status " + answer.status()
                    + ": " + answer.body().lines().findFirst().orElse(""));
        }
        return Json.tree(answer.body());
    }
}
