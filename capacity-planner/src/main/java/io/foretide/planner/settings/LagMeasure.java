package io.foretide.planner.settings;

import io.foretide.telemetry.Freshness;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the lag of an objective is measured by. */
public enum LagMeasure {
    /** Records that wait at the sources, in seconds of demand. */
    WAITING("lag"),
    /** Age of what the sources emit. */
    EVENT_TIME("event-time-lag"),
    /** By how much the slowest watermark is behind the clock. */
    WATERMARK("watermark-lag");

    private final String word;

    LagMeasure(String word) {
        this.word = word;
    }

    /** Word of the configuration for it. */
    public String word() {
        return word;
    }

    /** The age that it goes by; empty if it goes by none. */
    public Optional<Freshness.Age> of(Freshness freshness) {
        return switch (this) {
            case WAITING -> Optional.empty();
            case EVENT_TIME -> Optional.of(freshness.eventTime());
            case WATERMARK -> Optional.of(freshness.watermark());
        };
    }

    static List<String> words() {
        return Arrays.stream(values()).map(LagMeasure::word).toList();
    }

    static LagMeasure named(String word) {
        return Arrays.stream(values())
                .filter(measure -> measure.word.equals(word))
                .findFirst()
                .orElseThrow();
    }
}
