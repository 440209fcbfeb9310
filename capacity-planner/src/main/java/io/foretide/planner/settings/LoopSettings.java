package io.foretide.planner.settings;

import java.time.Duration;

/**
 * When rescales are a loop.
 *
 * @param rescales up and down in turns that make a loop: once up and down is a peak, twice is none
 * @param span time in which they happen, and for which nothing is scaled down afterwards: a job whose load really turns that
 *     often is better left large
 */
public record LoopSettings(int rescales, Duration span) {
    static final LoopSettings DEFAULT = new LoopSettings(3, Duration.ofHours(1));
}
