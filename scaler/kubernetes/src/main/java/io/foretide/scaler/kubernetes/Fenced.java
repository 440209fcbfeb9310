package io.foretide.scaler.kubernetes;

import io.foretide.scaler.control.Fence;
import java.io.IOException;

/** A target at which it can be written which replica leads. */
interface Fenced {
    /** Whether it is written. */
    boolean hasFence();

    /** Raises the fence as {@link Fence#raise} does. */
    void claim(String token, Fence.Proof leads) throws IOException;
}
