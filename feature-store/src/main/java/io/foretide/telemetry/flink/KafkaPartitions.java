package io.foretide.telemetry.flink;

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
     * @param assigned partitions that the readers have, as far as they tell
     */
    static boolean allRead(MetricsPeer.Look metrics, String vertex, double assigned) throws IOException {
        Optional<List<String>> names = metrics.names(vertex);
        if (names.isEmpty()) {
            return false;
        }
        List<String> offsets = names.get().stream()
                .filter(name -> name.contains(READER) && name.endsWith(OFFSET))
                .toList();
        return offsets.size() >= assigned
                && metrics.smallest(vertex, offsets)
                        .filter(lowest -> lowest.values().stream().allMatch(offset -> offset >= 0))
                        .isPresent();
    }
}
