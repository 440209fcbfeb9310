package io.foretide.datasets.replay;

import java.nio.charset.StandardCharsets;

/**
 * One record of the stream: a flight in the air reports its position (as the region it left from).
 *
 * @param flight the number of the flight, counted by departure from 1
 * @param region where it left from, or {@code unknown}
 * @param sequence grows from report to report of the same flight
 * @param traceEpochSecond when it is sent, in trace time
 */
record PositionReport(long flight, String region, long sequence, long traceEpochSecond) {
    /** The Kafka key, such as {@code F0001234}. */
    String key() {
        String digits = Long.toString(flight);
        return "F" + "0".repeat(Math.max(0, 7 - digits.length())) + digits;
    }

    byte[] keyBytes() {
        return key().getBytes(StandardCharsets.US_ASCII);
    }

    /** The Kafka value: {@code flight,region,sequence,traceEpochSecond}. */
    byte[] valueBytes() {
        return (key() + ',' + region + ',' + sequence + ',' + traceEpochSecond).getBytes(StandardCharsets.UTF_8);
    }
}
