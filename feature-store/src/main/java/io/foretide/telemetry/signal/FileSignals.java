package io.foretide.telemetry.signal;

import io.foretide.telemetry.SignalSource;

/** Signals of one file that was read as a whole. Immutable and thread-safe. */
public sealed interface FileSignals extends SignalSource permits TraceSignalSource, IssuedSignalSource {
    /** What was understood of the file, in one line. */
    String description();
}
