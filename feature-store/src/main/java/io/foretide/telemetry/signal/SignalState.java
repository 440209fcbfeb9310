package io.foretide.telemetry.signal;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * State of one of the user's signals, as people are shown it.
 *
 * @param name its feature
 * @param value the last that was seen; empty if there was none
 * @param time when that was measured or told; empty for what is true of the minute itself
 * @param ageSeconds how long ago that was
 * @param trouble what is wrong with it, a sentence; empty while it is as it should be
 */
public record SignalState(
        String name, OptionalDouble value, Optional<Instant> time, OptionalLong ageSeconds, Optional<String> trouble) {}
