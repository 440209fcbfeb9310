package io.foretide.scaler.app;

import io.foretide.planner.decision.Allowance;
import io.foretide.scaler.control.TickReport;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a job has to do with the fleet that it is one of.
 *
 * @param told hears of every tick
 * @param allowance what the others leave it now
 */
public record Membership(Consumer<TickReport> told, Supplier<Optional<Allowance>> allowance) {
    /** A job that is alone. */
    static final Membership NONE = new Membership(tick -> {}, Optional::empty);
}
