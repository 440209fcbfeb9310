package io.foretide.local.flink;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a flight was seen.
 *
 * @param flight the call sign
 * @param region the part of the sky
 * @param sequence number of the report within the replay
 * @param traceEpochSecond time of the report in the recorded trace, seconds since 1970-01-01 UTC
 */
public record PositionReport(String flight, String region, long sequence, long traceEpochSecond) {

    /** Reads {@code flight,region,sequence,traceEpochSecond}; empty if {@code value} is not of that form. */
    static Optional<PositionReport> parse(byte[] value) {
        String[] fields = new String(value, StandardCharsets.UTF_8).split(",", -1);
        if (fields.length != 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new PositionReport(fields[0], fields[1], Long.parseLong(fields[2]), Long.parseLong(fields[3])));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
