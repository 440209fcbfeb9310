package io.foretide.scaler.control;

import io.foretide.config.Kind;

/**
 * A kind of target, beside the target it opens: chosen by {@code target.type}.
 *
 * <p>A kind of your own is a public class with a public constructor without arguments, in a jar on the class path whose file
 * {@code META-INF/services/io.foretide.scaler.control.TargetKind} names it.
 */
public interface TargetKind extends Kind<TargetSettings> {}
