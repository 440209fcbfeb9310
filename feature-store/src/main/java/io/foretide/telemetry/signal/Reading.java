package io.foretide.telemetry.signal;

import java.time.Instant;

/** A signal's value, finite, and the instant it was true. */
record Reading(Instant time, double value) {}
