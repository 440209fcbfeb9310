package io.foretide.telemetry.kafka;

import java.io.IOException;
import java.time.Instant;

/**
 * Offsets of all partitions of some topics, summed up.
 *
 * @param end where the next records will be written
 * @param committed up to where the group has committed, which a Flink job does at each checkpoint
 * @param at when they were asked for, by the clock of this machine
 */
public record TopicOffsets(double end, double committed, Instant at) {
    /** Who knows them. */
    public interface Reader {
        /**
         * The offsets now.
         *
         * @throws IOException naming who does not answer, or what is not there
         */
        TopicOffsets read() throws IOException;
    }
}
