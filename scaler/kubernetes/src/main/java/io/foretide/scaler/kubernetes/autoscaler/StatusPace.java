package io.foretide.scaler.kubernetes.autoscaler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When statuses are written: a size, a condition or another word at once, a figure that has moved once in five minutes, and never
 * more than twenty a second of all objects together. Thread-safe.
 */
final class StatusPace {
    static final String PEAK = "forecastPeak";
    static final String PEAK_AT = "forecastPeakAt";
    static final String LAG = "lagSeconds";
    static final String BUDGET = "budget";

    /** What moves all the time. */
    private static final List<String> FIGURES = List.of(PEAK, PEAK_AT, LAG, BUDGET);

    private static final String CONDITIONS = "conditions";
    private static final Duration FIGURES_EVERY = Duration.ofMinutes(5);
    private static final int MOST_A_SECOND = 20;

    private final Map<String, Instant> written = new ConcurrentHashMap<>();
    private long second;
    private int thisSecond;

    /** What to do with a status. */
    enum Step {
        /** It says nothing new, or nothing that is due. */
        KEEP,
        /** Now. */
        WRITE,
        /** It is due, and others were written in its time. */
        SOON
    }

    /**
     * The step for an object's status.
     *
     * @param before as it stands in the object
     */
    Step step(String object, JsonNode before, ObjectNode status, Instant now) {
        if (status.equals(before)) {
            return Step.KEEP;
        }
        boolean isNews = !words(before).equals(words(status));
        boolean isDue = isNews
                || !now.isBefore(written.getOrDefault(object, Instant.EPOCH).plus(FIGURES_EVERY));
        if (!isDue) {
            return Step.KEEP;
        }
        if (!take(now)) {
            return isNews ? Step.SOON : Step.KEEP;
        }
        written.put(object, now);
        return Step.WRITE;
    }

    /** An object is there no more. */
    void forget(String object) {
        written.remove(object);
    }

    private synchronized boolean take(Instant now) {
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            thisSecond = 0;
        }
        return thisSecond++ < MOST_A_SECOND;
    }

    /** A status without figures, which messages have, too. */
    private static JsonNode words(JsonNode status) {
        if (!(status instanceof ObjectNode tree)) {
            return status;
        }
        ObjectNode words = tree.deepCopy();
        words.remove(FIGURES);
        words.path(CONDITIONS).forEach(condition -> ((ObjectNode) condition).remove("message"));
        return words;
    }
}
