package io.foretide.scaler.control;

/** Whether this replica of the service may act. Thread-safe. */
@FunctionalInterface
public interface Leadership {
    /** The only replica. */
    Leadership ALONE = Standing.Leads::new;

    /**
     * Claims to act: whoever leads keeps all others out before it says so, which may write to what is scaled. Asked once a
     * tick, before anything is read; never throws.
     */
    Standing claim();
}
