package io.foretide.scaler.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/** What the integration tests ask Flink. */
final class LocalFlinkJob {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private final URI address;
    private final String jobId;

    LocalFlinkJob(LocalFlink flink) {
        this.address = flink.restAddress();
        this.jobId = flink.jobId();
    }

    /** The parallelism at which the job and each of its tasks is RUNNING, or 0. */
    int runningParallelism() {
        JsonNode job = get("/jobs/" + jobId);
        int parallelism = 0;
        for (JsonNode vertex : job.path("vertices")) {
            parallelism = vertex.path("parallelism").asInt();
            if (vertex.path("tasks").path("RUNNING").asInt() != parallelism) {
                return 0;
            }
        }
        return job.path("state").asText().equals("RUNNING") ? parallelism : 0;
    }

    /** Records the job's second vertex read since its last restart. */
    long recordsIn() {
        String vertex =
                get("/jobs/" + jobId).path("vertices").path(1).path("id").asText();
        return get("/jobs/" + jobId + "/vertices/" + vertex + "/subtasks/metrics?get=numRecordsIn&agg=sum")
                .path(0)
                .path("sum")
                .asLong();
    }

    /**
     * The number of a checkpoint, 0 if there is none.
     *
     * @param kind {@code completed}: the last one; {@code restored}: that from which the job last went on
     */
    long checkpoint(String kind) {
        return get("/jobs/" + jobId + "/checkpoints")
                .path("latest")
                .path(kind)
                .path("id")
                .asLong();
    }

    /** Returns while a checkpoint is under way, as far as can be told from outside. */
    void awaitCheckpointUnderWay() {
        Instant end = Instant.now().plus(PATIENCE);
        while (get("/jobs/" + jobId + "/checkpoints").at("/counts/in_progress").asInt() == 0) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("no checkpoint was seen under way for " + PATIENCE);
            }
        }
    }

    private JsonNode get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).build();
            return mapper.readTree(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
