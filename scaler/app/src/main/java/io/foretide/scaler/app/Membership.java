package io.foretide.scaler.app;

import io.foretide.planner.decision.Allowance;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.control.replicas.Replicas;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a job has to do with the fleet that it is one of.
 *
 * @param told hears of every tick
 * @param allowance what the others leave it now
 * @param replicas among which it goes about; empty if there is only this one, or it says itself how they agree
 */
public record Membership(
        Consumer<TickReport> told, Supplier<Optional<Allowance>> allowance, Optional<Replicas> replicas) {
    /** A job that is alone. */
    static final Membership NONE = new Membership(tick -> {}, Optional::empty, Optional.empty());
}
