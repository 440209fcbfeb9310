package io.foretide.telemetry.flink;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether the lag of a Kafka source covers all of its partitions. A reader adds a partition to its lag when it first
 * reads from it, and after a restart it reads one partition's backlog after the other: until then the lag is too small, and
 * its growth would look like demand.
 */
final class KafkaPartitions {
    private static final String READER = ".KafkaSourceReader.topic.";
    private static final String OFFSET = ".currentOffset";

    private KafkaPartitions() {}

    /**
     * Whether every partition was read from in this attempt: Flink gives the offset -1 until then.
     *
     * @param vertex path of the vertex
     * @param assigned partitions that the readers have, as far as they tell
     */
    static boolean allRead(FlinkRest rest, String vertex, double assigned) throws IOException {
        Optional<List<String>> names = MetricQuery.names(rest, vertex);
        if (names.isEmpty()) {
            return false;
        }
        List<String> offsets = names.get().stream()
                .filter(name -> name.contains(READER) && name.endsWith(OFFSET))
                .toList();
        if (offsets.size() < assigned) {
            return false;
        }
        for (String query : MetricQuery.of(offsets)) {
            Optional<JsonNode> lowest = rest.find(vertex + "/subtasks/metrics?get=" + query + "&agg=min");
            if (lowest.isEmpty()) {
                return false;
            }
            for (JsonNode entry : lowest.get()) {
                if (entry.path("min").asDouble(-1) < 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
