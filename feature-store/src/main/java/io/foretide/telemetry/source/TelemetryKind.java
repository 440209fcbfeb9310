package io.foretide.telemetry.source;

import io.foretide.config.Kind;

/**
 * A kind of telemetry source, beside the source it opens: chosen by {@code source.type}.
 *
 * <p>A kind of your own is a public class with a public constructor without arguments, in a jar on the class path whose file
 * {@code META-INF/services/io.foretide.telemetry.source.TelemetryKind} names it.
 */
public interface TelemetryKind extends Kind<TelemetrySettings> {}
