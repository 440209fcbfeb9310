package io.foretide.scaler.cli;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A recorded load that a command replays. Immutable.
 *
 * @param name what it is called in reports
 * @param zone local time of calendar and profiles
 * @param window the load as {@link Features#DEMAND} in records/s, missing where it was not observed, and what else was
 *     recorded beside it
 */
record Load(String name, ZoneId zone, FeatureWindow window) {
    /** The beginning of the first step. */
    Instant start() {
        return window.start();
    }

    Duration step() {
        return window.step();
    }

    /** A copy of the load, records/s; NaN where it was not observed. */
    double[] recordsPerSecond() {
        return window.column(Features.DEMAND).toArray();
    }
}
