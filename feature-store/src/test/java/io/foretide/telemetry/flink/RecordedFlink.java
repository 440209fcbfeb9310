package io.foretide.telemetry.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What a real Flink answered, twice a minute apart, of a job that reads 60 records/s from a Kafka topic of four partitions in two
 * TaskManagers of two slots, and works 20 ms or, on a busy machine, a little longer on each behind its
 * source.
 */
public final class RecordedFlink {
    private final JsonNode recorded;

    /** @param version such as {@code 1.18}, which was recorded */
    public RecordedFlink(String version) {
        try (InputStream in = RecordedFlink.class.getResourceAsStream("/flink/" + version + ".json")) {
            recorded = Json.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes {@code flink} answer as the real one did, at the first (0) or the second (1) look. */
    public void show(FakeFlink flink, int look) {
        recorded.path("answers")
                .properties()
                .forEach(answer ->
                        flink.answers.put(answer.getKey(), answer.getValue().toString()));
        JsonNode seen = recorded.path("looks").path(look);
        flink.answers.put("/jobs/11", seen.path("job").toString());
        seen.path("metrics")
                .properties()
                .forEach(vertex -> vertex.getValue()
                        .properties()
                        .forEach(metric -> flink.put(
                                vertex.getKey(),
                                metric.getKey(),
                                metric.getValue().asDouble())));
    }
}
