package io.foretide.scaler.kubernetes;

import java.io.IOException;

/** A target at which it can be written which replica leads. */
interface Fenced {
    /** Whether it is written. */
    boolean hasFence();

    /** Raises the fence as {@link LeaderLease.Fence} does. */
    void claim(String token, LeaderLease.Proof leads) throws IOException;
}
