package io.foretide.scaler.control;

import java.io.IOException;

/** Keeps out whoever acted before. */
@FunctionalInterface
public interface Fence {
    /** Of a target that bears none: what is kept elsewhere has to do. */
    Fence NONE = (token, leads) -> {};

    /**
     * Raises the fence in the name of {@code token}, if it does not stand yet; called before every decision.
     *
     * @param leads to be asked before the fence is raised
     */
    void raise(String token, Proof leads) throws IOException;

    /** Whether a replica that believes to lead really does. */
    @FunctionalInterface
    interface Proof {
        /** Fails if another replica leads, or if that cannot be told. */
        void orThrow() throws IOException;
    }
}
